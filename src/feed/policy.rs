//! Every number by which a score is kept fresh. Times are in milliseconds.
//!
//! Pure: randomness comes in, nothing is read from a browser.

/// One minute.
pub const MINUTE: f64 = 60_000.0;
/// One hour.
pub const HOUR: f64 = 60.0 * MINUTE;

/// Time between requests where the host names none.
pub const DEFAULT_INTERVAL: f64 = HOUR;
/// The shortest time between requests that a host may ask for.
pub const SHORTEST_INTERVAL: f64 = MINUTE;
/// Age at which a score is stale where the host names none.
pub const DEFAULT_STALE_AFTER: f64 = 24.0 * HOUR;

/// How long one request may take.
pub const REQUEST_TIMEOUT: f64 = 30_000.0;
/// How long the host page's `getToken` may take.
pub const TOKEN_TIMEOUT: f64 = 30_000.0;

/// The longest token that is taken, in characters: servers refuse longer headers.
pub const MAX_TOKEN: u32 = 16 * 1024;
/// A token is asked for again so long before it expires, or at half of a shorter life.
pub const RENEW_EARLY: f64 = 2.0 * MINUTE;
/// A token that lives only an instant is not asked for again sooner than this, lest the page do
/// nothing else.
pub const SOONEST_RENEWAL: f64 = 1_000.0;

/// The ceiling of the first wait after a failure; it doubles with each further one.
pub const BACK_OFF_FIRST: f64 = 2_000.0;
/// The ceiling of every later wait.
pub const BACK_OFF_LONGEST: f64 = 5.0 * MINUTE;
/// The longest `Retry-After` that is believed.
pub const RETRY_AFTER_LONGEST: f64 = 24.0 * HOUR;
/// After `Retry-After` gauges spread themselves over this, so that those sent away together do not
/// return as one.
pub const RETRY_AFTER_SPREAD: f64 = 1_000.0;
/// A page that comes back, visible or online, catches up at a random moment within this.
pub const RETURN_SPREAD: f64 = 5_000.0;
/// Requests within any hour that the feed makes by itself, while every one fails. Full jitter alone
/// can draw many short waits in a row, and an interval may be a minute.
pub const REQUESTS_PER_HOUR: usize = 20;
/// One more attempt is earned every so often: the longest wait, so that a server that is well again
/// is soon noticed.
pub const SPACING: f64 = BACK_OFF_LONGEST;
/// Attempts may be made so long before they are earned. Enough to leave a back-off that always
/// draws its longest alone (31.5 minutes), and so little that an hour holds 18 + 1 attempts, and a
/// second request after a last 401.
pub const CREDIT: f64 = 34.0 * MINUTE;

/// The shortest time from the start of one request to that of the next, whoever wants it: a page
/// that asks in its own error listener asks without end.
pub const REQUEST_SPACING: f64 = 1_000.0;

/// While visible the feed looks at the clock at least so often: the timers of a machine that slept
/// ring late.
pub const HEARTBEAT: f64 = MINUTE;

/// A timer that rings at most so much too early is as good as a new one.
pub const TIMER_SLACK: f64 = 1_000.0;

/// Exponential back-off with full jitter: anything from nothing to a ceiling that doubles with each
/// failure.
///
/// `failures` counts from 1, `random` is from 0 to 1: the machine sees to that.
#[must_use]
pub fn back_off(failures: u32, random: f64) -> f64 {
    let doublings = failures.saturating_sub(1).min(16);
    let ceiling = (BACK_OFF_FIRST * f64::from(1_u32 << doublings)).min(BACK_OFF_LONGEST);
    ceiling * random
}

/// When to ask for a new token, counted from now, for one that lives `life` milliseconds more. None
/// for a life that is over already: then this page's clock is wrong, and the API will say when the
/// token is.
#[must_use]
pub fn renewal(life: f64) -> Option<f64> {
    (life > 0.0).then(|| (life - RENEW_EARLY).max(life / 2.0).max(SOONEST_RENEWAL))
}

/// The time between requests that an attribute asks for in minutes; none where it is below the
/// shortest.
#[must_use]
pub fn interval(minutes: f64) -> Option<f64> {
    let interval = minutes * MINUTE;
    (interval.is_finite() && interval >= SHORTEST_INTERVAL).then_some(interval)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_off_doubles_up_to_five_minutes() {
        for (failures, ceiling) in [
            (0, 2_000.0),
            (1, 2_000.0),
            (2, 4_000.0),
            (3, 8_000.0),
            (8, 256_000.0),
            (9, 300_000.0),
            (u32::MAX, 300_000.0),
        ] {
            assert_eq!(back_off(failures, 1.0), ceiling, "{failures}");
            assert_eq!(back_off(failures, 0.5), ceiling / 2.0, "{failures}");
            assert_eq!(back_off(failures, 0.0), 0.0, "{failures}");
        }
    }

    /// The digits of a line of code that begin a number, with all that belongs to it.
    fn numbers(code: &str) -> impl Iterator<Item = &str> {
        code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    }

    #[test]
    fn the_machine_has_no_number_and_no_browser_of_its_own() {
        let machine = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/feed/machine");
        let mut files = 0;
        for file in std::fs::read_dir(machine).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            files += 1;
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.lines().take_while(|line| *line != "mod tests {");
            for line in code.filter(|line| !line.trim_start().starts_with("//")) {
                for outside in ["web_sys", "js_sys", "wasm_bindgen", "gloo", "std::time"] {
                    assert!(!line.contains(outside), "{}: {line}", file.display());
                }
                for number in numbers(line) {
                    assert!(
                        ["0", "1", "0.0", "1.0"].contains(&number.trim_end_matches('.')),
                        "{}: {line}",
                        file.display()
                    );
                }
            }
        }
        assert!(files > 5, "{files}");
    }

    #[test]
    fn a_token_is_renewed_two_minutes_early_or_at_half_its_life() {
        for (life, expected) in [
            (HOUR, Some(58.0 * MINUTE)),
            (4.0 * MINUTE, Some(2.0 * MINUTE)),
            (3.0 * MINUTE, Some(1.5 * MINUTE)),
            (10_000.0, Some(5_000.0)),
            (1.0, Some(1_000.0)),
            (0.0, None),
            (-HOUR, None),
            (f64::NAN, None),
        ] {
            assert_eq!(renewal(life), expected, "{life}");
        }
    }

    #[test]
    fn an_interval_is_a_minute_or_more() {
        for (minutes, expected) in [
            (60.0, Some(HOUR)),
            (1.0, Some(MINUTE)),
            (0.5, None),
            (-1.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ] {
            assert_eq!(interval(minutes), expected, "{minutes}");
        }
    }
}
