//! An attempt, from its start to its end.

use std::rc::Rc;

use super::tokens::Standing;
use super::{
    Access, Activity, Effect, Error, Failure, LastGood, Machine, Reading, Reason, Report, Step, Then, TokenBucket,
    policy,
};

impl Machine {
    /// Starts an attempt: with the token that is held, or by asking for one.
    pub(super) fn attempt(&mut self, step: &mut Step) {
        self.attempts.spend(self.clock.now());
        match self.token {
            _ if self.access != Access::Token => self.send(step),
            None => self.ask(Reason::Initial, Then::Send, step),
            Some(token) if token.standing == Standing::Refused => self.ask(Reason::Rejected, Then::Send, step),
            Some(token) if token.standing == Standing::Former && self.provider => {
                self.ask(Reason::Initial, Then::Send, step);
            }
            Some(_) if self.renewal_is_due() => self.ask(Reason::Expiring, Then::Send, step),
            Some(_) => self.send(step),
        }
    }

    pub(super) fn ask(&mut self, reason: Reason, then: Then, step: &mut Step) {
        self.doing = Activity::Asking { reason, until: self.clock.now() + policy::TOKEN_TIMEOUT, then };
        self.asked_anew = false;
        self.asked_former = false;
        step.effects.push(Effect::AskToken(reason));
    }

    pub(super) fn send(&mut self, step: &mut Step) {
        if self.may_ask() {
            self.sent_at = Some(self.steady);
            self.doing = Activity::Sending { until: self.clock.now() + policy::REQUEST_TIMEOUT };
            step.effects.push(Effect::Send);
        } else {
            // The page was hidden, or went offline, while the token was on its way.
            self.wait_until(self.clock.now());
        }
    }

    pub(super) fn answered(&mut self, answer: Result<Reading, Failure>, step: &mut Step) {
        let Activity::Sending { .. } = self.doing else { return };
        match answer {
            Ok(reading) => self.keep(reading, step),
            Err(Failure { error: Error::Unauthorized, .. }) if self.may_replace_token() => self.replace_token(step),
            Err(failure) => {
                let token_is_useless = match failure.error {
                    Error::Unauthorized => true,
                    // A token carries the permissions of the moment it was made, so the callback is
                    // asked for another. A host page that handed one over is left to see for
                    // itself.
                    Error::Forbidden | Error::FeatureDisabled => self.provider,
                    _ => false,
                };
                if token_is_useless {
                    self.forget(step);
                }
                self.fail(failure, step);
            }
        }
    }

    fn keep(&mut self, reading: Reading, step: &mut Step) {
        let last_good = Rc::new(LastGood::new(reading, self.access, &self.clock));
        self.last_good = Some(Rc::clone(&last_good));
        self.failure = None;
        self.failures = 0;
        self.second_chances = 0;
        self.wanted = false;
        self.attempts = TokenBucket::default();
        self.trust_token();
        self.ended = self.clock.now();
        self.doing = Activity::Waiting { due: self.next_interval() };
        step.effects.push(Effect::Report(Report::Loaded(last_good)));
    }

    pub(super) fn fail(&mut self, failure: Failure, step: &mut Step) {
        self.failures = self.failures.saturating_add(1);
        self.wanted = false;
        self.ended = self.clock.now();
        let wait = match failure.retry_after {
            _ if !failure.error.retryable() => None,
            Some(wait) if wait > 0.0 => {
                Some(wait.min(policy::RETRY_AFTER_LONGEST) + policy::RETRY_AFTER_SPREAD * step.random)
            }
            _ => Some(policy::back_off(self.failures, step.random)),
        };
        let due = wait.map(|wait| self.ended + wait).or_else(|| self.next_interval());
        self.doing = Activity::Waiting { due };
        let failure = Rc::new(failure);
        self.failure = Some(Rc::clone(&failure));
        step.effects.push(Effect::Report(Report::Failed(failure, self.failures)));
    }

    fn next_interval(&self) -> Option<f64> {
        self.interval.map(|interval| self.ended + interval)
    }

    pub(super) fn refresh(&mut self, step: &mut Step) {
        // A person who wants the score after a sign-out wants to be signed in.
        self.signed_out = false;
        if !self.has_way() {
            return step.effects.push(Effect::Report(Report::Refused(Error::NoToken)));
        }
        self.wanted = true;
        let now = self.clock.now();
        self.attempts.allow(now);
        match &mut self.doing {
            Activity::Waiting { due } | Activity::Asking { then: Then::Wait { due }, .. } => *due = Some(now),
            // The attempt under way will answer.
            Activity::Asking { .. } | Activity::Sending { .. } => {}
        }
    }
}
