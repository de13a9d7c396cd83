//! Where things are in this repository, and what its lock file says.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Cargo's folder for build output.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// A folder for the logs and scratch files of these commands; it is made if it is missing.
pub(crate) fn scratch() -> Result<PathBuf> {
    let folder = target().join("xtask");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// What trunk writes and a host publishes.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo, as the one that runs us, started in the root folder.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The version of `package` in `Cargo.lock`.
///
/// # Errors
/// If there is no lock file or no such package in it.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    version_in_lock(&lock, package)
        .map(str::to_owned)
        .with_context(|| format!("expected `{package}` in {}, found no such package", path.display()))
}

/// Reads a version out of a lock file's text: cargo always writes `name` and `version` on
/// neighbouring lines.
fn version_in_lock<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == wanted)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// The files of the repository, by their paths below the root: committed ones and new ones, and
/// none that a build wrote.
///
/// # Errors
/// If git cannot list them.
pub(crate) fn sources() -> Result<Vec<String>> {
    let mut git = Command::new("git");
    git.current_dir(root()).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listed = String::from_utf8(git.output().context("cannot start git, which lists the files")?.stdout)?;
    // A file that was deleted is listed until that is committed.
    let files: Vec<String> =
        listed.split_terminator('\0').filter(|file| root().join(file).exists()).map(str::to_owned).collect();
    ensure!(!files.is_empty(), "expected git to list the files of {}", root().display());
    Ok(files)
}

/// Every file under `folder`, as a path relative to it with `/` between its parts, in alphabetical
/// order.
pub(crate) fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(inside) = folders.pop() {
        let path = folder.join(&inside);
        for entry in std::fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))? {
            let entry = entry?;
            let name = format!("{inside}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() { folders.push(name + "/") } else { found.push(name) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";

    #[test]
    fn reads_the_version_of_exactly_that_package() {
        let cases = [("wasm-bindgen", Some("0.2.130")), ("wasm-bindgen-macro", Some("0.2.1")), ("wasm", None)];
        for (package, version) in cases {
            assert_eq!(version_in_lock(LOCK, package), version, "{package}");
        }
    }

    #[test]
    fn the_root_is_the_folder_of_the_lock_file() {
        assert!(root().join("Cargo.lock").is_file());
        assert!(locked_version("xtask").is_ok());
    }
}
