//! Past scores: one point per day, the change since the day before, and how they are written.
//!
//! A day is a number that the caller gives: [`Calendar`] says on which day of the reader's calendar
//! an instant lies. So this room knows no time zone, and daylight saving, leap days and missing
//! days are the caller's in one place.

mod decode;
mod series;
#[cfg(test)]
mod tests;
mod trend;
mod watch;

pub use decode::{HistoryError, decode_history, encode_history};
pub use series::{Calendar, History, Point};
pub use trend::{Delta, Dot, Fall, Trend};
pub use watch::{Crossing, Watch};

/// How many days the past has, the day of the score on show included.
pub const MAX_DAYS: usize = 400;
