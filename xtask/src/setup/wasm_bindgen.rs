//! wasm-bindgen's command line, with the runner of the component tests.

use anyhow::Result;

use super::CargoTool;
use crate::workspace;

/// Its version must be the one in `Cargo.lock`, to the last digit: the two share an unstable
/// format.
///
/// Every build waits for it, so it keeps its own profile. Not `--locked`: the lock it was published
/// with may name a crate version that has been withdrawn.
pub(super) fn tool() -> Result<CargoTool> {
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: workspace::locked_version("wasm-bindgen")?,
        arguments: &[],
        light: false,
        takes: "about 3 minutes on two cores",
    })
}
