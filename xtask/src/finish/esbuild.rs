//! esbuild, from `package.json`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::node_tool;
use crate::workspace;

const NAME: &str = "esbuild";

/// Everything a browser must know already; each of them has run wasm and constructable style sheets for long.
const TARGET: &str = "--target=es2022";

/// Minifies one style sheet in place.
pub(super) fn minify(file: &Path) -> Result<()> {
    run(esbuild().arg(file).args(["--minify", "--allow-overwrite"]).arg(outfile(file)))?;
    let css = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    std::fs::write(file, without_spaces(&css)).with_context(|| format!("cannot write {}", file.display()))
}

/// esbuild leaves custom properties as they were written. No text of ours has such a space in it.
fn without_spaces(css: &str) -> String {
    css.replace(": ", ":").replace(", ", ",")
}

/// Replaces `script` in `folder` by the bundle of it and all that it imports, for terser if it is to be small.
///
/// The answer is the files that are in the bundle now, the script itself left out, relative to `folder`.
pub(super) fn bundle(folder: &Path, script: &str, small: bool) -> Result<Vec<String>> {
    let metafile = workspace::scratch()?.join("bundle.json");
    let mut command = esbuild();
    command
        .current_dir(folder)
        .arg(script)
        .args(["--bundle", "--format=esm", "--charset=utf8", "--legal-comments=none", "--allow-overwrite", TARGET])
        .args(small.then_some("--minify-syntax"))
        .arg(outfile(Path::new(script)))
        .arg(format!("--metafile={}", metafile.display()));
    run(&mut command)?;
    let mut merged = inputs(&std::fs::read_to_string(&metafile)?)?;
    merged.retain(|file| file != script);
    Ok(merged)
}

/// Follows every import of `scripts` in `folder`; what it writes is of no use.
///
/// # Errors
/// If a file that one of them imports is not there, for example because it was merged into the bundle.
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

/// A command that reads `files` as modules and fails if one is no valid JavaScript; the output in `folder` is of no use.
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
    fn custom_properties_have_no_spaces_but_those_that_mean_something() {
        let css = "a{--b: light-dark(#fff, #000);margin:calc(1px - var(--c, 2px))}";
        assert_eq!(without_spaces(css), "a{--b:light-dark(#fff,#000);margin:calc(1px - var(--c,2px))}");
    }

    #[test]
    fn reads_what_was_merged() -> Result<()> {
        let metafile = r#"{"inputs":{"a.js":{"bytes":2},"gauge.css":{"bytes":1}},"outputs":{}}"#;
        assert_eq!(inputs(metafile)?, ["a.js", "gauge.css"]);
        assert!(inputs("{}").is_err());
        Ok(())
    }
}
