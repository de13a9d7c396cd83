//! The npm package: the release files with types, a manifest and data for editors, all from one
//! table of the public surface.
//!
//! ```text
//! static/package/surface.json ──▶ types.d.ts, jsx.d.ts, vue.d.ts, svelte.d.ts
//!                              ──▶ custom-elements.json, vscode.*-custom-data.json
//!                              ──▶ the reference tables of README.md
//! ```
//! What the table says is compared with the code by `src/surface_tests.rs`.

mod editor;
mod manifest;
mod npm;
pub(crate) mod release;
mod sbom;
mod surface;
mod tables;
mod templates;
mod types;

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::{setup, workspace};
use surface::Surface;

/// The version of a release: that of every package here.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The files with tables in them.
fn with_tables() -> [PathBuf; 2] {
    ["README.md", "static/package/README.md"].map(|file| workspace::root().join(file))
}

/// `cargo xtask pack`: the release files of a `dist/` that is there already.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("pack", arguments)?;
    let folder = release::make(&workspace::dist())?;
    println!("made the archive, the npm package, their sums and components in {}", folder.display());
    Ok(())
}

/// Makes the release files twice, for `cargo xtask test`: they have to be the same to the byte.
///
/// # Errors
/// If they differ, or cannot be made.
pub(crate) fn check() -> Result<String> {
    let sums = |folder: PathBuf| std::fs::read_to_string(folder.join(release::SUMS)).context("cannot read the sums");
    let first = sums(release::make(&workspace::dist())?)?;
    let second = sums(release::make(&workspace::dist())?)?;
    ensure!(first == second, "expected the same release files of the same dist/, but got\n{first}and then\n{second}");
    setup::packages(&workspace::root().join("tests/package"))?;
    Ok(first)
}

/// The npm package in `target/dist/`.
pub(crate) fn archive() -> PathBuf {
    workspace::target().join("dist").join(npm::archive())
}

/// Writes the reference tables anew.
///
/// # Errors
/// If a file cannot be read or written, or has no end for a table.
pub(crate) fn renew_tables() -> Result<()> {
    let surface = Surface::read()?;
    for file in with_tables() {
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        std::fs::write(&file, tables::renewed(&text, &surface)?)
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_those_of_the_surface() -> Result<()> {
        let surface = Surface::read()?;
        for file in with_tables() {
            let text = std::fs::read_to_string(&file)?;
            assert!(text == tables::renewed(&text, &surface)?, "{}: run `cargo xtask generate`", file.display());
        }
        Ok(())
    }
}
