//! Where the built files are.

use std::path::{Path, PathBuf};

/// The root of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The built folder.
///
/// # Panics
/// If it was not built.
#[must_use]
pub fn dist() -> PathBuf {
    let named = std::env::var_os("SECURE_SCORE_DIST").map(PathBuf::from);
    let dist = named.unwrap_or_else(|| repository().join("dist"));
    assert!(
        dist.join("secure-score-gauge.js").is_file(),
        "{} holds no secure-score-gauge.js: build it with `trunk build --release`, or name another folder in SECURE_SCORE_DIST.",
        dist.display()
    );
    dist
}

/// The path from the root of a server to the asset with this name, such as `secure-score.wasm`.
///
/// # Panics
/// If `integrity.json` does not name it.
#[must_use]
pub fn asset(name: &str) -> String {
    let table = std::fs::read_to_string(dist().join("integrity.json")).expect("integrity.json in the built folder");
    let table: serde_json::Value = serde_json::from_str(&table).expect("JSON in integrity.json");
    let file = table[name]["file"].as_str();
    format!("/{}", file.unwrap_or_else(|| panic!("expected `{name}` in integrity.json, found none")))
}

/// The bytes of the asset with this name.
///
/// # Panics
/// If it is not there.
#[must_use]
pub fn read_asset(name: &str) -> Vec<u8> {
    let path = asset(name);
    std::fs::read(dist().join(path.trim_start_matches('/')))
        .unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}
