//! Rust's standard library for wasm, and for other targets.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{run, workspace};

const TARGET: &str = "wasm32-unknown-unknown";
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Adds the wasm's target to the toolchain in use.
pub(super) fn ensure() -> Result<()> {
    ensure_target(TARGET)
}

/// Adds a target to the toolchain in use.
pub(super) fn ensure_target(target: &str) -> Result<()> {
    if is_there(target)? {
        return Ok(());
    }
    println!("adding the target {target} (once; about 10 seconds)");
    let mut rustup = Command::new("rustup");
    rustup.current_dir(workspace::root()).args(["target", "add", target]);
    run::quietly("target", &mut rustup, LIMIT).with_context(|| {
        format!(
            "expected rustup to add {target}; with a Rust from elsewhere, install its standard library for that target"
        )
    })?;
    Ok(())
}

/// Whether the compiler in use finds the target's standard library.
fn is_there(target: &str) -> Result<bool> {
    let output = Command::new("rustc")
        .current_dir(workspace::root())
        .args(["--print", "target-libdir", "--target", target])
        .output()
        .context("cannot start `rustc`")?;
    if !output.status.success() {
        bail!("`rustc --print target-libdir` failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()))
}
