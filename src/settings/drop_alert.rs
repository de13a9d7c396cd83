//! The fall of a score that a page wants to be told of.

use std::fmt;

use crate::score::Amount;

/// A fall (where lower is better a rise) within a number of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DropAlert {
    /// How far: above 0. Percent is of the scale's maximum.
    pub amount: Amount,
    /// Within how many days, from 1 to [`DropAlert::MOST_DAYS`].
    pub days: u16,
}

impl DropAlert {
    /// The window where the attribute names none.
    pub const DEFAULT_DAYS: u16 = 7;
    /// The longest window: as long as a history reaches back.
    pub const MOST_DAYS: u16 = 400;

    /// Reads `30`, `5%`, `30 over 14 days` or `5% over 1 day`.
    ///
    /// # Errors
    /// [`DropAlertError`] for anything else.
    pub fn parse(text: &str, max: f64) -> Result<Self, DropAlertError> {
        let mut words = text.split_ascii_whitespace();
        let mut amount = words.next().unwrap_or_default().to_owned();
        let mut next = words.next();
        if next == Some("%") {
            amount.push('%');
            next = words.next();
        }
        let days = match (next, words.next(), words.next(), words.next()) {
            (None, ..) => Some(Self::DEFAULT_DAYS),
            (Some("over"), Some(days), Some("day" | "days"), None) => number_of_days(days),
            _ => None,
        };
        let amount = Amount::parse(&amount, max).ok().filter(|amount| amount.on(max) > 0.0);
        amount.zip(days).map(|(amount, days)| Self { amount, days }).ok_or(DropAlertError)
    }
}

fn number_of_days(text: &str) -> Option<u16> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|days| plain && (1..=DropAlert::MOST_DAYS).contains(days))
}

/// The text is no fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DropAlertError;

impl fmt::Display for DropAlertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a number or a percentage above 0, such as 30 or \"5% over 14 days\", with 1 to 400 days")
    }
}

impl std::error::Error for DropAlertError {}

#[cfg(test)]
mod tests {
    use super::DropAlert;
    use crate::score::Amount;

    #[test]
    fn falls_within_days() {
        let points = |points, days| Some(DropAlert { amount: Amount::Points(points), days });
        let percent = |percent, days| Some(DropAlert { amount: Amount::Percent(percent), days });
        for (text, expected) in [
            ("30", points(30.0, 7)),
            ("0.5", points(0.5, 7)),
            ("5%", percent(5.0, 7)),
            ("5 %", percent(5.0, 7)),
            ("5 % over 3 days", percent(5.0, 3)),
            ("30 over 1 day", points(30.0, 1)),
            ("30 over 1 days", points(30.0, 1)),
            ("30 over 2 day", points(30.0, 2)),
            ("30  over\t400 days", points(30.0, 400)),
            ("30 over 401 days", None),
            ("30 over 0 days", None),
            ("30 over 7", None),
            ("30 over", None),
            ("30 over +7 days", None),
            ("30 over 1.5 days", None),
            ("30 over 7 days more", None),
            ("30 within 7 days", None),
            ("0", None),
            ("0%", None),
            ("-5", None),
            ("much", None),
            ("over 7 days", None),
        ] {
            assert_eq!(DropAlert::parse(text, 1000.0).ok(), expected, "{text}");
        }
    }
}
