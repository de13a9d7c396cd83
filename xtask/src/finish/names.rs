//! Short names for what the wasm and its glue have of each other.
//!
//! wasm-bindgen calls an import `__wbg_fetch_2b1a9f1c0d3e4f56`. The digits keep crates apart while they are linked; then
//! nobody needs them, and as they are random no compression makes them smaller. They stand in both files: without them
//! the two are 4 KB smaller.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::wasm::{Reader, section, sections, write_bytes, write_number};

/// What names start with that nobody but the glue has. That of our one function is left alone.
const MADE: [&str; 4] = ["__wb", "__externref", "wasm_bindgen_", "mount_"];

/// The module that the wasm imports from, which each import names anew, and its short name.
const MODULE: (&str, &str) = ("./secure-score_bg.js", "$");

/// The names that were given, and those that can be.
struct Names {
    given: HashMap<String, String>,
    free: Box<dyn Iterator<Item = String>>,
}

impl Names {
    /// Names of one or two characters, none of which is in a script yet.
    fn not_in(script: &str) -> Self {
        const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let taken: HashSet<String> = words(script).map(str::to_owned).collect();
        let one = LETTERS.chars().map(String::from);
        let two = LETTERS.chars().rev().flat_map(|first| LETTERS.chars().map(move |second| format!("{first}{second}")));
        Self { given: HashMap::new(), free: Box::new(one.chain(two).filter(move |name| !taken.contains(name))) }
    }

    /// Another name for one that was made, and any other as it is.
    fn short(&mut self, name: &[u8]) -> Result<String> {
        let name = std::str::from_utf8(name).context("expected a name of UTF-8 in the wasm")?;
        if !MADE.iter().any(|start| name.starts_with(start)) {
            return Ok(name.to_owned());
        }
        if let Some(given) = self.given.get(name) {
            return Ok(given.clone());
        }
        let short = self.free.next().context("expected fewer names between wasm and glue; allow longer ones")?;
        self.given.insert(name.to_owned(), short.clone());
        Ok(short)
    }
}

/// Gives short names to imports and exports, in both files.
pub(super) fn shorten(wasm: &Path, glue: &Path) -> Result<()> {
    let read = |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let text = String::from_utf8(read(glue)?).context("expected the glue to be text")?;
    if text.matches(MODULE.0).count() != 1 {
        bail!("expected `{}` once in the glue; has wasm-bindgen another layout?", MODULE.0);
    }
    let mut names = Names::not_in(&text);
    let shorter = in_wasm(&read(wasm)?, &mut names)?;
    let text = text.replace(MODULE.0, MODULE.1);
    let renamed = |word| names.given.get(word).map_or(word, String::as_str);
    std::fs::write(glue, words(&text).map(renamed).collect::<String>())?;
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
        let module = from.bytes()?;
        write_bytes(&mut to, if module == MODULE.0.as_bytes() { MODULE.1.as_bytes() } else { module });
        write_bytes(&mut to, names.short(from.bytes()?)?.as_bytes());
        to.extend_from_slice(from.taken(|from| from.import().map(drop))?);
    }
    Ok(to)
}

fn exports(body: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let (mut from, mut to) = (Reader(body), Vec::new());
    let count = from.number()?;
    write_number(&mut to, count);
    for _ in 0..count {
        write_bytes(&mut to, names.short(from.bytes()?)?.as_bytes());
        to.push(from.byte()?);
        write_number(&mut to, from.number()?);
    }
    Ok(to)
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
        let mut names = Names::not_in("const a = b");
        let given = ["__wbg_fetch_0123456789abcdef", "useHeadStart", "mount_new", "__wbg_fetch_0123456789abcdef"];
        let given: Result<Vec<String>> = given.iter().map(|name| names.short(name.as_bytes())).collect();
        assert_eq!(given?, ["c", "useHeadStart", "d", "c"]);
        Ok(())
    }

    #[test]
    fn there_are_enough_names_and_each_is_another() {
        let names: HashSet<String> = Names::not_in("").free.take(1000).collect();
        assert!(names.len() == 1000 && names.iter().all(|name| name.len() <= 2));
    }

    #[test]
    fn imports_and_exports_keep_all_but_their_names() -> Result<()> {
        let mut names = Names::not_in("");
        let import = b"\x02\x14./secure-score_bg.js\x06__wb_f\x00\x05\x01m\x01t\x01\x6f\x01\x01\x09";
        assert_eq!(imports(import, &mut names)?, b"\x02\x01$\x01a\x00\x05\x01m\x01t\x01\x6f\x01\x01\x09");
        assert_eq!(exports(b"\x02\x06__wb_f\x00\x07\x03new\x02\x00", &mut names)?, b"\x02\x01a\x00\x07\x03new\x02\x00");
        Ok(())
    }

    #[test]
    fn a_script_is_split_into_its_words() {
        let script = "wasm.__wbg_a_1($b, 'ä')";
        assert_eq!(words(script).collect::<String>(), script);
        assert!(words(script).any(|word| word == "__wbg_a_1") && words(script).any(|word| word == "$b"));
    }
}
