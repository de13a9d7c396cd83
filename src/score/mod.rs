//! The number: a score, the instant it was asked for, the scale it stands on.
//!
//! This room knows no browser, no clock and no I/O, and nothing in it can panic: text and bytes in,
//! values or an error that says what was expected out. Everything here is tested natively.

mod amount;
mod answer;
mod api_error;
mod bands;
pub(crate) mod decimal;
mod decode;
pub mod history;
mod instant;
mod json;
mod metric;
mod scale;
mod value;

pub(crate) use amount::plain_number;
pub use amount::{Amount, AmountError};
pub use answer::{Answer, NoReading};
pub use api_error::ApiError;
pub use bands::{Band, Bands, BandsError};
pub use decode::{DecodeError, MAX_BYTES, decode};
pub use instant::{Instant, InstantError};
pub use metric::Metric;
pub use scale::Scale;
pub use value::{Reading, Score};
