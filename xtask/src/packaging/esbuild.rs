//! esbuild, from `package.json`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::SCRIPT;
use crate::{setup::node_tool, workspace};

const NAME: &str = "esbuild";

/// Everything a browser must know already; each of them has run wasm and constructable style sheets
/// for long.
const TARGET: &str = "--target=es2022";

/// Has Chromium compile the whole script on the thread that loads it. Compiling each function at
/// its first call takes a twentieth more of the page's own processor time, and 0.08 MB less memory.
const COMPILE_ALL: &str = "//# allFunctionsCalledOnLoad";

/// Minifies one style sheet in place.
pub(super) fn minify(file: &Path) -> Result<()> {
    run(esbuild().arg(file).args(["--minify", "--allow-overwrite"]).arg(outfile(file)))
}

/// Bundles `entry` in `folder` and all that it imports into the file `to`. In a small bundle,
/// properties have the names that `names` gives them.
///
/// The answer is the files that are in the bundle now, relative to `folder`.
pub(super) fn bundle(
    folder: &Path,
    entry: &str,
    to: &Path,
    small: bool,
    names: &BTreeMap<String, String>,
) -> Result<Vec<String>> {
    let scratch = workspace::scratch()?;
    let metafile = scratch.join("bundle.json");
    let mut command = esbuild();
    command
        .current_dir(folder)
        .arg(entry)
        .args(["--bundle", "--format=esm", "--charset=utf8", "--legal-comments=none", "--allow-overwrite", TARGET])
        // The script that hosts import is a file of its own for the frame, too.
        .arg(format!("--external:../{SCRIPT}"))
        .arg(outfile(to))
        .arg(format!("--metafile={}", metafile.display()));
    if small {
        command.args(["--minify", &format!("--banner:js={COMPILE_ALL}")]);
    }
    if small && !names.is_empty() {
        let cache = scratch.join("names.json");
        std::fs::write(&cache, serde_json::to_string(names)?)?;
        let every: Vec<&str> = names.keys().map(String::as_str).collect();
        command
            .arg(format!("--mangle-props=^({})$", every.join("|")))
            .arg(format!("--mangle-cache={}", cache.display()));
    }
    run(&mut command)?;
    inputs(&std::fs::read_to_string(&metafile)?)
}

/// Follows every import of `scripts` in `folder`; what it writes is of no use.
///
/// # Errors
/// If a file that one of them imports is not there, for example because it was merged into the
/// bundle.
pub(super) fn resolve_imports(folder: &Path, scripts: &[String]) -> Result<()> {
    let unused = workspace::scratch()?.join("resolved");
    let mut command = esbuild();
    command
        .current_dir(folder)
        .args(scripts)
        .args(["--bundle", "--format=esm", TARGET])
        .arg(format!("--outdir={}", unused.display()));
    run(&mut command)
}

/// A command that reads `files` as modules and fails if one is no valid JavaScript; the output in
/// `folder` is of no use.
pub(crate) fn parse_only(files: &[PathBuf], folder: &Path) -> Command {
    let mut command = esbuild();
    command.args(files).arg(format!("--outdir={}", folder.display())).args(["--format=esm", TARGET]);
    command
}

fn esbuild() -> Command {
    let mut command = node_tool::command(NAME);
    command.arg("--log-level=warning");
    command
}

fn outfile(path: &Path) -> String {
    format!("--outfile={}", path.display())
}

fn run(command: &mut Command) -> Result<()> {
    node_tool::run(NAME, command)
}

/// The names under `inputs` of esbuild's metafile.
fn inputs(metafile: &str) -> Result<Vec<String>> {
    let metafile: Value = serde_json::from_str(metafile).context("esbuild's metafile is no JSON")?;
    let inputs = metafile.get("inputs").and_then(Value::as_object);
    let inputs = inputs.context("expected `inputs` in esbuild's metafile, found none")?;
    Ok(inputs.keys().cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_merged() -> Result<()> {
        let metafile = r#"{"inputs":{"a.js":{"bytes":2},"gauge.css":{"bytes":1}},"outputs":{}}"#;
        assert_eq!(inputs(metafile)?, ["a.js", "gauge.css"]);
        assert!(inputs("{}").is_err());
        Ok(())
    }
}
