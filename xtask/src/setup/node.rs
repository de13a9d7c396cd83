//! Node.js and the tools of `package.json`: esbuild and binaryen for the build, fflate for the
//! archive, the rest for the tests.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::apt::{self, Program};
use crate::{run, workspace};

/// The oldest Node.js that esbuild runs on.
const OLDEST: u32 = 18;
const LIMIT: Duration = Duration::from_secs(10 * 60);

const PROGRAMS: &[Program] = &[
    Program {
        names: &["node"],
        debian: &["nodejs"],
        ubuntu: &["nodejs"],
        what: "Node.js 18 or newer (it runs esbuild)",
    },
    Program { names: &["npm"], debian: &["npm"], ubuntu: &["npm"], what: "npm (it installs esbuild)" },
];

/// Installs Node.js if it is missing, and the packages if the lock file is newer than they are.
pub(super) fn ensure() -> Result<()> {
    apt::ensure(PROGRAMS, "about 1 minute")?;
    check_version()?;
    packages(&workspace::root())
}

/// Installs what the `package.json` of a folder names, if its lock file is newer than what is
/// there.
pub(crate) fn packages(folder: &Path) -> Result<()> {
    if packages_are_current(folder) {
        return Ok(());
    }
    println!("installing the tools of {} (once; a few seconds)", folder.join("package.json").display());
    let mut npm = npm();
    // No tool here needs an install script, and without them none can surprise anybody.
    npm.current_dir(folder).args(["ci", "--ignore-scripts"]);
    // Several may be under way: each has a log of its own.
    let name = folder.strip_prefix(workspace::root()).unwrap_or(folder).display().to_string();
    run::quietly(&format!("npm ci {name}"), &mut npm, LIMIT)?;
    Ok(())
}

/// Installs what a `package.json` of the repository names, with its lock file beside it, for tests
/// alone. That happens below `target/`, so that nothing appears in a folder that people edit.
pub(super) fn test_tools(folder: &str) -> Result<()> {
    let source = workspace::root().join(folder);
    let tools = workspace::target().join("test-tools").join(folder);
    fs::create_dir_all(&tools).with_context(|| format!("cannot make {}", tools.display()))?;
    for (from, name) in [(&source, "package.json"), (&source, "package-lock.json"), (&workspace::root(), ".npmrc")] {
        let wanted = fs::read(from.join(name)).with_context(|| format!("cannot read {name} of {folder}"))?;
        let copy = tools.join(name);
        // A copy that is older than the installation says that it is current.
        if fs::read(&copy).ok().as_ref() != Some(&wanted) {
            fs::write(&copy, wanted).with_context(|| format!("cannot write {}", copy.display()))?;
        }
    }
    packages(&tools)
}

/// npm, as this system starts it.
pub(crate) fn npm() -> Command {
    if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/c", "npm"]);
        return command;
    }
    Command::new("npm")
}

fn check_version() -> Result<()> {
    let output = Command::new("node").arg("--version").output()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match major(&text) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => bail!("expected Node.js {OLDEST} or newer, got `{text}`; install a newer one and put it first on PATH"),
    }
}

/// npm writes its own copy of the lock last: it is as old as the installation.
fn packages_are_current(folder: &Path) -> bool {
    let modified = |path: &str| std::fs::metadata(folder.join(path)).and_then(|data| data.modified());
    match (modified("node_modules/.package-lock.json"), modified("package-lock.json")) {
        (Ok(installed), Ok(wanted)) => installed >= wanted,
        _ => false,
    }
}

/// The first number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        let cases = [("v20.20.2", Some(20)), ("v9.0.0", Some(9)), ("20.1", None), ("", None)];
        for (text, expected) in cases {
            assert_eq!(major(text), expected, "{text:?}");
        }
    }
}
