//! Short names for what the wasm and its glue have of each other.
//!
//! wasm-bindgen calls an import `__wbg_fetch_2b1a9f1c0d3e4f56`. The digits keep crates apart while they are linked; then
//! nobody needs them, and as they are random no compression makes them smaller. They stand in both files: without them
//! the two are 4 KB smaller.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::wasm::{Reader, section, sections, write_bytes, write_number};

/// What wasm-bindgen's names start with. Those of our own functions are left alone.
const MADE: [&str; 3] = ["__wb", "__externref", "wasm_bindgen_"];

type Names = HashMap<String, String>;

/// Gives short names to imports and exports, in both files.
pub(super) fn shorten(wasm: &Path, glue: &Path) -> Result<()> {
    let read = |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let mut names = Names::new();
    let shorter = in_wasm(&read(wasm)?, &mut names)?;
    let text = String::from_utf8(read(glue)?).context("expected the glue to be text")?;
    if names.values().any(|short| words(&text).any(|word| word == short)) {
        bail!("the glue has a name that was meant to be given; give others in xtask/src/finish/names.rs");
    }
    std::fs::write(glue, words(&text).map(|word| names.get(word).map_or(word, String::as_str)).collect::<String>())?;
    std::fs::write(wasm, shorter)?;
    Ok(())
}

/// The wasm with short names, which are noted in `names`.
fn in_wasm(wasm: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let (header, found) = sections(wasm)?;
    let mut written = header.to_vec();
    for (number, body) in found {
        written.push(number);
        match number {
            section::IMPORT => write_bytes(&mut written, &imports(body, names)?),
            section::EXPORT => write_bytes(&mut written, &exports(body, names)?),
            _ => write_bytes(&mut written, body),
        }
    }
    Ok(written)
}

fn imports(body: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let (mut from, mut to) = (Reader(body), Vec::new());
    let count = from.number()?;
    write_number(&mut to, count);
    for _ in 0..count {
        write_bytes(&mut to, from.bytes()?);
        write_bytes(&mut to, short(from.bytes()?, names)?.as_bytes());
        to.extend_from_slice(from.taken(|from| from.import().map(drop))?);
    }
    Ok(to)
}

fn exports(body: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let (mut from, mut to) = (Reader(body), Vec::new());
    let count = from.number()?;
    write_number(&mut to, count);
    for _ in 0..count {
        write_bytes(&mut to, short(from.bytes()?, names)?.as_bytes());
        to.push(from.byte()?);
        write_number(&mut to, from.number()?);
    }
    Ok(to)
}

/// `$0`, `$1`, … for a name that wasm-bindgen made, and any other as it is.
fn short(name: &[u8], names: &mut Names) -> Result<String> {
    let name = std::str::from_utf8(name).context("expected a name of UTF-8 in the wasm")?;
    if !MADE.iter().any(|start| name.starts_with(start)) {
        return Ok(name.to_owned());
    }
    let next = format!("${:x}", names.len());
    Ok(names.entry(name.to_owned()).or_insert(next).clone())
}

/// The names in a script, and what is between them.
fn words(script: &str) -> impl Iterator<Item = &str> {
    let mut rest = script;
    std::iter::from_fn(move || {
        let inside = rest.chars().next().map(is_of_name)?;
        let end = rest.find(|character| is_of_name(character) != inside).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_were_made_are_short() -> Result<()> {
        let mut names = Names::new();
        let given = ["__wbg_fetch_0123456789abcdef", "mount_new", "__wbindgen_malloc", "__wbg_fetch_0123456789abcdef"];
        let given: Result<Vec<String>> = given.iter().map(|name| short(name.as_bytes(), &mut names)).collect();
        assert_eq!(given?, ["$0", "mount_new", "$1", "$0"]);
        Ok(())
    }

    #[test]
    fn imports_and_exports_keep_all_but_their_names() -> Result<()> {
        let mut names = Names::new();
        let import = b"\x02\x01m\x06__wb_f\x00\x05\x01m\x01t\x01\x6f\x01\x01\x09";
        assert_eq!(imports(import, &mut names)?, b"\x02\x01m\x02$0\x00\x05\x01m\x01t\x01\x6f\x01\x01\x09");
        assert_eq!(
            exports(b"\x02\x06__wb_f\x00\x07\x03new\x02\x00", &mut names)?,
            b"\x02\x02$0\x00\x07\x03new\x02\x00"
        );
        Ok(())
    }

    #[test]
    fn a_script_is_split_into_its_words() {
        let script = "wasm.__wbg_a_1($b, 'ä')";
        assert_eq!(words(script).collect::<String>(), script);
        assert!(words(script).any(|word| word == "__wbg_a_1") && words(script).any(|word| word == "$b"));
    }
}
