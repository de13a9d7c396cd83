#![doc = include_str!("states.md")]
//!
//! # The machine
//! A pure function, `(machine, input, moment) → (machine, wishes)`: it knows no browser, reads no clock and draws no
//! random number. [`Feed`](super::Feed) carries the wishes out and feeds back what comes of them. At most one thing is
//! under way at any time: the question for a token, or the request.

mod clock;
mod io;
mod status;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use super::{Error, Failure, policy};
use crate::score::Reading;
use clock::Clock;
pub use io::{Input, Moment, Page, Reason, Report, TokenReply, Wish};
pub use status::{Kept, Status};

/// What a source needs so that it can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A token: the API.
    Token,
    /// Nothing: a published file. The age of its score counts from the file's own time.
    Open,
}

/// Keeps one score fresh.
#[derive(Clone, Debug)]
pub struct Machine {
    access: Access,
    page: Page,
    interval: Option<f64>,
    clock: Clock,
    doing: Doing,
    /// Whether the host page has a callback that may be asked for a token.
    provider: bool,
    token: Option<Held>,
    kept: Option<Rc<Kept>>,
    failure: Option<Rc<Failure>>,
    /// Failures in a row.
    failures: u32,
    /// When the attempts of the present run of failures began.
    attempts: Vec<f64>,
}

/// A token that is held. The machine never sees the token itself.
#[derive(Clone, Copy, Debug)]
struct Held {
    /// When to ask for the next one.
    renew_at: Option<f64>,
}

/// The one thing that is under way. Times are the machine's own: see [`Clock`].
#[derive(Clone, Copy, Debug, PartialEq)]
enum Doing {
    /// Nothing, until then; without a time, until somebody asks.
    Waiting { due: Option<f64> },
    /// The host page is asked for a token, until then at the latest.
    Asking { reason: Reason, until: f64, then: Then },
    /// A request is under way, until then at the latest.
    Sending { until: f64, retried: bool },
}

/// What follows a token.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    Send { retried: bool },
    Wait { due: Option<f64> },
}

/// One step in the making: the wishes so far, and the luck of the moment.
struct Step {
    wishes: Vec<Wish>,
    random: f64,
}

impl Machine {
    /// A machine that has asked nothing yet. Its first step makes the first attempt, if the page and the tokens allow.
    #[must_use]
    pub fn new(access: Access, page: Page, interval: Option<f64>) -> Self {
        Self {
            access,
            page,
            interval,
            clock: Clock::default(),
            doing: Doing::Waiting { due: Some(0.0) },
            provider: false,
            token: None,
            kept: None,
            failure: None,
            failures: 0,
            attempts: Vec::new(),
        }
    }

    /// Takes one input.
    #[must_use]
    pub fn step(mut self, input: Input, moment: Moment) -> (Self, Vec<Wish>) {
        self.clock.advance(moment.now);
        let mut step = Step { wishes: Vec::new(), random: moment.random };
        match input {
            Input::Woke => {}
            Input::Page(page) => self.page_changed(page, &mut step),
            Input::Provider => self.provider_came(&mut step),
            Input::TokenGiven(expires_at) => self.token_given(expires_at, &mut step),
            Input::TokenCleared => self.token_cleared(&mut step),
            Input::Token(reply) => self.token_came(reply, &mut step),
            Input::Answer(answer) => self.answered(answer, &mut step),
            Input::Refresh => self.refresh(&mut step),
            Input::Interval(interval) => self.interval_changed(interval),
        }
        self.settle(&mut step);
        step.wishes.push(Wish::Wake(self.wake_in()));
        (self, step.wishes)
    }

    /// Does what is due.
    fn settle(&mut self, step: &mut Step) {
        let now = self.clock.now();
        match self.doing {
            Doing::Asking { until, .. } if now >= until => {
                step.wishes.push(Wish::Abort);
                self.token_came(TokenReply::Failed(Error::TokenTimeout), step);
            }
            Doing::Sending { until, .. } if now >= until => {
                step.wishes.push(Wish::Abort);
                self.answered(Err(Error::Timeout.into()), step);
            }
            _ => {}
        }
        let Doing::Waiting { due } = self.doing else { return };
        if !self.page.may_ask() || !self.has_way() {
            return;
        }
        if due.is_some_and(|due| due <= now) {
            match self.budget_ends() {
                None => self.attempt(step),
                Some(later) => self.doing = Doing::Waiting { due: Some(later) },
            }
        } else if self.renewal_is_due() {
            self.ask(Reason::Expiring, Then::Wait { due }, step);
        }
    }

    /// How long until something is due that no event will tell of.
    fn wake_in(&self) -> Option<f64> {
        let now = self.clock.now();
        let at = match self.doing {
            Doing::Asking { until, .. } | Doing::Sending { until, .. } => Some(until),
            Doing::Waiting { due } if self.page.may_ask() && self.has_way() => {
                let renew_at = self.token.and_then(|token| token.renew_at).filter(|_| self.provider);
                let next = [due, renew_at].into_iter().flatten().reduce(f64::min);
                next.map(|next| next.min(now + policy::HEARTBEAT))
            }
            Doing::Waiting { .. } => None,
        };
        at.map(|at| (at - now).max(0.0))
    }

    /// Whether there is any way to ask: no token needed, one held, or somebody to ask for one.
    fn has_way(&self) -> bool {
        self.access == Access::Open || self.provider || self.token.is_some()
    }

    fn renewal_is_due(&self) -> bool {
        let renew_at = self.token.and_then(|token| token.renew_at);
        self.provider && renew_at.is_some_and(|renew_at| renew_at <= self.clock.now())
    }

    /// When the next attempt may be made, if too many have failed within the last hour.
    fn budget_ends(&mut self) -> Option<f64> {
        let now = self.clock.now();
        self.attempts.retain(|at| now - at < policy::HOUR);
        // An attempt may turn out to need a second request, after a 401.
        let spent = self.attempts.len() + 1 >= policy::ATTEMPTS_PER_HOUR;
        spent.then(|| self.attempts.first().map(|at| at + policy::HOUR))?
    }

    /// Starts an attempt: with the token that is held, or by asking for one.
    fn attempt(&mut self, step: &mut Step) {
        self.attempts.push(self.clock.now());
        let send = Then::Send { retried: false };
        if self.access == Access::Token && self.token.is_none() {
            self.ask(Reason::Initial, send, step);
        } else if self.renewal_is_due() {
            self.ask(Reason::Expiring, send, step);
        } else {
            self.send(false, step);
        }
    }

    fn ask(&mut self, reason: Reason, then: Then, step: &mut Step) {
        self.doing = Doing::Asking { reason, until: self.clock.now() + policy::TOKEN_TIMEOUT, then };
        step.wishes.push(Wish::AskToken(reason));
    }

    fn send(&mut self, retried: bool, step: &mut Step) {
        if self.page.may_ask() {
            self.doing = Doing::Sending { until: self.clock.now() + policy::REQUEST_TIMEOUT, retried };
            step.wishes.push(Wish::Send);
        } else {
            // The page was hidden, or went offline, while the token was on its way.
            self.wait_until(self.clock.now());
        }
    }

    fn wait_until(&mut self, due: f64) {
        self.doing = Doing::Waiting { due: Some(due) };
    }

    fn page_changed(&mut self, page: Page, step: &mut Step) {
        let before = std::mem::replace(&mut self.page, page);
        let Doing::Waiting { due: Some(due) } = self.doing else { return };
        if before.may_ask() || !page.may_ask() {
            return;
        }
        let now = self.clock.now();
        let first = self.kept.is_none() && self.failure.is_none();
        // What failed for want of a network is worth another attempt now that there is one.
        let worth_it = !before.online && self.failure.as_ref().is_some_and(|failure| failure.error.retryable());
        if due <= now || worth_it {
            // A thousand tabs come back online together, but each is looked at for the first time by itself.
            let spread = if first && before.online { 0.0 } else { policy::RETURN_SPREAD * step.random };
            self.wait_until(now + spread);
        }
    }

    fn provider_came(&mut self, step: &mut Step) {
        self.provider = true;
        if matches!(self.doing, Doing::Asking { .. }) {
            step.wishes.push(Wish::Abort);
            self.wait_until(self.clock.now());
        }
        self.start_over();
    }

    fn token_given(&mut self, expires_at: Option<f64>, step: &mut Step) {
        self.hold(expires_at);
        if !matches!(self.doing, Doing::Waiting { .. }) {
            // The earlier token's answer must not show.
            step.wishes.push(Wish::Abort);
            self.wait_until(self.clock.now());
        }
        self.start_over();
    }

    /// There is a new way to a score: what failed before says nothing of it. A score that is fresh stays until its time.
    fn start_over(&mut self) {
        let wanting = self.failure.is_some() || self.kept.is_none();
        self.failure = None;
        self.failures = 0;
        self.attempts.clear();
        if wanting && matches!(self.doing, Doing::Waiting { .. }) {
            self.wait_until(self.clock.now());
        }
    }

    fn token_cleared(&mut self, step: &mut Step) {
        if !matches!(self.doing, Doing::Waiting { .. }) {
            step.wishes.push(Wish::Abort);
        }
        self.forget(step);
        // Until somebody asks again, or hands over a token: to sign out must not sign in.
        self.doing = Doing::Waiting { due: None };
        self.provider = false;
        self.kept = None;
        self.failure = None;
        self.failures = 0;
    }

    fn hold(&mut self, expires_at: Option<f64>) {
        let life = expires_at.map(|expires_at| expires_at - self.clock.wall());
        let renew_at = life.and_then(policy::renewal).map(|renew_in| self.clock.now() + renew_in);
        self.token = Some(Held { renew_at });
    }

    fn forget(&mut self, step: &mut Step) {
        if self.token.take().is_some() {
            step.wishes.push(Wish::ForgetToken);
        }
    }

    fn token_came(&mut self, reply: TokenReply, step: &mut Step) {
        let Doing::Asking { reason, then, .. } = self.doing else { return };
        match reply {
            TokenReply::New(expires_at) => self.hold(expires_at),
            TokenReply::Same(_) if reason == Reason::Rejected => {
                self.forget(step);
                return self.fail(Error::TokenUnchanged.into(), step);
            }
            TokenReply::Same(expires_at) => self.hold_on(expires_at),
            // There still is the one that expires soon: the API will say when it does.
            TokenReply::Missing | TokenReply::Failed(_) if reason == Reason::Expiring && self.token.is_some() => {
                self.hold_on(None);
            }
            TokenReply::Missing => {
                self.forget(step);
                return self.fail(Error::NoToken.into(), step);
            }
            TokenReply::Failed(error) => {
                self.forget(step);
                return self.fail(error.into(), step);
            }
        }
        match then {
            Then::Send { retried } => self.send(retried, step),
            Then::Wait { due } => self.doing = Doing::Waiting { due },
        }
    }

    /// Keeps the token that was to be renewed. It is asked for again only if it is known to live on.
    fn hold_on(&mut self, expires_at: Option<f64>) {
        self.hold(expires_at);
        let soon = self.clock.now() + policy::RENEW_EARLY;
        if let Some(token) = &mut self.token {
            token.renew_at = token.renew_at.filter(|renew_at| *renew_at > soon);
        }
    }

    fn answered(&mut self, answer: Result<Reading, Failure>, step: &mut Step) {
        let Doing::Sending { retried, .. } = self.doing else { return };
        match answer {
            Ok(reading) => self.keep(reading, step),
            Err(Failure { error: Error::Unauthorized, .. }) if !retried && self.provider => self.rejected(step),
            Err(failure) => {
                let stale_token = match failure.error {
                    Error::Unauthorized => true,
                    // A token carries the permissions of the moment it was made; a host that gave one by hand gives another.
                    Error::Forbidden | Error::FeatureDisabled => self.provider,
                    _ => false,
                };
                if stale_token {
                    self.forget(step);
                }
                self.fail(failure, step);
            }
        }
    }

    /// The first 401 of an attempt: one more token, one more request.
    fn rejected(&mut self, step: &mut Step) {
        if self.page.may_ask() {
            self.attempts.push(self.clock.now());
            self.ask(Reason::Rejected, Then::Send { retried: true }, step);
        } else {
            self.forget(step);
            self.wait_until(self.clock.now());
        }
    }

    fn keep(&mut self, reading: Reading, step: &mut Step) {
        let kept = Rc::new(Kept::new(reading, self.access, &self.clock));
        self.kept = Some(Rc::clone(&kept));
        self.failure = None;
        self.failures = 0;
        self.attempts.clear();
        self.doing = Doing::Waiting { due: self.next_interval() };
        step.wishes.push(Wish::Report(Report::Loaded(kept)));
    }

    fn fail(&mut self, failure: Failure, step: &mut Step) {
        self.failures = self.failures.saturating_add(1);
        let wait = match failure.retry_after {
            _ if !failure.error.retryable() => None,
            Some(wait) if wait > 0.0 => {
                Some(wait.min(policy::RETRY_AFTER_LONGEST) + policy::RETRY_AFTER_SPREAD * step.random)
            }
            _ => Some(policy::back_off(self.failures, step.random)),
        };
        let due = wait.map(|wait| self.clock.now() + wait).or_else(|| self.next_interval());
        self.doing = Doing::Waiting { due };
        let failure = Rc::new(failure);
        self.failure = Some(Rc::clone(&failure));
        step.wishes.push(Wish::Report(Report::Failed(failure, self.failures)));
    }

    fn next_interval(&self) -> Option<f64> {
        self.interval.map(|interval| self.clock.now() + interval)
    }

    fn refresh(&mut self, step: &mut Step) {
        match self.doing {
            // What is under way will answer.
            Doing::Sending { .. } | Doing::Asking { then: Then::Send { .. }, .. } => {}
            Doing::Asking { reason, until, .. } => {
                self.doing = Doing::Asking { reason, until, then: Then::Send { retried: false } };
            }
            Doing::Waiting { .. } if !self.has_way() => {
                step.wishes.push(Wish::Report(Report::Refused(Error::NoToken)));
            }
            Doing::Waiting { .. } if !self.page.online => self.fail(Error::Network.into(), step),
            Doing::Waiting { .. } if !self.page.visible => self.wait_until(self.clock.now()),
            Doing::Waiting { .. } => self.attempt(step),
        }
    }

    fn interval_changed(&mut self, interval: Option<f64>) {
        self.interval = interval;
        let after_failure = self.failure.as_ref().is_some_and(|failure| failure.error.retryable());
        if let (Doing::Waiting { due }, Some(kept), false) = (&mut self.doing, &self.kept, after_failure) {
            *due = interval.map(|interval| kept.at() + interval);
        }
    }
}
