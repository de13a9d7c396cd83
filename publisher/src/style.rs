//! The style sheet of a prerendered card, as a file: policies allow it by `style-src 'self'`.

use sha2::{Digest, Sha256};

/// What the widget's own cards are dressed in, as long as nothing goes wrong: the script brings the
/// rest along.
pub(crate) const CSS: &str = secure_score::gauge::SCORE_STYLE;

/// The path of the file below the page's folder. The name holds a hash of the content, so that it
/// may be cached for ever.
pub(crate) fn path() -> String {
    let hash = Sha256::digest(CSS);
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("assets/secure-score-card-{hash}.css")
}
