//! What the wasm calls without `catch`: an exception that comes out of such a call passes through
//! the wasm, and every gauge of the page has crashed.
//!
//! The list is exact: a call that is not in it fails the tests, and so does a line that nothing
//! needs any more. The judgement behind it is in `docs/decisions/009-imports.md`.

mod allowed;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::{Context, Result, bail};
use walrus::{ImportKind, Module};

use crate::symbol::path;
use crate::{packaging, workspace};

/// The functions that the wasm of the newest release build imports.
const IMPORTED: &str = "imported.json";

/// Notes the functions that a wasm imports, for [`check`]: the name in the glue, and the path in
/// Rust.
pub(crate) fn note(module: &Module) -> Result<()> {
    let functions = module.imports.iter().filter_map(|import| match import.kind {
        ImportKind::Function(id) => Some((import.name.as_str(), path(module, id))),
        _ => None,
    });
    let functions: BTreeMap<&str, String> = functions.collect();
    std::fs::write(workspace::scratch()?.join(IMPORTED), serde_json::to_string(&functions)?)?;
    Ok(())
}

/// Compares the calls of the newest release build with the list.
///
/// # Errors
/// If the two differ.
pub(crate) fn check() -> Result<String> {
    let path = workspace::scratch()?.join(IMPORTED);
    let imported = std::fs::read_to_string(&path);
    let imported = imported.with_context(|| format!("cannot read {}; run `cargo xtask dist`", path.display()))?;
    let imported: BTreeMap<String, String> = serde_json::from_str(&imported)?;
    let uncaught: BTreeSet<String> = uncaught()?;
    let calls = imported.into_iter().filter(|(import, _)| uncaught.contains(import));
    let calls: BTreeSet<String> = calls.filter_map(|(import, path)| function(&import, &path)).collect();
    compare(
        &calls.iter().map(String::as_str).collect(),
        &allowed::ALL.iter().flat_map(|group| group.calls).copied().collect(),
    )
}

/// The function of an import, as the list has it; nothing for wasm-bindgen's own.
fn function(import: &str, path: &str) -> Option<String> {
    if import.starts_with("__wbindgen_") || path.starts_with("wasm_bindgen::") {
        return None;
    }
    let path = path.strip_suffix(import).map_or(path, |path| path.trim_end_matches(':'));
    // Compilers differ in what they call the parameters of types.
    let mut depth = 0;
    let mut is_outside = |character: char| {
        depth += i32::from(character == '<');
        let outside = depth == 0;
        depth -= i32::from(character == '>');
        outside
    };
    let path: String = path.chars().filter(|character| is_outside(*character)).collect();
    let parts: Vec<&str> = path.split("::").filter(|part| *part != "features" && !part.starts_with("gen_")).collect();
    Some(parts.join("::"))
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
    fn an_import_is_named_by_its_function() {
        let path = "web_sys::features::gen_Node::Node::last_child::__wbg_lastChild_d03af7c29f69e2ad";
        assert_eq!(function("__wbg_lastChild_d03af7c29f69e2ad", path).as_deref(), Some("web_sys::Node::last_child"));
        assert_eq!(
            function("__wbg_a", "js_sys::Promise<T,E>::then::__wbg_a").as_deref(),
            Some("js_sys::Promise::then")
        );
        assert_eq!(function("__wbindgen_cast_1", "Ref(String) -> Externref"), None);
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
