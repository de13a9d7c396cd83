//! `.cargo/paths.toml`, which `.cargo/config.toml` includes: it keeps the folders of this machine
//! out of the wasm.
//!
//! A panic names its place in the source, for a crate of the registry by its path below the home
//! folder of cargo. With this, the path begins at the crate's name, and two machines build the same
//! bytes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// Writes the file, unless it is as it should be.
pub(super) fn ensure() -> Result<()> {
    let file = workspace::root().join(".cargo/paths.toml");
    let text = text(&sources(&home("CARGO_HOME", ".cargo")?.join("registry/src"))?);
    if std::fs::read_to_string(&file).is_ok_and(|found| found == text) {
        return Ok(());
    }
    std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// The folders of the registries' sources, in alphabetical order.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut found = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}

/// A tool's folder: the one that the variable names, or the usual one in the home folder.
pub(crate) fn home(variable: &str, usual: &str) -> Result<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    let home = named.or_else(|| Some(std::env::home_dir()?.join(usual)));
    home.with_context(|| format!("expected {variable} or a home folder"))
}

fn text(sources: &[PathBuf]) -> String {
    let mut text =
        "# Written by the set-up: see xtask/src/setup/paths.rs.\n[target.wasm32-unknown-unknown]\nrustflags = [\n"
            .to_owned();
    for source in sources {
        let flag = format!("--remap-path-prefix={}=", source.display());
        let _ = writeln!(text, "  {},", serde_json::Value::from(flag));
    }
    text + "]\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_begins_at_its_crate() {
        let text = text(&["/home/o'neill/.cargo/registry/src/index-1".into(), r"C:\cargo\2".into()]);
        assert!(text.contains("  \"--remap-path-prefix=/home/o'neill/.cargo/registry/src/index-1=\",\n"), "{text}");
        assert!(text.contains(r#""--remap-path-prefix=C:\\cargo\\2=""#), "{text}");
    }
}
