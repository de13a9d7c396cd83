//! What the wasm is: the code of each crate, and the data.
//!
//! From a build that keeps the names of functions, and is otherwise the one that ships. Generic
//! code counts for the crate whose type comes first in its name, so the table says where to look
//! and is no exact account.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};

use walrus::Module;

use crate::dist;
use crate::packaging::{WASM, assets};
use crate::setup::SearchPath;

/// The table, from a build of its own.
pub(super) fn table(path: &SearchPath) -> Result<String> {
    let folder = dist::build_with_names(path)?;
    let wasm = folder.join(assets::published(&folder, WASM)?.0);
    let sizes = by_crate(&std::fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?)?;
    let mut rows: Vec<(String, u64)> = sizes.into_iter().collect();
    rows.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let mut text = format!("{:<36}{:>10}\n", "what the wasm is", "instructions");
    for (name, size) in rows {
        let _ = writeln!(text, "{name:<36}{size:>10}");
    }
    Ok(text)
}

/// Instructions by crate, and bytes of data.
fn by_crate(wasm: &[u8]) -> Result<BTreeMap<String, u64>> {
    let module = Module::from_buffer(wasm).context("expected a wasm module")?;
    let mut sizes = BTreeMap::new();
    for (id, function) in module.funcs.iter_local() {
        let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
        *sizes.entry(crate_of(name)).or_default() += function.size();
    }
    let data = module.data.iter().map(|segment| segment.value.len() as u64).sum();
    sizes.insert("(data, in bytes)".to_owned(), data);
    Ok(sizes)
}

/// The crate that a function belongs to: the first word of its path, as in `<yew::html::Scope<T> as
/// Drop>::drop`.
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
}
