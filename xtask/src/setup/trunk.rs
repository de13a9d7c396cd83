//! trunk, which compiles the crate to wasm and gathers `dist/`. The version's reasons are in
//! `docs/decisions/002-trunk-version.md`.

use super::CargoTool;

/// Its own release profile takes five times as long. Its TLS is only for downloads that the set-up
/// makes needless.
pub(super) fn tool() -> CargoTool {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        arguments: &["--locked", "--no-default-features"],
        light: true,
        takes: "about 3 minutes on two cores",
    }
}
