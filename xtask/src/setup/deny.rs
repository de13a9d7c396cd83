//! cargo-deny, which holds the dependencies to `deny.toml`.

use super::CargoTool;

pub(super) fn tool() -> CargoTool {
    CargoTool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: "0.20.2".to_owned(),
        arguments: &["--locked"],
        light: true,
        takes: "about 1 minute on two cores",
    }
}
