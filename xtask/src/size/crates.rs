//! What the bytes of the wasm are: the code of each crate, and the data.
//!
//! From a build that keeps the names of functions, and is otherwise the one that ships. Generic code counts for the crate whose
//! type comes first in its name, so the table says where to look and is no account to the byte.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};

use crate::finish::wasm::{Reader, function_names, imported_functions, section, sections};
use crate::setup::SearchPath;
use crate::{dist, finish};

/// The table, from a build of its own.
pub(super) fn table(path: &SearchPath) -> Result<String> {
    let wasm = dist::build_with_names(path)?.join(finish::WASM);
    let sizes = by_crate(&std::fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?)?;
    let mut rows: Vec<(String, usize)> = sizes.into_iter().collect();
    rows.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let mut text = format!("{:<36}{:>10}\n", "what the wasm is, uncompressed", "bytes");
    for (name, size) in rows {
        let _ = writeln!(text, "{name:<36}{size:>10}");
    }
    Ok(text)
}

/// Bytes of code by crate, and of everything else by what it is.
fn by_crate(wasm: &[u8]) -> Result<BTreeMap<String, usize>> {
    let (_, found) = sections(wasm)?;
    let mut imported = 0;
    let mut names = BTreeMap::new();
    for (number, body) in &found {
        match *number {
            section::IMPORT => imported = imported_functions(body)?,
            section::CUSTOM => names.extend(function_names(body)?),
            _ => {}
        }
    }
    let mut sizes = BTreeMap::new();
    for (number, body) in &found {
        match *number {
            section::CODE => {
                let mut reader = Reader(body);
                for index in 0..reader.number()? {
                    let name = names.get(&(imported + index)).copied().unwrap_or_default();
                    *sizes.entry(crate_of(name)).or_default() += reader.bytes()?.len();
                }
            }
            section::DATA => *sizes.entry("(data)".to_owned()).or_default() += body.len(),
            // The names themselves do not ship.
            section::CUSTOM => {}
            _ => *sizes.entry("(imports, exports, types)".to_owned()).or_default() += body.len(),
        }
    }
    Ok(sizes)
}

/// The crate that a function belongs to: the first word of its path, as in `<yew::html::Scope<T> as Drop>::drop`.
fn crate_of(function: &str) -> String {
    let path = function.trim_start_matches(['<', '&', '(']);
    match path.split_once("::") {
        // The standard library's names have a number behind the crate's.
        // What is said of a primitive type, as in `<str>::split_once`, is in `core` or `alloc`.
        Some((first, _)) if first.ends_with('>') => "core".to_owned(),
        Some((first, _)) if !first.contains(' ') => first.split('[').next().unwrap_or(first).to_owned(),
        _ => "(without a path)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_belong_to_crates() {
        for (name, expected) in [
            ("secure_score::feed::Feed::take::h0123", "secure_score"),
            ("<yew::html::Scope<T> as core::ops::Drop>::drop", "yew"),
            ("core[c5930c85a12de822]::fmt::write", "core"),
            ("<&mut serde_json::de::Deserializer<R>>::next", "(without a path)"),
            ("mount_new", "(without a path)"),
            ("", "(without a path)"),
        ] {
            assert_eq!(crate_of(name), expected, "{name}");
        }
    }

    #[test]
    fn code_counts_for_its_crate_and_names_do_not_count() -> Result<()> {
        let names = b"\x04name\x01\x0d\x02\x00\x04a::f\x01\x04b::g";
        let mut wasm = b"\0asm\x01\0\0\0\x0a\x08\x02\x02\x00\x0b\x03\x00\x01\x0b\x0b\x01\x00".to_vec();
        wasm.extend([section::CUSTOM, names.len() as u8]);
        wasm.extend_from_slice(names);
        let sizes = by_crate(&wasm)?;
        assert_eq!(sizes, [("a", 2), ("b", 3), ("(data)", 1)].map(|(name, size)| (name.to_owned(), size)).into());
        Ok(())
    }
}
