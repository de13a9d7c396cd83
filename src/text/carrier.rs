//! Who writes numbers, dates and times: the browser's `Intl`, or a library of a native program.

/// Writes what a card says of a language other than American English, and knows the reader's clock.
///
/// Every method gives none where it cannot write; then the card falls back to plain digits, or says
/// nothing.
pub trait Carrier {
    /// A number with at most this many digits.
    fn number(&self, number: f64, digits: Digits) -> Option<String>;

    /// A fraction of one in percent, with at most one fraction digit.
    fn percent(&self, fraction: f64) -> Option<String>;

    /// A moment, in milliseconds since 1970, to the minute. A time zone that the host named is
    /// named.
    fn time(&self, epoch_ms: f64) -> Option<String>;

    /// The day and the month of a moment.
    fn day(&self, epoch_ms: f64) -> Option<String>;

    /// A number of units of time ago: `count` is below zero, or `-0.0` for now.
    fn ago(&self, count: f64, unit: &str) -> Option<String>;

    /// A number of units of time from now, in short.
    fn wait(&self, count: f64, unit: &str) -> Option<String>;

    /// The plural category of CLDR: `one`, `few`, `other`, ….
    fn plural(&self, number: f64) -> Option<String>;

    /// A moment in the reader's zone, in the words of JavaScript's `Date.prototype.toString`: `Tue
    /// Dec 03 2019 09:15:58 …`.
    fn clock(&self, epoch_ms: f64) -> Option<String>;

    /// A number that is another one as soon as the reader's zone is.
    fn zone(&self) -> f64 {
        0.0
    }
}

/// How many digits a number has at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// Two after the point.
    Fraction,
    /// Three in all, on a scale that ends below one.
    Significant,
}
