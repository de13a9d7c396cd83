//! The status that a feed tells.

use std::rc::Rc;

use super::{Access, Activity, Clock, Machine, Then};
use crate::feed::{Error, Failure, State};
use crate::score::Reading;

/// The last good answer, and when it came.
///
/// ```
/// use secure_score::{LastGood, Status};
///
/// fn points(status: &Status) -> Option<f64> {
///     let LastGood { reading, .. } = status.last_good.as_deref()?;
///     Some(reading.score.points())
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LastGood {
    /// The score and its time.
    pub reading: Reading,
    /// When it came, in milliseconds since 1970 by the reader's clock.
    pub retrieved_at: f64,
    /// When it came, on the machine's clock.
    at: f64,
    /// How old it was already when it came, in milliseconds.
    age_then: f64,
}

impl LastGood {
    pub(super) fn new(reading: Reading, access: Access, clock: &Clock) -> Self {
        // The API's time is that of the call; a file's may be long ago. A reader's clock that runs
        // behind makes no file younger than new.
        let age_then = match access {
            Access::Token => 0.0,
            Access::Open | Access::Given => (clock.wall() - reading.time.epoch_ms()).max(0.0),
        };
        Self { reading, retrieved_at: clock.wall(), at: clock.now(), age_then }
    }

    /// How long ago the time of the score was, in milliseconds, when the answer is this old. A
    /// clock that runs behind makes no time later than now.
    #[must_use]
    pub fn age_of_time(&self, age: f64) -> f64 {
        age - self.age_then + (self.retrieved_at - self.reading.time.epoch_ms()).max(0.0)
    }

    /// Another score of the same answer.
    pub(in crate::feed) fn of(&self, reading: Reading, access: Access) -> Self {
        let age_then = match access {
            Access::Token => 0.0,
            Access::Open | Access::Given => (self.retrieved_at - reading.time.epoch_ms()).max(0.0),
        };
        Self { reading, age_then, ..*self }
    }

    /// How old this is when another one that the same machine has is so old (milliseconds).
    pub(in crate::feed) fn age(&self, other: &Self, age_of_other: f64) -> f64 {
        age_of_other + (other.at - self.at) + (self.age_then - other.age_then)
    }
}

/// The status at one moment.
///
/// ```
/// use secure_score::{Instant, Reading, Score, Status};
///
/// // An application that has the score shows it without a feed.
/// let (score, time) = (Score::new(640.0).unwrap(), Instant::parse("2026-11-30T09:00:00Z").unwrap());
/// let an_hour_ago = Status::of(Some(Reading { score, time }), 3_600_000.0, None);
/// assert!(an_hour_ago.failure.is_none());
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Status {
    /// The last good answer.
    pub last_good: Option<Rc<LastGood>>,
    /// How old that is, in milliseconds.
    pub age: f64,
    /// The failure since.
    pub failure: Option<Rc<Failure>>,
    /// Whether an attempt is under way. (Renewing a token in good time is not an attempt.)
    pub busy: bool,
    /// Whether there is no way to ask, for want of a token.
    pub lacks_token: bool,
    /// When the next attempt is planned, in milliseconds since 1970 by the reader's clock; none
    /// where none is.
    pub next_attempt: Option<f64>,
}

impl Status {
    /// The status where an error keeps anything from being asked.
    #[must_use]
    pub fn failed(error: Error) -> Self {
        Self {
            last_good: None,
            age: 0.0,
            failure: Some(Rc::new(error.into())),
            busy: false,
            lacks_token: false,
            next_attempt: None,
        }
    }

    /// The status of a program without a feed: a score of this age in milliseconds, a failure, or
    /// both.
    #[must_use]
    pub fn of(reading: Option<Reading>, age: f64, failure: Option<Failure>) -> Self {
        let last_good = reading.map(|reading| {
            let retrieved_at = reading.time.epoch_ms() + age;
            Rc::new(LastGood { reading, retrieved_at, at: 0.0, age_then: age })
        });
        Self { last_good, age, failure: failure.map(Rc::new), busy: false, lacks_token: false, next_attempt: None }
    }

    /// The state of a gauge that calls a score stale from this age on (milliseconds).
    #[must_use]
    pub fn state(&self, stale_after: f64) -> State {
        match (&self.failure, &self.last_good) {
            (Some(failure), _) => failure.error.state(),
            (None, _) if self.lacks_token => State::Idle,
            (None, Some(_)) if self.age >= stale_after => State::Stale,
            (None, Some(_)) => State::Ready,
            (None, None) => State::Loading,
        }
    }
}

impl Machine {
    fn next_attempt(&self) -> Option<f64> {
        let Activity::Waiting { due: Some(due) } = self.doing else { return None };
        let due = self.attempts.opens_at(due).unwrap_or(due);
        (self.may_ask() && self.has_way()).then(|| (self.clock.wall() + (due - self.clock.now())).round())
    }

    /// The status as of the last step.
    #[must_use]
    pub fn status(&self) -> Status {
        let age = self.last_good.as_ref().map_or(0.0, |last_good| self.clock.now() - last_good.at + last_good.age_then);
        Status {
            last_good: self.last_good.clone(),
            age,
            failure: self.failure.clone(),
            busy: matches!(self.doing, Activity::Sending { .. } | Activity::Asking { then: Then::Send, .. }),
            lacks_token: !self.has_way(),
            next_attempt: self.next_attempt(),
        }
    }
}
