//! The Yew page among the peers: the only one that esbuild alone does not build.

use std::time::Duration;

use anyhow::Result;

use crate::setup::SearchPath;
use crate::{run, workspace};

const LIMIT: Duration = Duration::from_secs(20 * 60);
const NAME: &str = "bench-yew";
const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "peer";

/// Builds its wasm and its glue, where `bench/peers/yew/main.js` looks for them.
pub(super) fn build(path: &SearchPath) -> Result<()> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--package", NAME, "--profile", PROFILE, "--target", TARGET]);
    run::quietly("build the Yew peer", &mut cargo, LIMIT)?;
    let mut bindgen = path.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--remove-name-section", "--remove-producers-section"]);
    bindgen.arg("--out-dir").arg(workspace::root().join("bench/peers/yew/pkg"));
    bindgen.arg(workspace::target().join(TARGET).join(PROFILE).join(format!("{NAME}.wasm")));
    run::quietly("wasm-bindgen for the Yew peer", &mut bindgen, LIMIT)?;
    Ok(())
}
