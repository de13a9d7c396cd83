//! What is said, and in which language: the dictionary, and numbers, dates and relative times through the browser's
//! `Intl`, which American English does without.
//!
//! This room knows no document and fetches nothing: dictionaries are handed in.

#[cfg(all(test, not(target_arch = "wasm32")))]
mod dictionaries;
mod english;
mod formats;
mod intl;
mod key;
mod language;
mod texts;

pub use formats::Formats;
pub use key::Key;
pub use language::{ALIASES, LANGUAGES, TRADITIONAL, dictionary_for};
pub use texts::Texts;
