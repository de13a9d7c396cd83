//! What the wasm calls without `catch`: an exception that comes out of such a call passes through the wasm, and every
//! gauge of the page has crashed.
//!
//! The list is exact: a call that is not in it fails the tests, and so does a line that nothing needs any more. The
//! judgement behind it is in `docs/decisions/009-imports.md`.

mod allowed;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{packaging, workspace};

/// Compares the calls of the newest release build with the list.
///
/// # Errors
/// If the two differ.
pub(crate) fn check() -> Result<String> {
    let path = workspace::scratch()?.join(packaging::IMPORTED);
    let imported = std::fs::read_to_string(&path);
    let imported = imported.with_context(|| format!("cannot read {}; run `cargo xtask dist`", path.display()))?;
    let imported: BTreeMap<String, String> = serde_json::from_str(&imported)?;
    let uncaught: BTreeSet<String> = uncaught()?;
    let calls = imported.iter().filter(|(import, _)| uncaught.contains(*import)).map(|(_, path)| path.as_str());
    compare(&calls.collect(), &allowed::ALL.iter().flat_map(|group| group.calls).copied().collect())
}

/// The functions that wasm-bindgen wrote for the wasm and that let exceptions through.
fn uncaught() -> Result<BTreeSet<String>> {
    let mut node = Command::new("node");
    node.current_dir(workspace::root()).arg("xtask/src/imports/uncaught.mjs").arg(packaging::glue("release"));
    let output = node.output().context("cannot start `node`; install Node.js, or run `cargo xtask setup`")?;
    if !output.status.success() {
        bail!("expected a module of wasm-bindgen's: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("expected a list of names")
}

fn compare(calls: &BTreeSet<&str>, allowed: &BTreeSet<&str>) -> Result<String> {
    let list = |calls: Vec<&&str>| calls.iter().map(|call| format!("\n  {call}")).collect::<String>();
    let new: Vec<_> = calls.difference(allowed).collect();
    let gone: Vec<_> = allowed.difference(calls).collect();
    if !new.is_empty() {
        bail!(
            "expected every call out of the wasm to be `catch`, or to be in xtask/src/imports/allowed.rs with its reason, \
             but these are neither; bind them with `catch`, or give the reason why they cannot throw:{}",
            list(new)
        );
    }
    if !gone.is_empty() {
        bail!(
            "expected the wasm to call what xtask/src/imports/allowed.rs lists, but it does not; take out:{}",
            list(gone)
        );
    }
    Ok(format!("{} calls without `catch`, each with its reason", calls.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_exact() {
        let set = |calls: &[&'static str]| calls.iter().copied().collect::<BTreeSet<_>>();
        assert!(compare(&set(&["a", "b"]), &set(&["b", "a"])).is_ok());
        for (calls, allowed, named) in [(["a", "b"], ["a", "c"], "\n  b"), (["a", "a"], ["a", "c"], "\n  c")] {
            let error = compare(&set(&calls), &set(&allowed)).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.ends_with(named), "{error}");
        }
    }

    #[test]
    fn nothing_is_allowed_twice() {
        let mut calls: Vec<_> = allowed::ALL.iter().flat_map(|group| group.calls).collect();
        calls.sort();
        let count = calls.len();
        calls.dedup();
        assert_eq!(calls.len(), count);
    }
}
