//! cargo-deny, which holds the dependencies to `deny.toml`.

use super::CargoTool;

/// Without its default features it needs no TLS: advisories, which it would download, are not part of the tests.
pub(super) fn tool() -> CargoTool {
    CargoTool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: "0.20.2".to_owned(),
        arguments: &["--locked", "--no-default-features"],
        takes: "about 1 minute on two cores",
    }
}
