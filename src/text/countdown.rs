//! The moments at which a wait is drawn anew.

use super::formats::{MINUTE, SECOND};

/// The remaining times, in milliseconds, at which a wait is drawn anew. A reader needs the order of
/// magnitude, and a page may show a failure for days: a drawing each second is too much.
const DRAWN_AT: [f64; 5] = [60.0 * MINUTE, 15.0 * MINUTE, 5.0 * MINUTE, MINUTE, 10.0 * SECOND];

/// The time in milliseconds until a wait is drawn anew; `None` for the last time.
#[must_use]
pub fn next_drawing_of_wait(wait: f64) -> Option<f64> {
    DRAWN_AT.iter().find(|remaining| **remaining < wait).map(|remaining| wait - remaining)
}

#[cfg(test)]
mod tests {
    use super::next_drawing_of_wait;

    #[test]
    fn a_wait_is_drawn_anew_a_few_times_alone() {
        let mut wait = 299_000.0;
        let mut drawn_at = Vec::new();
        while let Some(delay) = next_drawing_of_wait(wait) {
            wait -= delay;
            drawn_at.push(wait);
        }
        assert_eq!(drawn_at, [60_000.0, 10_000.0]);
        assert_eq!(next_drawing_of_wait(-1.0), None);
    }
}
