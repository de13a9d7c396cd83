//! `target/dist/`: the archive, the npm package, the list of components, the integrity lines, and
//! the sums of them all.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use sha2::{Digest, Sha384};

use super::{VERSION, npm, sbom};
use crate::pins;
use crate::{run, workspace};

/// The first second that a zip archive can name: the time of files outside of any commit.
const EARLIEST: (&str, &str) = ("315532800", "1980-01-01T00:00:00Z");

/// The sums, as `sha384sum --check` reads them.
pub(crate) const SUMS: &str = "SHA384SUMS";

/// Makes everything anew from a built `dist/`. The answer is the folder.
///
/// # Errors
/// If `dist` was not built in release, or a tool is missing or fails.
pub(crate) fn make(dist: &Path) -> Result<PathBuf> {
    let to = workspace::target().join("dist");
    make_in(&to, dist)?;
    Ok(to)
}

fn make_in(to: &Path, dist: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("cannot empty {}", to.display()))?;
    }
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    let (seconds, instant) = commit_time();
    zip(dist, &seconds, to)?;
    npm::pack(dist, to)?;
    let sbom = npm::pretty(&sbom::sbom(&instant)?)?;
    fs::write(to.join(format!("secure-score-gauge-{VERSION}.cdx.json")), sbom)?;
    fs::copy(workspace::root().join("static/package/NOTES.md"), to.join("NOTES.md")).context("cannot copy NOTES.md")?;
    fs::write(to.join("integrity.txt"), pins::lines_of(dist)? + "\n")?;
    fs::write(to.join(SUMS), sums(to)?)?;
    Ok(())
}

/// The static files with README and licences, under a folder that has the version in its name.
fn zip(dist: &Path, seconds: &str, to: &Path) -> Result<()> {
    let staging = workspace::target().join("archive");
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    let root = workspace::root();
    let documents = ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md", "SECURITY.md"];
    let files = workspace::files(dist)?.into_iter().map(|file| (dist.join(&file), file));
    let documents = documents.iter().map(|file| (root.join(file), (*file).to_owned()));
    for (from, file) in files.chain(documents) {
        let path = staging.join(&file);
        fs::create_dir_all(path.parent().unwrap_or(&staging))?;
        fs::copy(&from, &path).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    let name = format!("secure-score-gauge-{VERSION}");
    let mut node = Command::new("node");
    node.current_dir(&root)
        // The times in a zip archive have no zone.
        .env("TZ", "UTC")
        .arg(root.join("xtask/src/package/zip.mjs"))
        .arg(&staging)
        .args([name.as_str(), seconds])
        .arg(to.join(format!("{name}.zip")));
    run::quietly("zip", &mut node, Duration::from_secs(60))?;
    Ok(())
}

fn sums(folder: &Path) -> Result<String> {
    let mut sums = String::new();
    for file in workspace::files(folder)? {
        let digest = Sha384::digest(fs::read(folder.join(&file))?);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        sums += &format!("{hex}  {file}\n");
    }
    Ok(sums)
}

/// When the commit was made: in seconds since 1970, and as RFC 3339 writes it.
fn commit_time() -> (String, String) {
    let git = Command::new("git")
        .current_dir(workspace::root())
        .env("TZ", "UTC")
        .args(["log", "-1", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", "--format=%ct %cd"])
        .output();
    let text = git.ok().filter(|git| git.status.success()).map(|git| String::from_utf8_lossy(&git.stdout).into_owned());
    let (seconds, instant) = text.as_deref().and_then(|text| text.trim().split_once(' ')).unwrap_or(EARLIEST);
    (seconds.to_owned(), instant.to_owned())
}
