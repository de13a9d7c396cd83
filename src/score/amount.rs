//! A place on a scale as a person writes it: points, or percent of the full scale.

use std::fmt;

use super::decimal;

/// A number of points, or of percent of a scale's maximum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// So many points.
    Points(f64),
    /// So many percent of the maximum.
    Percent(f64),
}

impl Amount {
    /// Reads `700`, `70%` or `70 %`: a finite number that is not negative.
    ///
    /// # Errors
    /// [`AmountError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        let text = text.trim();
        match text.strip_suffix('%') {
            Some(number) => plain_number(number.trim_end()).map(Self::Percent),
            None => plain_number(text).map(Self::Points),
        }
        .ok_or(AmountError)
    }

    /// The amount in points on a scale of this maximum.
    #[must_use]
    pub fn on(self, max: f64) -> f64 {
        match self {
            Self::Points(points) => points,
            Self::Percent(percent) => max * percent / 100.0,
        }
    }
}

/// A finite, non-negative decimal number: digits, with at most one point among them. An attribute that holds a sign, an
/// exponent or `inf` is a mistake.
pub(super) fn plain_number(text: &str) -> Option<f64> {
    let (mut digits, mut points) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' => points += 1,
            _ => return None,
        }
    }
    let number = if digits > 0 && points < 2 { decimal::read(text) } else { return None };
    number.is_finite().then_some(number)
}

/// What was written is neither a number nor a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountError;

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a number such as 700, or a percentage such as 70%")
    }
}

impl std::error::Error for AmountError {}

#[cfg(test)]
mod tests {
    use super::{Amount, Amount::*};

    #[test]
    fn reads_points_and_percent() {
        for (text, expected) in [
            ("700", Some(Points(700.0))),
            (" 33.5 ", Some(Points(33.5))),
            ("70%", Some(Percent(70.0))),
            ("70 %", Some(Percent(70.0))),
            ("0", Some(Points(0.0))),
            ("", None),
            ("%", None),
            ("-1", None),
            ("1e3", None),
            ("inf", None),
            ("NaN", None),
            ("1.2.3", None),
            ("70%%", None),
        ] {
            assert_eq!(Amount::parse(text).ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn percent_is_of_the_maximum() {
        assert_eq!(Percent(70.0).on(1000.0), 700.0);
        assert_eq!(Points(70.0).on(1000.0), 70.0);
    }
}
