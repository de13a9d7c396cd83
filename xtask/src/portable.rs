//! `cargo xtask portable`: the publisher for machines other than this one.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::{run, setup, workspace};

/// Linked with nothing, for a container without a system in it.
const STATIC: &str = "x86_64-unknown-linux-musl";
const WINDOWS: &str = "x86_64-pc-windows-gnu";
const LIMIT: Duration = Duration::from_secs(40 * 60);

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("portable", arguments)?;
    setup::for_other_systems(&[STATIC, WINDOWS])?;
    println!("building the publisher for {STATIC} (about 5 minutes)");
    cargo(&["build", "--release", "--target", STATIC])?;
    let program = workspace::target().join(STATIC).join("release/secure-score-publish");
    // The linker's own word for it: a program without a loader has no interpreter.
    let headers = Command::new("readelf").args(["--wide", "--program-headers"]).arg(&program).output()?;
    let headers = String::from_utf8_lossy(&headers.stdout).into_owned();
    ensure!(headers.contains("LOAD") && !headers.contains("INTERP"), "expected {} to be static", program.display());
    println!("{} is static", program.display());
    println!("compiling the publisher for {WINDOWS} (about 3 minutes)");
    cargo(&["check", "--target", WINDOWS])
}

fn cargo(arguments: &[&str]) -> Result<()> {
    let mut cargo = workspace::cargo();
    cargo.args(arguments).args(["--locked", "--package", "secure-score-publish"]);
    run::quietly("cargo", &mut cargo, LIMIT)?;
    Ok(())
}
