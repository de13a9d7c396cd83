//! The build tools of `package.json`, which Node.js runs.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A tool by the name of its program, started in the root folder.
pub(crate) fn command(tool: &str) -> Command {
    let mut command = Command::new(program(tool));
    command.current_dir(workspace::root());
    command
}

/// Runs a [`command`] to its end.
pub(crate) fn run(tool: &str, command: &mut Command) -> Result<()> {
    if !program(tool).is_file() {
        bail!("expected {tool} in node_modules, found none; run `npm ci`, or `cargo xtask setup`");
    }
    let status =
        command.status().with_context(|| format!("cannot start {tool}; is Node.js, which runs it, installed?"))?;
    if !status.success() {
        bail!("{tool} failed ({status}); its lines are above");
    }
    Ok(())
}

fn program(tool: &str) -> PathBuf {
    let name = if cfg!(windows) { format!("{tool}.cmd") } else { tool.to_owned() };
    workspace::root().join("node_modules/.bin").join(name)
}
