//! `cargo xtask generate`: what has its owner elsewhere. The script's copy of Rust's tables, which
//! a test compares and writes when it is asked to; and the reference tables of the README, from
//! `static/package/surface.json`.

use anyhow::{Result, ensure};

use crate::{package, workspace};

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("generate", arguments)?;
    let status = workspace::cargo()
        .args(["test", "--quiet", "--package", "secure-score", "--lib", "the_script_has_the_tables_of_rust"])
        .env("UPDATE_GENERATED", "1")
        .status()?;
    ensure!(status.success(), "expected the test that writes the file to pass, but it ended with {status}");
    package::renew_tables()
}
