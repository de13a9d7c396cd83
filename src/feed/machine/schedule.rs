//! When something is due, and whether the page lets it happen.

use super::{Access, Activity, Effect, Machine, Page, Reason, Step, Then, TokenReply, policy};
use crate::feed::{Error, TokenFault};

impl Machine {
    pub(super) fn do_what_is_due(&mut self, step: &mut Step) {
        self.end_what_hangs(step);
        let Activity::Waiting { due } = self.doing else { return };
        if !self.has_way() {
            return;
        }
        let now = self.clock.now();
        let is_due = due.is_some_and(|due| due <= now);
        if !self.may_ask() {
            // A caller that waits for a first score learns why it is missing.
            if is_due && !self.page.online && self.last_good.is_none() && self.failure.is_none() {
                self.fail(Error::Network.into(), step);
            }
        } else if is_due {
            match [self.attempts.opens_at(now), self.spacing_ends(now)].into_iter().flatten().reduce(f64::max) {
                None => self.attempt(step),
                Some(later) => self.wait_until(later),
            }
        } else if self.renewal_is_due() {
            match self.renewals.opens_at(now) {
                None => {
                    self.renewals.spend(now);
                    self.ask(Reason::Expiring, Then::Wait { due }, step);
                }
                Some(later) => self.put_renewal_off(later),
            }
        }
    }

    /// When the next request may be sent, if not now. The score that a page hands over costs nobody
    /// a request.
    fn spacing_ends(&self, now: f64) -> Option<f64> {
        let passed = self.steady - self.sent_at.filter(|_| self.access != Access::Given)?;
        let left = policy::REQUEST_SPACING - passed;
        (left > 0.0).then_some(now + left)
    }

    fn end_what_hangs(&mut self, step: &mut Step) {
        let now = self.clock.now();
        match self.doing {
            Activity::Asking { until, .. } if now >= until => {
                step.effects.push(Effect::Abort);
                self.token_came(TokenReply::Failed(Error::TokenTimeout), step);
            }
            Activity::Sending { until } if now >= until => {
                step.effects.push(Effect::Abort);
                self.answered(Err(Error::Timeout.into()), step);
            }
            _ => {}
        }
    }

    /// How long until something is due that no event will tell of.
    pub(super) fn wake_in(&self) -> Option<f64> {
        let now = self.clock.now();
        let at = match self.doing {
            Activity::Asking { until, .. } | Activity::Sending { until } => until,
            Activity::Waiting { due } if self.may_ask() && self.has_way() => {
                [due, self.renewal()].into_iter().flatten().fold(now + policy::HEARTBEAT, f64::min)
            }
            // A score ages before a reader's eyes, even offline.
            Activity::Waiting { .. } if self.page.visible && self.last_good.is_some() => now + policy::HEARTBEAT,
            Activity::Waiting { .. } => return None,
        };
        // Timers drop what is less than a millisecond, and would ring before the time.
        Some((at - now).max(0.0).ceil())
    }

    pub(super) fn page_changed(&mut self, page: Page, step: &Step) {
        let before = std::mem::replace(&mut self.page, page);
        if before.may_ask() || !page.may_ask() {
            return;
        }
        let now = self.clock.now();
        // A thousand pages come back online together, but each is looked at for the first time by
        // itself.
        let alone = before.online && self.last_good.is_none() && self.failure.is_none();
        let back = if alone { now } else { now + policy::RETURN_SPREAD * step.random };
        if self.renewal_is_due() {
            self.put_renewal_off(back);
        }
        let Activity::Waiting { due: Some(due) } = self.doing else { return };
        if due <= now {
            self.wait_until(back);
        } else if self.failed_for_want_of_network() {
            self.wait_until(due.min(back));
        }
    }

    /// Whether the failure at hand may be over now that the page is back. What a server answered is
    /// not: it has to be left alone for as long as it said.
    fn failed_for_want_of_network(&self) -> bool {
        self.failure.as_ref().is_some_and(|failure| {
            matches!(
                failure.error,
                Error::Network | Error::Timeout | Error::TokenTimeout | Error::TokenFailed(TokenFault::Threw)
            )
        })
    }

    pub(super) fn interval_changed(&mut self, interval: Option<f64>) {
        self.interval = interval;
        let asked_before = self.last_good.is_some() || self.failure.is_some();
        let retrying = self.failure.as_ref().is_some_and(|failure| failure.error.retryable());
        if !asked_before || retrying {
            return;
        }
        let (now, next) = (self.clock.now(), interval.map(|interval| self.ended + interval));
        if let Activity::Waiting { due } | Activity::Asking { then: Then::Wait { due }, .. } = &mut self.doing {
            // An attempt that is due already was wanted before.
            if due.is_none_or(|due| due > now) {
                *due = next;
            }
        }
    }
}
