//! Attributes that are not used.

use std::fmt;

/// An attribute with an invalid value, which is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidAttribute {
    /// The attribute's name.
    pub attribute: &'static str,
    /// Its value.
    pub value: String,
    /// The expected form.
    pub expected: String,
    /// The value that is used instead.
    pub default: String,
}

/// The number of characters that tell which invalid value it is.
const LONGEST: usize = 80;

impl InvalidAttribute {
    /// The attribute, its value, what was expected, and what is used instead.
    #[must_use]
    pub fn new(attribute: &'static str, value: &str, expected: &str, default: &str) -> Self {
        // Whatever its length, the value is remembered, and printed.
        let mut short: String = value.chars().take(LONGEST).collect();
        if short.len() < value.len() {
            short.push('…');
        }
        Self { attribute, value: short, expected: expected.to_owned(), default: default.to_owned() }
    }
}

impl fmt::Display for InvalidAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { attribute, value, expected, default } = self;
        // `write!` would make the compressed wasm 0.1 KB larger.
        let parts = [
            "secure-score-gauge: ",
            attribute,
            "=\"",
            value,
            "\" is not used: ",
            expected,
            ". The default is used: ",
            default,
            ".",
        ];
        parts.into_iter().try_for_each(|part| f.write_str(part))
    }
}
