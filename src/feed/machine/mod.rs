#![doc = include_str!("states.md")]
//!
//! # The machine
//! A pure function, `(machine, input, moment) → (machine, effects)`: it knows no browser, reads no
//! clock and draws no random number. [`Feed`](super::Feed) carries the effects out and feeds back
//! what comes of them. At most one thing is under way at any time: the question for a token, or the
//! request.

mod attempts;
mod clock;
mod messages;
mod schedule;
mod status;
mod token_bucket;
mod tokens;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use super::{Error, Failure, policy};
use crate::score::Reading;
use clock::Clock;
pub use messages::{Effect, Input, Moment, Page, Reason, Report, TokenReply};
pub use status::{LastGood, Status};
use token_bucket::TokenBucket;
use tokens::TokenState;

/// The needs of a source before it can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A token: the API.
    Token,
    /// Nothing: a published file. The age of its score counts from the file's own time.
    Open,
    /// Nothing, not even a request: the host page has the score. Its age counts as a file's does.
    Given,
}

/// Keeps one score fresh.
#[derive(Clone, Debug)]
pub struct Machine {
    access: Access,
    page: Page,
    interval: Option<f64>,
    clock: Clock,
    doing: Activity,
    /// Somebody asked for the score: whether the page is hidden or offline counts for nothing then.
    wanted: bool,
    /// When the last request was sent, by the steady clock.
    sent_at: Option<f64>,
    /// The time of the steady clock.
    steady: f64,
    /// Whether the host page has a callback that may be asked for a token.
    provider: bool,
    /// The host page took its token back, and nobody has wanted the score since.
    signed_out: bool,
    token: Option<TokenState>,
    last_good: Option<Rc<LastGood>>,
    failure: Option<Rc<Failure>>,
    /// Failures in a row.
    failures: u32,
    /// When the last attempt ended, well or not. Intervals count from here.
    ended: f64,
    /// Whether the question for a token that is under way was asked anew, because another callback
    /// came meanwhile.
    asked_anew: bool,
    /// Whether the callback that is asked has been replaced since.
    asked_former: bool,
    /// Attempts since the last good answer that were made because another callback came.
    second_chances: u32,
    /// For attempts, since the last good answer.
    attempts: TokenBucket,
    /// For renewals of the token between attempts.
    renewals: TokenBucket,
}

/// The one thing that is under way. Times are the machine's own: see [`Clock`].
#[derive(Clone, Copy, Debug, PartialEq)]
enum Activity {
    /// Nothing, until then; without a time, until somebody asks.
    Waiting { due: Option<f64> },
    /// The host page is asked for a token, until then at the latest.
    Asking { reason: Reason, until: f64, then: Then },
    /// A request is under way, until then at the latest.
    Sending { until: f64 },
}

/// The steps that follow a token.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    Send,
    Wait { due: Option<f64> },
}

/// One step in the making: the effects so far, and the luck of the moment.
struct Step {
    effects: Vec<Effect>,
    random: f64,
}

impl Machine {
    /// A machine that has asked nothing yet. Its first step makes the first attempt, if the page
    /// and the tokens allow.
    #[must_use]
    pub fn new(access: Access, page: Page, interval: Option<f64>) -> Self {
        Self {
            access,
            page,
            interval,
            clock: Clock::default(),
            doing: Activity::Waiting { due: Some(0.0) },
            wanted: false,
            sent_at: None,
            steady: 0.0,
            provider: false,
            signed_out: false,
            token: None,
            last_good: None,
            failure: None,
            failures: 0,
            ended: 0.0,
            asked_anew: false,
            asked_former: false,
            second_chances: 0,
            attempts: TokenBucket::default(),
            renewals: TokenBucket::default(),
        }
    }

    /// Takes one input. The last effect is always a [`Effect::Wake`], and there is at most one
    /// [`Effect::Report`].
    #[must_use]
    pub fn step(mut self, input: Input, moment: Moment) -> (Self, Vec<Effect>) {
        self.clock.advance(moment.now);
        self.steady = moment.steady;
        let random = if moment.random.is_finite() { moment.random.clamp(0.0, 1.0) } else { 1.0 };
        let mut step = Step { effects: Vec::new(), random };
        match input {
            // A source without a token is not concerned by the fate of one.
            Input::Provider
            | Input::ProviderReplaced
            | Input::ProviderGone
            | Input::TokenGiven(_)
            | Input::TokenCleared
                if self.access != Access::Token => {}
            Input::Woke => {}
            Input::Page(page) => self.page_changed(page, &step),
            Input::Provider => self.provider_came(&mut step),
            Input::ProviderReplaced => self.provider_replaced(&mut step),
            Input::ProviderGone => self.provider_gone(&mut step),
            Input::TokenGiven(expires_at) => self.token_given(expires_at, &mut step),
            Input::TokenCleared => self.token_cleared(&mut step),
            Input::Token(reply) => self.token_came(reply, &mut step),
            Input::Answer(answer) => self.answered(answer, &mut step),
            Input::Refresh => self.refresh(&mut step),
            Input::Interval(interval) => self.interval_changed(interval),
        }
        self.do_what_is_due(&mut step);
        step.effects.push(Effect::Wake(self.wake_in()));
        (self, step.effects)
    }

    /// Whether the host page took its token back, and nobody has wanted the score since.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.signed_out
    }

    /// Whether somebody waits for an answer that is still to be asked for.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Whether there is any way to ask: no token needed, one held, or somebody to ask for one.
    fn has_way(&self) -> bool {
        self.access != Access::Token || self.token.is_some() || (self.provider && !self.signed_out)
    }

    /// The same machine for other subscribers, who have tokens of their own: the score, the failure
    /// and the pace stay, and what is under way is due again.
    #[must_use]
    pub fn fork(&self) -> Self {
        let due = match self.doing {
            Activity::Waiting { due } | Activity::Asking { then: Then::Wait { due }, .. } => due,
            Activity::Asking { .. } | Activity::Sending { .. } => Some(self.clock.now()),
        };
        Self { doing: Activity::Waiting { due }, token: None, ..self.clone() }
    }

    /// Whether anything may be asked now.
    fn may_ask(&self) -> bool {
        self.wanted || self.page.may_ask()
    }

    fn wait_until(&mut self, due: f64) {
        self.doing = Activity::Waiting { due: Some(due) };
    }

    /// Gives up what is under way. A request is due again at once; a mere renewal leaves what was
    /// due.
    fn give_up(&mut self, step: &mut Step) {
        let due = match self.doing {
            Activity::Waiting { .. } => return,
            Activity::Asking { then: Then::Wait { due }, .. } => due,
            Activity::Asking { .. } | Activity::Sending { .. } => Some(self.clock.now()),
        };
        step.effects.push(Effect::Abort);
        self.doing = Activity::Waiting { due };
    }
}
