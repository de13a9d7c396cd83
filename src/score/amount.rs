//! A place on a scale as a person writes it: points, or percent of the full scale.

use std::fmt;

use super::decimal;

/// A number of points, or of percent of a scale's maximum.
///
/// ```
/// use secure_score::Amount;
///
/// assert_eq!(Amount::parse("80%", 1000.0), Ok(Amount::Percent(80.0)));
/// assert_eq!(Amount::Percent(80.0).on(1000.0), 800.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A number of points.
    Points(f64),
    /// A percentage of the maximum.
    Percent(f64),
}

impl Amount {
    /// Reads `700`, `70%` or `70 %`: a number that is not negative, and finite on a scale of this
    /// maximum.
    ///
    /// # Errors
    /// [`AmountError`] for anything else.
    pub fn parse(text: &str, max: f64) -> Result<Self, AmountError> {
        let text = text.trim();
        let amount = match text.strip_suffix('%') {
            Some(number) => plain_number(number.trim_end()).map(Self::Percent),
            None => plain_number(text).map(Self::Points),
        };
        amount.filter(|amount| amount.on(max).is_finite()).ok_or(AmountError)
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

/// A finite, non-negative decimal number: digits, with at most one point among them. An attribute
/// that holds a sign, an exponent or `inf` is a mistake.
pub(crate) fn plain_number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let plain = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    // A point alone reads as NaN, and so does nothing at all.
    plain.then(|| decimal::read(text)).filter(|number| number.is_finite())
}

/// The text is neither a number nor a percentage.
///
/// ```
/// use secure_score::{Amount, AmountError};
///
/// assert_eq!(Amount::parse("much", 1000.0), Err(AmountError));
/// ```
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
            (".", None),
            (".%", None),
            (".5", Some(Points(0.5))),
            ("5.", Some(Points(5.0))),
            ("70%%", None),
        ] {
            assert_eq!(Amount::parse(text, 1000.0).ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn every_amount_is_finite_on_its_scale() {
        let (largest, too_large) = (format!("1{}", "0".repeat(308)), "9".repeat(309));
        for (text, max, expected) in [
            (largest.clone(), 1000.0, Some(Points(1e308))),
            (largest.clone(), f64::MAX, Some(Points(1e308))),
            (format!("{largest}%"), 1.0, Some(Percent(1e308))),
            (format!("{largest}%"), 1000.0, None),
            ("70%".to_owned(), 1e306, Some(Percent(70.0))),
            ("70%".to_owned(), f64::MAX, None),
            (too_large.clone(), 1000.0, None),
            (format!("{too_large}%"), 1000.0, None),
            (format!("0.{}%", "0".repeat(400)), f64::MAX, Some(Percent(0.0))),
        ] {
            assert_eq!(Amount::parse(&text, max).ok(), expected, "{text} of {max}");
        }
    }

    #[test]
    fn percent_is_of_the_maximum() {
        assert_eq!(Percent(70.0).on(1000.0), 700.0);
        assert_eq!(Points(70.0).on(1000.0), 70.0);
    }
}
