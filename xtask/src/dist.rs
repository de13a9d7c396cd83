//! `cargo xtask dist`: the release files.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::packaging;
use crate::run::{self, Finished};
use crate::setup::{self, SearchPath};
use crate::{package, pins, workspace};

const LIMIT: Duration = Duration::from_secs(20 * 60);

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("dist", arguments)?;
    let path = setup::for_build()?;
    println!("building dist/ (the first time about 1 minute, later seconds)");
    let finished = build(&path)?;
    println!("built {} in {:.1} s", workspace::dist().display(), finished.took.as_secs_f32());
    println!("{}", pins::lines_of(&workspace::dist())?);
    package::run(&[])
}

/// Builds `dist/` with trunk in release.
pub(crate) fn build(path: &SearchPath) -> Result<Finished> {
    run::quietly("trunk build", trunk(path).args(["build", "--release"]), LIMIT)
}

/// Builds the same with the names of functions left in the wasm, for profiles and tables; the
/// answer is its folder.
pub(crate) fn build_with_names(path: &SearchPath) -> Result<PathBuf> {
    let folder = workspace::target().join("named");
    let mut trunk = trunk(path);
    trunk.args(["build", "--release", "--dist"]).arg(&folder).env(packaging::KEEP_NAMES, "");
    run::quietly("trunk build with names", &mut trunk, LIMIT)?;
    Ok(folder)
}

/// trunk, in an environment that changes nothing of what it builds.
pub(crate) fn trunk(path: &SearchPath) -> Command {
    let mut trunk = path.command("trunk");
    // trunk reads NO_COLOR as true or false and stops at the customary 1. The others would take the
    // place of the flags in .cargo/config.toml.
    for variable in ["NO_COLOR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        trunk.env_remove(variable);
    }
    trunk
}
