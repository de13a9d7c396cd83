//! RFC 3339 instants as the API writes them: .NET ticks, so up to seven fraction digits.

use std::fmt;

/// A moment in time that keeps the text it was read from.
///
/// ```
/// let time = secure_score::Instant::parse("2019-12-03T09:15:58.1665846Z")?;
/// assert_eq!(time.epoch_ms().floor(), 1_575_364_558_166.0);
/// # Ok::<(), secure_score::InstantError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Instant {
    text: String,
    epoch_ms: f64,
}

impl Instant {
    /// Reads an RFC 3339 instant with 0 to 7 fraction digits, such as
    /// `2019-12-03T09:15:58.1665846Z`.
    ///
    /// # Errors
    /// [`InstantError`] for another form, a date that does not exist, and leap seconds (which
    /// neither .NET nor `<time datetime>` can write).
    pub fn parse(text: &str) -> Result<Self, InstantError> {
        let epoch_ms = parse(text.as_bytes()).ok_or(InstantError)?;
        Ok(Self { text: text.to_owned(), epoch_ms })
    }

    /// The text, as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Milliseconds since 1970-01-01T00:00:00Z; tenths of microseconds are kept in the fraction.
    #[must_use]
    pub fn epoch_ms(&self) -> f64 {
        self.epoch_ms
    }
}

fn parse(text: &[u8]) -> Option<f64> {
    let (date, rest) = text.split_at_checked(10)?;
    let (separator, rest) = rest.split_first()?;
    let (time, rest) = rest.split_at_checked(8)?;
    if !matches!(separator, b'T' | b't') {
        return None;
    }
    let days = days_since_1970(date)?;
    let seconds = seconds_of_day(time)?;
    let (ticks, zone) = fraction(rest)?;
    let minutes_east = offset(zone)?;
    let whole = days * 86_400.0 + seconds - minutes_east * 60.0;
    Some(whole * 1000.0 + ticks / 10_000.0)
}

/// `yyyy-mm-dd` of the Gregorian calendar, from year 1 on.
fn days_since_1970(date: &[u8]) -> Option<f64> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else { return None };
    let year = number(&[y1, y2, y3, y4])?;
    let month = number(&[m1, m2])?;
    let day = number(&[d1, d2])?;
    if year < 1.0 || !(1.0..=12.0).contains(&month) || day < 1.0 {
        return None;
    }
    let (first, next) = (first_of_month(year, month), first_of_month(year, month + 1.0));
    let days = first + day - 1.0;
    (days < next).then_some(days)
}

/// The first day of a month, in days since 1970; the thirteenth month is the next year's first.
fn first_of_month(year: f64, month: f64) -> f64 {
    // Years are counted from March, so that the leap day is the last of its year.
    let (year, month) = if month > 2.0 { (year, month - 3.0) } else { (year - 1.0, month + 9.0) };
    let leap_days = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    // From March on, long and short months alternate so that a straight line meets the first of
    // each.
    let day_of_year = ((153.0 * month + 2.0) / 5.0).floor();
    365.0 * year + leap_days + day_of_year - 719_468.0
}

/// `hh:mm:ss`
fn seconds_of_day(time: &[u8]) -> Option<f64> {
    let &[h1, h2, b':', m1, m2, b':', s1, s2] = time else { return None };
    let (hours, minutes, seconds) = (number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?);
    (hours < 24.0 && minutes < 60.0 && seconds < 60.0).then_some((hours * 60.0 + minutes) * 60.0 + seconds)
}

/// An optional fraction of 1 to 7 digits, in ticks of 100 ns, and what follows it.
fn fraction(rest: &[u8]) -> Option<(f64, &[u8])> {
    let Some(digits_on) = rest.strip_prefix(b".") else { return Some((0.0, rest)) };
    let count = digits_on.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, zone) = digits_on.split_at_checked(count)?;
    if !(1..=7).contains(&count) {
        return None;
    }
    let padded = digits.iter().chain(std::iter::repeat(&b'0')).take(7);
    Some((number(padded)?, zone))
}

/// `Z` or `±hh:mm`, in minutes east of Greenwich.
fn offset(zone: &[u8]) -> Option<f64> {
    match *zone {
        [b'Z' | b'z'] => Some(0.0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
            let east = (hours < 24.0 && minutes < 60.0).then_some(hours * 60.0 + minutes)?;
            Some(if sign == b'-' { -east } else { east })
        }
        _ => None,
    }
}

/// A whole number. As a float, which cannot overflow: all that is computed here is far below 2⁵³,
/// and exact.
fn number<'d>(digits: impl IntoIterator<Item = &'d u8>) -> Option<f64> {
    let mut digits = digits.into_iter().map(|digit| char::from(*digit).to_digit(10));
    digits.try_fold(0.0, |number, digit| Some(number * 10.0 + f64::from(digit?)))
}

/// A text that is no instant.
///
/// ```
/// use secure_score::{Instant, InstantError};
///
/// assert_eq!(Instant::parse("yesterday"), Err(InstantError));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstantError;

impl fmt::Display for InstantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "expected an RFC 3339 instant with at most seven fraction digits, such as 2019-12-03T09:15:58.1665846Z",
        )
    }
}

impl std::error::Error for InstantError {}

#[cfg(test)]
mod tests {
    use super::Instant;
    use proptest::prelude::*;

    fn epoch_ms(text: &str) -> Option<f64> {
        Instant::parse(text).ok().map(|instant| instant.epoch_ms())
    }

    #[test]
    fn reads_instants() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0.0),
            ("2019-12-03T09:15:58.1665846Z", 1_575_364_558_166.584_6),
            ("2019-12-03T09:15:58Z", 1_575_364_558_000.0),
            ("2019-12-03T09:15:58.1Z", 1_575_364_558_100.0),
            ("2019-12-03T10:15:58+01:00", 1_575_364_558_000.0),
            ("2019-12-03T04:45:58.5-04:30", 1_575_364_558_500.0),
            ("2020-02-29T00:00:00z", 1_582_934_400_000.0),
            ("2000-02-29t00:00:00Z", 951_782_400_000.0),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000.0),
            ("9999-12-31T23:59:59.9999999Z", 253_402_300_799_999.999_9),
        ] {
            assert_eq!(epoch_ms(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        for text in [
            "",
            "2019",
            "2019-12-03",
            "2019-12-03T09:15:58",
            "2019-12-03 09:15:58Z",
            "2019-12-03T09:15Z",
            "2019-12-03T09:15:58.Z",
            "2019-12-03T09:15:58.12345678Z",
            "2019-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2019-13-01T00:00:00Z",
            "2019-00-01T00:00:00Z",
            "2019-01-00T00:00:00Z",
            "2019-04-31T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "2019-01-01T24:00:00Z",
            "2019-01-01T00:60:00Z",
            "2016-12-31T23:59:60Z",
            "2019-01-01T00:00:00+24:00",
            "2019-01-01T00:00:00+0100",
            "2019-01-01T00:00:00Zz",
            " 2019-01-01T00:00:00Z",
            "２019-01-01T00:00:00Z",
            "+019-01-01T00:00:00Z",
            "2019-12-03T09:15:58,1Z",
        ] {
            assert_eq!(epoch_ms(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = Instant::parse(&text);
        }

        #[test]
        fn near_misses_never_panic(text in "[0-9TtZz:.+-]{15,35}") {
            let _ = Instant::parse(&text);
        }

    }

    /// The calendar repeats itself after 400 years.
    #[test]
    fn every_day_is_the_one_after_the_day_before() {
        let mut midnight = -8_488_800_000_000.0;
        for (year, month) in (1701..=2100).flat_map(|year| (1..=12).map(move |month| (year, month))) {
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            let days = match month {
                2 => 28 + i32::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            for day in 1..=days + 1 {
                let expected = (day <= days).then_some(midnight);
                assert_eq!(
                    epoch_ms(&format!("{year}-{month:02}-{day:02}T00:00:00Z")),
                    expected,
                    "{year}-{month}-{day}"
                );
                midnight += if day <= days { 86_400_000.0 } else { 0.0 };
            }
        }
    }
}
