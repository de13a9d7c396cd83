//! Takes out of the wasm what is never called.
//!
//! By their names, which are in the wasm until here, this finds the functions that a gauge never calls, puts a trap in the place
//! of each, and lets wasm-opt drop whatever only they needed. What this gives is in `docs/decisions/007-size.md`.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::alike;
use super::locations::without_locations;
use super::node_tool;
use super::uncalled;
use super::unread::without_the_unread;
use super::wasm::{Reader, function_names, imported_functions, section, sections, write_bytes, write_number};

const NAME: &str = "wasm-opt";

/// How wasm-opt makes it smaller.
const PASSES: [&str; 14] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--coalesce-locals",
    "--reorder-locals",
    "--one-caller-inline-max-function-size",
    "20",
    "--always-inline-max-function-size",
    "4",
];

/// What rustc and LLVM use on their own: wasm-opt must know, and is to use nothing else.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Where names have types, functions of ours begin so; else with `secure_score::feed::shared::Feed::`.
const TYPED: &str = "<secure_score::feed::shared::Feed>::";

/// Makes the wasm in a file smaller. Where the names of its functions are kept, so is their order.
pub(super) fn shrink(file: &Path, keep_names: bool) -> Result<()> {
    let wasm = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    std::fs::write(file, without_the_uncalled(&wasm, keep_names)?)?;
    let mut command = node_tool::command(NAME);
    command.arg(file).arg("-o").arg(file).args(PASSES).args(FEATURES).args(keep_names.then_some("-g"));
    node_tool::run(NAME, &mut command)?;
    let wasm = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    std::fs::write(file, without_the_unread(&wasm)?)?;
    if keep_names { Ok(()) } else { alike::reorder(file, NAME, &FEATURES) }
}

/// The wasm with other bodies for what is never called, and without what only panics name, nor the names unless they are kept.
fn without_the_uncalled(wasm: &[u8], keep_names: bool) -> Result<Vec<u8>> {
    let (header, found) = sections(wasm)?;
    let custom = found.iter().filter(|(number, _)| *number == section::CUSTOM);
    let names = custom.map(|(_, body)| function_names(body)).collect::<Result<Vec<_>>>()?;
    let names: HashMap<usize, String> =
        names.into_iter().flatten().map(|(index, name)| (index, without_hashes(name))).collect();
    if names.is_empty() {
        bail!("expected the names of functions in the wasm, found none; does build.rs keep the section `name`?");
    }
    match names.values().any(|name| name.contains(TYPED)) {
        true => uncalled::not_in(names.values()).for_each(|part| println!("{part}: nothing in the wasm has this name")),
        false => println!(
            "expected names with types in the wasm, found others: RUSTFLAGS takes the place of the flags in \
             .cargo/config.toml; without it the wasm would be smaller"
        ),
    }
    let mut imported = 0;
    let mut written = header.to_vec();
    for (number, body) in found {
        match number {
            section::CUSTOM if !keep_names => continue,
            section::IMPORT => imported = imported_functions(body)?,
            _ => {}
        }
        written.push(number);
        match number {
            section::CODE => write_bytes(&mut written, &code(body, imported, &names)?),
            section::DATA => write_bytes(&mut written, &without_locations(body)?),
            _ => write_bytes(&mut written, body),
        }
    }
    Ok(written)
}

/// `core[c5930c85a12de822]::fmt` as `core::fmt`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let hash = part.split_once(']').filter(|(hash, _)| hash.len() == 16);
        plain += &hash.map_or_else(|| format!("[{part}"), |(_, rest)| rest.to_owned());
    }
    plain
}

fn code(body: &[u8], imported: usize, names: &HashMap<usize, String>) -> Result<Vec<u8>> {
    let (mut from, mut to) = (Reader(body), Vec::new());
    let count = from.number()?;
    write_number(&mut to, count);
    for index in imported..imported + count {
        let function = from.bytes()?;
        let name = names.get(&index).map_or("", String::as_str);
        write_bytes(&mut to, uncalled::body(name).unwrap_or(function));
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_hashes() {
        for (name, plain) in [
            ("core[c5930c85a12de822]::panicking::panic_fmt", "core::panicking::panic_fmt"),
            ("<core[c5930c85a12de822]::fmt::Formatter>::pad", "<core::fmt::Formatter>::pad"),
            ("<[T]>::concat", "<[T]>::concat"),
            ("main", "main"),
        ] {
            assert_eq!(without_hashes(name), plain);
        }
    }

    /// A module of three functions without parameters that do nothing.
    fn module(names: [&str; 3]) -> Vec<u8> {
        let mut listed = vec![3];
        for (index, name) in (0..).zip(names) {
            listed.push(index);
            write_bytes(&mut listed, name.as_bytes());
        }
        let mut section_of_names = b"\x04name\x01".to_vec();
        write_bytes(&mut section_of_names, &listed);
        let mut wasm = b"\0asm\x01\0\0\0\x0a\x0d\x03\x03\0\x01\x0b\x03\0\x01\x0b\x03\0\x01\x0b\0".to_vec();
        write_bytes(&mut wasm, &section_of_names);
        wasm
    }

    #[test]
    fn what_is_never_called_gets_another_body() -> Result<()> {
        let wasm = module(["core[c5930c85a12de822]::panicking::panic", "ours", "std::panicking::set_hook"]);
        let expected = b"\0asm\x01\0\0\0\x0a\x0c\x03\x03\0\0\x0b\x03\0\x01\x0b\x02\0\x0b";
        assert_eq!(without_the_uncalled(&wasm, false)?, expected);
        Ok(())
    }

    #[test]
    fn a_wasm_without_names_is_refused() {
        assert!(without_the_uncalled(b"\0asm\x01\0\0\0\x0a\x01\0", false).is_err());
    }
}
