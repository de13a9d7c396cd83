//! `cargo xtask generate`: the script's copy of Rust's tables. A test compares the two, and writes the file when it is asked to.

use anyhow::{Result, ensure};

use crate::workspace;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("generate", arguments)?;
    let status = workspace::cargo()
        .args(["test", "--quiet", "--package", "secure-score", "--lib", "the_script_has_the_tables_of_rust"])
        .env("UPDATE_GENERATED", "1")
        .status()?;
    ensure!(status.success(), "expected the test that writes the file to pass, but it ended with {status}");
    Ok(())
}
