//! What the recorder in the page has written down.

use serde::Deserialize;
use serde_json::Value;

/// One event of a gauge.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// Its type, such as `secure-score-load`.
    pub name: String,
    /// Its detail.
    pub detail: Value,
    /// The gauge's id, or its tag where it has none.
    pub target: String,
    /// Whether it bubbles.
    pub bubbles: bool,
    /// Whether it leaves shadow trees.
    pub composed: bool,
    /// Whether it can be cancelled.
    pub cancelable: bool,
}

/// One line in the console, or what would be one.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Message {
    /// The console's method; `uncaught`, `unhandled`, `missing` or `policy`; or the name that the
    /// driver gives.
    pub level: String,
    /// The words.
    pub text: String,
}

/// One call of a `host.tokens(…)` callback.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenCall {
    /// The callback's name.
    pub name: String,
    /// The reason it was given.
    pub reason: String,
    /// Whether it was given an `AbortSignal`.
    pub signal: bool,
    /// Whether that was aborted since.
    pub aborted: bool,
}
