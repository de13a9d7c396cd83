//! How often the machine may do something by itself.

use super::policy;

/// An account that earns one go every [`SPACING`](policy::SPACING), and can be overdrawn by so much
/// as is earned in [`CREDIT`](policy::CREDIT). So the first goes come as fast as the back-off
/// likes, and however it draws, an hour never holds too many, and no pause is longer than the
/// longest back-off.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TokenBucket {
    /// When the account is even, on the machine's clock.
    even_at: f64,
}

impl TokenBucket {
    /// When the next go is to be had, if not now.
    pub(super) fn opens_at(self, now: f64) -> Option<f64> {
        let opens_at = self.even_at - policy::CREDIT;
        (opens_at > now).then_some(opens_at)
    }

    pub(super) fn spend(&mut self, now: f64) {
        self.even_at = self.even_at.max(now) + policy::SPACING;
    }

    /// There is one go now: somebody other than the machine wants it.
    pub(super) fn allow(&mut self, now: f64) {
        self.even_at = self.even_at.min(now + policy::CREDIT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::policy::{BACK_OFF_LONGEST, HOUR, REQUESTS_PER_HOUR, back_off};

    /// When a machine whose every attempt fails makes them, within this many hours.
    fn attempts(hours: f64, wait: impl Fn(u32) -> f64) -> Vec<f64> {
        let (mut budget, mut now, mut times) = (TokenBucket::default(), 0.0, Vec::new());
        while now <= hours * HOUR {
            budget.spend(now);
            times.push(now);
            now += wait(u32::try_from(times.len()).unwrap_or(u32::MAX));
            now = budget.opens_at(now).unwrap_or(now);
        }
        times
    }

    #[test]
    fn leaves_the_longest_back_off_alone() {
        let times = attempts(3.0, |failures| back_off(failures, 1.0));
        let waits: Vec<f64> = times.iter().zip(&times[1..]).map(|(before, after)| after - before).collect();
        let expected: Vec<f64> = (1..).map(|failures| back_off(failures, 1.0)).take(waits.len()).collect();
        assert_eq!(waits, expected);
    }

    #[test]
    fn keeps_every_hour_below_the_limit_and_every_pause_below_the_longest() {
        for wait in [0.0, 1.0, 1_000.0, 60_000.0, 150_000.0, 299_000.0] {
            let times = attempts(5.0, |_| wait);
            for (index, start) in times.iter().enumerate() {
                let hour = times[index..].iter().take_while(|at| **at - start <= HOUR).count();
                // The last one may need a second request, after a 401.
                assert!(hour < REQUESTS_PER_HOUR, "{hour} with {wait}");
            }
            assert!(times.iter().zip(&times[1..]).all(|(before, after)| after - before <= BACK_OFF_LONGEST));
        }
    }
}
