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
