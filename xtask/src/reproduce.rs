//! `cargo xtask reproduce`: the release files once more, as somebody else would build them.
//!
//! The second build has another folder, another home and another folder of cargo's, so that a path
//! of this machine in any file would show.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::package::release::{self, SUMS};
use crate::{run, setup, workspace};

const LIMIT: Duration = Duration::from_secs(30 * 60);

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("reproduce", arguments)?;
    let path = setup::for_build()?;
    println!("building in two folders (the first time about 5 minutes, later 2)");
    crate::dist::build(&path)?;
    println!("both builds are the same to the byte:\n{}", check()?);
    Ok(())
}

/// Builds anew what `dist/` was built from, and compares the release files of both.
///
/// # Errors
/// If the second build fails, or makes another file.
pub(crate) fn check() -> Result<String> {
    let first = sums(&release::make(&workspace::dist())?)?;
    let folder = workspace::target().join("reproduce");
    let copy = folder.join("copy");
    copy_sources(&copy)?;
    let mut build = workspace::cargo();
    build
        .current_dir(&copy)
        .args(["xtask", "dist"])
        .env("CARGO_HOME", other_cargo_home(&folder)?)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTUP_HOME", setup::home("RUSTUP_HOME", ".rustup")?)
        .env("HOME", &folder)
        // The files have the time of the commit.
        .env("GIT_DIR", workspace::root().join(".git"));
    run::quietly("second build", &mut build, LIMIT)?;
    let second = sums(&folder.join("target/dist"))?;
    ensure!(
        first == second,
        "expected the same files of two builds, but the first made\n{first}and the second\n{second}"
    );
    Ok(first)
}

fn sums(folder: &Path) -> Result<String> {
    let file = folder.join(SUMS);
    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// Copies the files of the repository, with what is not committed yet.
fn copy_sources(to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("cannot delete {}", to.display()))?;
    }
    for file in workspace::sources()? {
        let (from, to) = (workspace::root().join(&file), to.join(&file));
        fs::create_dir_all(to.parent().unwrap_or(&to))?;
        fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(())
}

/// Another path to cargo's folder, so that nothing is downloaded again.
fn other_cargo_home(folder: &Path) -> Result<PathBuf> {
    let link = folder.join("cargo");
    if !link.exists() {
        let linked = Command::new("ln").arg("-s").arg(setup::home("CARGO_HOME", ".cargo")?).arg(&link).status();
        ensure!(linked.is_ok_and(|status| status.success()), "cannot make {}", link.display());
    }
    Ok(link)
}
