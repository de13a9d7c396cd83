//! Texts and their language: the dictionary, and numbers, dates and relative times.
//!
//! American English is written by our own rules; all else by a [`Carrier`], which is the browser's
//! `Intl` in the wasm, and a library of its own in a native program. This room knows no document
//! and fetches nothing: dictionaries are handed in.

mod carrier;
mod countdown;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod dictionaries;
mod english;
mod formats;
#[cfg(target_arch = "wasm32")]
mod intl;
mod key;
mod language;
mod text_map;
mod texts;
#[cfg(not(target_arch = "wasm32"))]
mod utc;

pub use carrier::{Carrier, Digits};
pub use countdown::next_drawing_of_wait;
pub use formats::Formats;
pub use key::Key;
pub use language::{ALIASES, LANGUAGES, TRADITIONAL, dictionary_for, locale_for};
pub use text_map::TextMap;
pub use texts::Texts;
#[cfg(not(target_arch = "wasm32"))]
pub use utc::Utc;
