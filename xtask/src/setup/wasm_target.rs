//! Rust's standard library for wasm.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{run, workspace};

const TARGET: &str = "wasm32-unknown-unknown";
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Adds the target to the toolchain in use.
pub(super) fn ensure() -> Result<()> {
    if is_there()? {
        return Ok(());
    }
    println!("adding the target {TARGET} (once; about 10 seconds)");
    let mut rustup = Command::new("rustup");
    rustup.current_dir(workspace::root()).args(["target", "add", TARGET]);
    run::quietly("wasm target", &mut rustup, LIMIT).with_context(|| {
        format!(
            "expected rustup to add {TARGET}; with a Rust from elsewhere, install its standard library for that target"
        )
    })?;
    Ok(())
}

/// Whether the compiler in use finds the target's standard library.
fn is_there() -> Result<bool> {
    let output = Command::new("rustc")
        .current_dir(workspace::root())
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .context("cannot start `rustc`")?;
    if !output.status.success() {
        bail!("`rustc --print target-libdir` failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()))
}
