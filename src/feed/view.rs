//! One subscriber's part of an answer: the organisation's score, or that of a device group.
//!
//! Gauges of different groups share a feed, and with it one request. So the feed keeps the whole
//! answer, and for each subscriber this turns what the machine says of it into what is true of that
//! part.

use std::rc::Rc;

use super::machine::{Access, LastGood, Report, Status};
use super::{Error, Failure};
use crate::score::{Answer, NoReading};

/// A subscriber's view of a feed's answers.
#[derive(Default)]
pub(super) struct View {
    group: Option<String>,
    /// The answer that was looked at last, as the machine has it.
    looked_at: Option<Rc<LastGood>>,
    /// The last good score of this part, and what is wrong with the part of the last answer.
    last_good: Option<Rc<LastGood>>,
    failure: Option<Rc<Failure>>,
    failures: u32,
}

impl View {
    pub(super) fn new(group: Option<String>) -> Self {
        Self { group, ..Self::default() }
    }

    /// Looks at an answer that is new, and tells what there is to show of it.
    pub(super) fn status(&mut self, mut status: Status, answer: Option<&Answer>, access: Access) -> Status {
        let Some(came) = status.last_good.take() else {
            *self = Self::new(self.group.take());
            return status;
        };
        if !self.looked_at.as_ref().is_some_and(|before| Rc::ptr_eq(before, &came)) {
            self.look(&came, answer, access);
        }
        status.age = self.last_good.as_ref().map_or(0.0, |shown| shown.age(&came, status.age));
        status.failure = status.failure.or_else(|| self.failure.clone());
        status.last_good = self.last_good.clone();
        status
    }

    fn look(&mut self, came: &Rc<LastGood>, answer: Option<&Answer>, access: Access) {
        self.looked_at = Some(Rc::clone(came));
        let reading = match answer {
            None => Ok(&came.reading),
            Some(answer) => answer.reading(self.group.as_deref()),
        };
        match reading {
            Ok(reading) => {
                let is_it = *reading == came.reading;
                self.last_good = Some(if is_it { Rc::clone(came) } else { Rc::new(came.of(reading.clone(), access)) });
                self.failure = None;
                self.failures = 0;
            }
            Err(missing) => {
                self.failure = Some(Rc::new(error(missing).into()));
                self.failures = self.failures.saturating_add(1);
            }
        }
    }

    /// A report of the machine as this subscriber hears it, once [`View::status`] has looked at the
    /// answer.
    pub(super) fn report(&self, report: Option<&Report>) -> Option<Report> {
        match (report?, &self.last_good) {
            (Report::Loaded(came), last_good) => {
                Some(self.failed().unwrap_or_else(|| Report::Loaded(Rc::clone(last_good.as_ref().unwrap_or(came)))))
            }
            (report, _) => Some(report.clone()),
        }
    }

    /// The fault of this part of the last answer, as a report.
    pub(super) fn failed(&self) -> Option<Report> {
        self.failure.as_ref().map(|failure| Report::Failed(Rc::clone(failure), self.failures))
    }
}

fn error(missing: NoReading) -> Error {
    match missing {
        NoReading::UnknownGroup => Error::NotFound,
        NoReading::Invalid(error) => Error::InvalidResponse(error),
    }
}
