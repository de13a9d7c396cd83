//! Repeating what may succeed another time, as the widget's feed does.

use std::time::{Duration, Instant};

use secure_score::feed::policy;

use crate::failure::Failure;
use crate::log::Log;

/// Repeats an attempt while it fails for a reason that may pass, with the feed's own back-off, for
/// as long as `patience`.
pub(crate) fn repeat<T>(
    patience: Duration,
    log: &Log,
    mut attempt: impl FnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let start = Instant::now();
    let mut failures = 0;
    loop {
        let failure = match attempt() {
            Err(failure) if failure.retryable() => failure,
            settled => return settled,
        };
        failures += 1;
        let wait = wait(failures, failure.retry_after, fastrand::f64());
        if start.elapsed() + wait > patience {
            return Err(failure);
        }
        log.warning(
            "retrying",
            &[
                ("attempt", failures.into()),
                ("code", failure.code.into()),
                ("seconds", wait.as_secs().into()),
                ("message", failure.to_string().into()),
            ],
        );
        std::thread::sleep(wait);
    }
}

/// The back-off, but never sooner than the server asked for.
fn wait(failures: u32, retry_after: Option<f64>, random: f64) -> Duration {
    let asked =
        retry_after.map_or(0.0, |asked| asked.min(policy::RETRY_AFTER_LONGEST) + policy::RETRY_AFTER_SPREAD * random);
    Duration::from_secs_f64(policy::back_off(failures, random).max(asked) / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_as_long_as_the_feed() {
        for (failures, retry_after, expected) in [
            (1, None, 1000),
            (2, None, 2000),
            (20, None, 150_000),
            (1, Some(7000.0), 7500),
            (9, Some(7000.0), 150_000),
            (1, Some(f64::MAX), 24 * 3_600_000 + 500),
        ] {
            assert_eq!(wait(failures, retry_after, 0.5), Duration::from_millis(expected), "{failures} {retry_after:?}");
        }
    }
}
