//! `cargo xtask size`: what a page downloads, and whether it is within the budget.

mod crates;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::packaging::{CARD, PAST, SCRIPT, WASM, assets};
use crate::{setup, workspace};

/// A part of what is downloaded, in bytes of Brotli at level 11.
struct Part {
    name: &'static str,
    files: &'static [&'static str],
    /// What it may be at most.
    limit: u64,
}

/// English is built in, so one English gauge needs the script (with the glue and the skeleton's
/// style), the wasm and what comes with it, and nothing else.
///
/// The aim is 94 KB for all of it, 84 for the wasm and 10 for the script. The limits are what the
/// card and its pictures take today, so that nothing is added unseen; see
/// `docs/decisions/007-size.md`. The script's was 16,500 until names in a page could no longer
/// mislead it, a sign-out lasted, and fingers and keyboards reached all of a card.
const BUDGET: &[Part] = &[
    Part { name: "one English gauge", files: &[SCRIPT, WASM, CARD], limit: 115_000 },
    Part { name: "the wasm", files: &[WASM], limit: 95_000 },
    Part { name: "JavaScript before the first paint", files: &[SCRIPT], limit: 16_900 },
    Part { name: "the wasm for past scores", files: &[PAST], limit: 11_000 },
];

/// The sizes of one file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sizes {
    file: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let by_crate = arguments == ["--crates"];
    if !by_crate {
        crate::no_arguments("size", arguments)?;
    }
    // The table first: it is of most use where the budget is not kept.
    if by_crate {
        println!("{}", crates::table(&setup::for_build()?)?);
    }
    println!("{}", check()?);
    Ok(())
}

/// The table of sizes of `dist/`.
///
/// # Errors
/// If a part of the budget is overdrawn; the error then has the table.
pub(crate) fn check() -> Result<String> {
    let dist = workspace::dist();
    let sizes = measure(&dist)?;
    let (budget, kept) = budget_lines(&sizes, |name| Ok(assets::published(&dist, name)?.0))?;
    let report = format!("{}\n{budget}", table(&sizes));
    if !kept {
        bail!("{report}\nover the budget: make it smaller, or give the reason for a larger one in xtask/src/size.rs");
    }
    Ok(report)
}

fn measure(folder: &Path) -> Result<Vec<Sizes>> {
    if !folder.join(SCRIPT).is_file() {
        bail!("expected the release files in {}, found none; run `cargo xtask dist`", folder.display());
    }
    let files = workspace::files(folder)?;
    let script = workspace::root().join("xtask/src/compressed.mjs");
    let output = Command::new("node")
        .current_dir(folder)
        .arg(script)
        .args(&files)
        .output()
        .context("cannot start `node`; install Node.js, or run `cargo xtask setup`")?;
    if !output.status.success() {
        bail!("measuring failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let measured: Vec<Value> = serde_json::from_slice(&output.stdout).context("expected a list of sizes")?;
    files.into_iter().zip(&measured).map(|(file, sizes)| read(file, sizes)).collect()
}

fn read(file: String, sizes: &Value) -> Result<Sizes> {
    let number = |name| sizes.get(name).and_then(Value::as_u64).with_context(|| format!("expected `{name}` of {file}"));
    Ok(Sizes { raw: number("raw")?, gzip: number("gzip")?, brotli: number("brotli")?, file })
}

fn table(sizes: &[Sizes]) -> String {
    let mut text = format!("{:<36}{:>10}{:>10}{:>10}\n", "bytes", "raw", "gzip", "brotli");
    for Sizes { file, raw, gzip, brotli } in sizes {
        let _ = writeln!(text, "{file:<36}{raw:>10}{gzip:>10}{brotli:>10}");
    }
    text
}

/// One line for each part of the budget, and whether all of it is kept.
fn budget_lines(sizes: &[Sizes], path_of: impl Fn(&str) -> Result<String>) -> Result<(String, bool)> {
    let mut lines = Vec::new();
    let mut kept = true;
    for Part { name, files, limit } in BUDGET {
        let mut used = 0;
        for name in *files {
            let file = path_of(name)?;
            let found = sizes.iter().find(|sizes| sizes.file == file);
            used += found.with_context(|| format!("expected {file} in dist/, found none"))?.brotli;
        }
        kept &= used <= *limit;
        let word = if used <= *limit { "ok" } else { "OVER" };
        lines.push(format!("{name:<36}{used:>10} of {limit} bytes, {word}"));
    }
    Ok((lines.join("\n"), kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(script: u64, wasm: u64) -> Vec<Sizes> {
        let size = |file: &str, brotli| Sizes { file: file.to_owned(), raw: 0, gzip: 0, brotli };
        vec![size(SCRIPT, script), size(WASM, wasm), size(CARD, 0), size(PAST, 0)]
    }

    #[test]
    fn the_budget_is_kept_to_the_byte() -> Result<()> {
        let limit = |part: usize| BUDGET[part].limit;
        let (wasm, script) = (limit(1), limit(2));
        for (script, wasm, kept) in [(0, wasm, true), (script, 0, true), (script + 1, 0, false), (0, wasm + 1, false)] {
            let path_of = |name: &str| Ok(name.to_owned());
            assert_eq!(budget_lines(&sizes(script, wasm), path_of)?.1, kept, "{script} {wasm}");
        }
        Ok(())
    }

    #[test]
    fn a_missing_file_is_named() {
        let text =
            budget_lines(&[], |name| Ok(name.to_owned())).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(text.contains(SCRIPT), "{text}");
    }
}
