//! English as `Intl` writes it, without `Intl`. Its first use in a page takes longer than all else
//! that a card does: the browser loads its tables then. Most pages are in English, and what a card
//! writes follows few rules there; `tests/surface/element/english.rs` compares the two in every
//! engine.

use std::ops::Range;

use crate::score::decimal::{read, write};

/// From here on numbers are for `Intl`: they could not be rounded exactly.
const END: f64 = 1e12;

/// A number from 0 on, with its thousands in groups and at most two digits after the point. None
/// for a large one.
pub(super) fn number(number: f64) -> Option<String> {
    rounded(number, "e2", 100.0)
}

/// A fraction of one, from 0 on, in percent, with at most one digit after the point. None for a
/// large one.
pub(super) fn percent(fraction: f64) -> Option<String> {
    Some([&rounded(fraction, "e3", 10.0)?, "%"].concat())
}

/// A number with its point moved to the right by `exponent`, and back to the left by the zeros of
/// `places`; what is then left after the point is rounded in between.
fn rounded(number: f64, exponent: &str, places: f64) -> Option<String> {
    if number >= END {
        return None;
    }
    let written = write(number);
    // A browser, too, rounds the number as it is written, not as it is stored: 1.005 to 1.01. And
    // what is written with an exponent is too small to leave a digit.
    let moved = if written.contains('e') { 0.0 } else { read(&[&written, exponent].concat()) };
    let moved = (moved + 0.5).floor();
    let whole = (moved / places).floor();
    let after = write(places + moved - whole * places);
    let after = after.get(1..)?.trim_end_matches('0');
    let point = if after.is_empty() { "" } else { "." };
    Some([&grouped(&write(whole)), point, after].concat())
}

/// The digits of a whole number with a comma before each three.
fn grouped(digits: &str) -> String {
    let before = digits.len().checked_sub(3).and_then(|at| digits.split_at_checked(at));
    match before {
        Some((before, three)) if !before.is_empty() => [&grouped(before), ",", three].concat(),
        _ => digits.to_owned(),
    }
}

/// A moment to the minute, from what `Date.prototype.toString` writes of it: `Tue Dec 03 2019
/// 09:15:58 GMT+0000 (…)`. None for a year that has not four digits, or is before the first.
pub(super) fn time(written: &str) -> Option<String> {
    let number = |digits: Range<usize>| written.get(digits).map(read);
    let (day, year, hour) = (number(8..10)?, number(11..15)?, number(16..18)?);
    if written.get(18..19)? != ":" || year.is_nan() || year < 1.0 {
        return None;
    }
    let (hour, half) = if hour < 12.0 { (hour, " AM") } else { (hour - 12.0, " PM") };
    let hour = if hour < 1.0 { 12.0 } else { hour };
    let (month, minute) = (written.get(4..7)?, written.get(19..21)?);
    Some([month, " ", &write(day), ", ", &write(year), ", ", &write(hour), ":", minute, half].concat())
}

/// The day and the month of what [`time`] reads.
pub(super) fn day(written: &str) -> Option<String> {
    Some([written.get(4..7)?, " ", &write(read(written.get(8..10)?))].concat())
}

/// A number of units of time ago: whole and below zero, or zero for now.
pub(super) fn ago(count: f64, unit: &str) -> String {
    let number = count.abs();
    let plural = if number == 1.0 { "" } else { "s" };
    if number == 0.0 { "now".to_owned() } else { [&grouped(&write(number)), " ", unit, plural, " ago"].concat() }
}

/// A number of units of time from now, in short.
pub(super) fn wait(count: f64, unit: &str) -> String {
    ["in ", &write(count), if unit == "second" { " s" } else { " min" }].concat()
}

/// The plural category of a number.
pub(super) fn plural(number: f64) -> &'static str {
    if number == 1.0 { "one" } else { "other" }
}

#[cfg(test)]
mod tests {
    use super::{ago, day, number, percent, plural, time, wait};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers_are_grouped_and_rounded() {
        for (value, expected) in [
            (0.0, "0"),
            (5.0, "5"),
            (340.0, "340"),
            (1000.0, "1,000"),
            (1_234_567.0, "1,234,567"),
            (123_456.789, "123,456.79"),
            (0.1, "0.1"),
            (0.05, "0.05"),
            (0.005, "0.01"),
            (0.004, "0"),
            (1.005, "1.01"),
            (8.575, "8.58"),
            (9.995, "10"),
            (999.995, "1,000"),
            (33.491_554_051_195_706, "33.49"),
            (1e-7, "0"),
            (999_999_999_999.5, "999,999,999,999.5"),
        ] {
            assert_eq!(number(value).as_deref(), Some(expected));
        }
        assert_eq!(number(1e12), None);
        assert_eq!(number(f64::MAX), None);
    }

    #[test]
    fn percentages_have_one_digit_after_the_point() {
        for (fraction, expected) in [
            (0.0, "0%"),
            (1.0, "100%"),
            (0.34, "34%"),
            (0.333, "33.3%"),
            (0.0005, "0.1%"),
            (0.0004, "0%"),
            (0.9995, "100%"),
            (12.34, "1,234%"),
            (1.5e-7, "0%"),
        ] {
            assert_eq!(percent(fraction).as_deref(), Some(expected));
        }
    }

    #[test]
    fn times_have_twelve_hours() {
        for (written, expected) in [
            ("Tue Dec 03 2019 09:15:58 GMT+0000 (Coordinated Universal Time)", Some("Dec 3, 2019, 9:15 AM")),
            ("Thu Jan 01 1970 00:00:00 GMT+0000", Some("Jan 1, 1970, 12:00 AM")),
            ("Tue Dec 31 2019 12:05:00 GMT-0500", Some("Dec 31, 2019, 12:05 PM")),
            ("Tue Dec 31 2019 23:59:59 GMT-0500", Some("Dec 31, 2019, 11:59 PM")),
            ("Mon Jan 01 0001 00:00:00 GMT+0000", Some("Jan 1, 1, 12:00 AM")),
            ("Sun Dec 31 0000 19:03:58 GMT-0456", None),
            ("Fri Dec 31 -000001 19:03:58 GMT-0456", None),
            ("Sat Jan 01 +010000 00:00:00 GMT+0000", None),
            ("Invalid Date", None),
        ] {
            assert_eq!(time(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn ages_have_a_plural() {
        for (count, unit, expected) in
            [(-0.0, "second", "now"), (-1.0, "hour", "1 hour ago"), (-1234.0, "day", "1,234 days ago")]
        {
            assert_eq!(ago(count, unit), expected);
        }
        assert_eq!([wait(28.0, "second"), wait(3.0, "minute")], ["in 28 s", "in 3 min"]);
        assert_eq!([plural(1.0), plural(0.0), plural(1.5)], ["one", "other", "other"]);
    }

    #[test]
    fn days_have_a_month() {
        for (written, expected) in [
            ("Tue Dec 03 2019 09:15:58 GMT+0000 (Coordinated Universal Time)", Some("Dec 3")),
            ("Mon Nov 16 2026 00:00:00 GMT+0000", Some("Nov 16")),
            ("", None),
        ] {
            assert_eq!(day(written).as_deref(), expected, "{written}");
        }
    }
}
