//! A reader's clock for native programs, which have no reader: UTC.

use super::{Carrier, Digits, english};

/// Writes times in UTC, and all else as American English has it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Utc;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY: f64 = 86_400.0;

impl Carrier for Utc {
    fn number(&self, _: f64, _: Digits) -> Option<String> {
        None
    }

    fn percent(&self, _: f64) -> Option<String> {
        None
    }

    fn time(&self, epoch_ms: f64) -> Option<String> {
        Some([&english::time(&self.clock(epoch_ms)?)?, " UTC"].concat())
    }

    fn day(&self, epoch_ms: f64) -> Option<String> {
        english::day(&self.clock(epoch_ms)?)
    }

    fn ago(&self, count: f64, unit: &str) -> Option<String> {
        Some(english::ago(count, unit))
    }

    fn wait(&self, count: f64, unit: &str) -> Option<String> {
        Some(english::wait(count, unit))
    }

    fn plural(&self, number: f64) -> Option<String> {
        Some(english::plural(number).to_owned())
    }

    fn clock(&self, epoch_ms: f64) -> Option<String> {
        let seconds = (epoch_ms / 1000.0).floor();
        let days = (seconds / DAY).floor();
        let (year, month, day) = civil(days);
        let second = seconds - days * DAY;
        let (hour, minute) = ((second / 3600.0).floor(), (second / 60.0).floor() % 60.0);
        let month = MONTHS.get(month as usize)?;
        // The day of the week is left to those who need it.
        Some(format!("Day {month} {day:02} {year:04} {hour:02}:{minute:02}:{:02} GMT+0000", second % 60.0))
    }
}

/// The year, the month from 0 on and the day, from the days since 1970, in the Gregorian calendar.
fn civil(days: f64) -> (f64, f64, f64) {
    // Years are counted from March, so that the leap day is the last of its year; 400 years have
    // 146,097 days.
    let days = days + 719_468.0;
    let era = (days / 146_097.0).floor();
    let day_of_era = days - era * 146_097.0;
    let leap_days = (day_of_era / 1460.0).floor() - (day_of_era / 36_524.0).floor() + (day_of_era / 146_096.0).floor();
    let year_of_era = ((day_of_era - leap_days) / 365.0).floor();
    let leap_days = (year_of_era / 4.0).floor() - (year_of_era / 100.0).floor();
    let day_of_year = day_of_era - (365.0 * year_of_era + leap_days);
    let month = ((5.0 * day_of_year + 2.0) / 153.0).floor();
    let day = day_of_year - ((153.0 * month + 2.0) / 5.0).floor() + 1.0;
    let year = year_of_era + era * 400.0;
    if month < 10.0 { (year, month + 2.0, day) } else { (year + 1.0, month - 10.0, day) }
}

#[cfg(test)]
mod tests {
    use super::{Carrier, Utc};
    use crate::score::Instant;

    #[test]
    fn times_are_in_utc() {
        for (instant, expected) in [
            ("1970-01-01T00:00:00Z", "Jan 1, 1970, 12:00 AM UTC"),
            ("2019-12-03T09:15:58.1665846Z", "Dec 3, 2019, 9:15 AM UTC"),
            ("2000-02-29T23:59:59Z", "Feb 29, 2000, 11:59 PM UTC"),
            ("2100-03-01T00:00:00Z", "Mar 1, 2100, 12:00 AM UTC"),
            ("1969-12-31T23:59:59Z", "Dec 31, 1969, 11:59 PM UTC"),
            ("0001-01-01T12:00:00Z", "Jan 1, 1, 12:00 PM UTC"),
            ("2026-06-30T23:30:00-01:00", "Jul 1, 2026, 12:30 AM UTC"),
        ] {
            let moment = Instant::parse(instant).unwrap().epoch_ms();
            assert_eq!(Utc.time(moment).as_deref(), Some(expected), "{instant}");
        }
    }

    #[test]
    fn every_day_of_the_calendar_comes_once() {
        let mut before = super::civil(-1.0);
        for day in 0..150_000 {
            let now = super::civil(f64::from(day));
            assert!(now > before, "{now:?} after {before:?}");
            before = now;
        }
    }
}
