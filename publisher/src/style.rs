//! The style sheet of a prerendered card: a file, which policies allow by `style-src 'self'`, or a
//! part of the card, which they allow by its hash.

use base64::prelude::{BASE64_STANDARD, Engine};
use clap::ValueEnum;
use sha2::{Digest, Sha256};

/// What the widget's own cards are dressed in, as long as nothing goes wrong: the script brings the
/// rest along.
pub(crate) const CSS: &str = secure_score::gauge::SCORE_STYLE;

/// Where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Placement {
    /// A file beside the card, which the policy style-src 'self' allows
    #[default]
    File,
    /// The card itself: the score is there one request sooner. The page's policy has to
    /// allow its hash, which the log gives as styleSource
    Inline,
}

/// The path of the file below the page's folder. The name holds a hash of the content, so that it
/// may be cached for ever.
pub(crate) fn path() -> String {
    let hash = Sha256::digest(CSS);
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("assets/secure-score-card-{hash}.css")
}

/// The source expression by which `style-src` of a Content-Security-Policy allows a card with its
/// style in it. Another version may have another one.
///
/// ```
/// assert!(secure_score_publish::style_source().starts_with("'sha256-"));
/// ```
#[must_use]
pub fn style_source() -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(CSS)))
}
