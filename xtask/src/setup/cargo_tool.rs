//! A program that `cargo install` builds.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::SearchPath;
use crate::{run, workspace};

/// Ten times what the slowest of them took on two cores.
const LIMIT: Duration = Duration::from_secs(30 * 60);

/// For a tool that runs for seconds and is compiled for minutes by its own profile.
const LIGHT_PROFILE: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_INCREMENTAL", "false"),
];

/// A program on crates.io, in the one version that is wanted.
pub(crate) struct CargoTool {
    /// The package's name on crates.io.
    pub(crate) package: &'static str,
    /// The program to look for.
    pub(crate) program: &'static str,
    /// The exact version.
    pub(crate) version: String,
    /// Further arguments of `cargo install`.
    pub(crate) arguments: &'static [&'static str],
    /// Whether a quick compile is worth more than quick code.
    pub(crate) light: bool,
    /// How long installing takes, for a person who waits.
    pub(crate) takes: &'static str,
}

impl CargoTool {
    /// Installs the tool if it is not there in the right version. The answer is the folder in which
    /// it is.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        if let Some(program) = self.find() {
            if !program.starts_with(own_root()) {
                self.uninstall_own()?;
            }
            return folder_of(&program);
        }
        self.install()?;
        let program = self.find().with_context(|| {
            format!(
                "expected {} {} after installing it, found none; is its folder writable?",
                self.program, self.version
            )
        })?;
        folder_of(&program)
    }

    /// The versions of this program on the caller's `PATH`, in its order.
    pub(crate) fn versions_on_path(&self) -> Vec<String> {
        SearchPath::from_environment().all(self.program).filter_map(|program| version_of(&program)).collect()
    }

    /// Where the program is in the wanted version.
    fn find(&self) -> Option<PathBuf> {
        self.candidates().into_iter().find(|program| version_of(program).as_deref() == Some(&self.version))
    }

    /// Every file that could be it: on `PATH`, in cargo's folder, in our own.
    fn candidates(&self) -> Vec<PathBuf> {
        let mut path = SearchPath::from_environment();
        path.put_first(&cargo_bin());
        path.put_first(&own_bin());
        path.all(self.program).collect()
    }

    /// Cargo's own folder is the place, unless another version is in use on this machine:
    /// somebody's other project may count on that one, so ours then goes under `target/`.
    fn install(&self) -> Result<()> {
        let occupied = self.candidates().iter().any(|program| !program.starts_with(own_root()));
        println!("installing {} {} (once; {})", self.package, self.version, self.takes);
        let mut command = self.install_command();
        if occupied {
            println!("  another version is on this machine and stays: this one goes to {}", own_root().display());
            command.arg("--root").arg(own_root());
        }
        let build = workspace::target().join("xtask").join("install").join(self.package);
        command.env("CARGO_TARGET_DIR", &build);
        let finished = run::quietly(&format!("install {}", self.package), &mut command, LIMIT)?;
        println!("  done in {} s", finished.took.as_secs());
        // Kept until now so that an interrupted installation goes on where it stopped.
        let _ = std::fs::remove_dir_all(build);
        Ok(())
    }

    /// Removes a version of earlier from our own folder, where it would be found first.
    fn uninstall_own(&self) -> Result<()> {
        if !own_bin().join(self.program).exists() {
            return Ok(());
        }
        let mut command = workspace::cargo();
        command.args(["uninstall", self.package, "--root"]).arg(own_root());
        run::quietly(&format!("uninstall {}", self.package), &mut command, LIMIT)?;
        Ok(())
    }

    fn install_command(&self) -> Command {
        let mut command = workspace::cargo();
        command.args(["install", self.package, "--version", &self.version, "--force"]).args(self.arguments);
        if self.light {
            command.envs(LIGHT_PROFILE);
        }
        command
    }
}

/// Cargo's folder for installed programs.
fn cargo_bin() -> PathBuf {
    let home = std::env::var_os("CARGO_INSTALL_ROOT")
        .or_else(|| std::env::var_os("CARGO_HOME"))
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    home.unwrap_or_default().join("bin")
}

/// For versions that would be in somebody's way in cargo's folder.
fn own_root() -> PathBuf {
    workspace::target().join("tools")
}

/// The folder in it that has the programs: no other folder may come before it.
pub(super) fn own_bin() -> PathBuf {
    own_root().join("bin")
}

fn folder_of(program: &Path) -> Result<PathBuf> {
    match program.parent() {
        Some(folder) => Ok(folder.to_path_buf()),
        None => bail!("expected {} to be in a folder", program.display()),
    }
}

/// Asks a program for its version.
fn version_of(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    version_in(&String::from_utf8_lossy(&output.stdout)).map(str::to_owned)
}

/// The version in lines such as `trunk 0.21.14` or `geckodriver 0.37.1 (a2b3 2026-01-01)`.
fn version_in(text: &str) -> Option<&str> {
    let word = text.lines().next()?.split_whitespace().nth(1)?;
    word.starts_with(|first: char| first.is_ascii_digit()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_that_a_program_prints() {
        let cases = [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-bindgen 0.2.130\n", Some("0.2.130")),
            ("geckodriver 0.37.1 (c3e9 2026-01-01 10:00 +0000)\n\nThe source code", Some("0.37.1")),
            ("trunk 0.22.0-beta.1", Some("0.22.0-beta.1")),
            ("error: no such thing", None),
            ("", None),
        ];
        for (text, version) in cases {
            assert_eq!(version_in(text), version, "{text:?}");
        }
    }
}
