//! A series of past scores with one point per day.

use std::cmp::Ordering;
use std::rc::Rc;

use super::MAX_DAYS;
use crate::score::{Instant, Reading};

/// On which day of the reader's calendar an instant lies: the number grows by one from each day to
/// the next.
pub type Calendar<'a> = &'a dyn Fn(&Instant) -> i32;

/// One past score.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The score and its time.
    pub reading: Reading,
    /// Something that happened then, in the words of whoever published the point.
    pub note: Option<Rc<str>>,
}

impl From<Reading> for Point {
    fn from(reading: Reading) -> Self {
        Self { reading, note: None }
    }
}

impl Point {
    /// The later of two points of one day is the greater one. What is equally late is ordered all
    /// the same, so that the order in which points come does not matter.
    fn order(&self, other: &Self) -> Ordering {
        let (ours, theirs) = (&self.reading, &other.reading);
        (ours.time.epoch_ms().total_cmp(&theirs.time.epoch_ms()))
            .then_with(|| ours.score.points().total_cmp(&theirs.score.points()))
            .then_with(|| ours.time.as_str().cmp(theirs.time.as_str()))
            .then_with(|| self.note.cmp(&other.note))
    }
}

/// Past scores: at most one per day, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History(Vec<(i32, Point)>);

impl History {
    /// The points of a list in any order. Of the points of one day the latest stays.
    #[must_use]
    pub fn new(points: impl IntoIterator<Item = Point>, calendar: Calendar<'_>) -> Self {
        let mut history = Self::default();
        for point in points {
            history.insert(calendar(&point.reading.time), point);
        }
        history
    }

    fn insert(&mut self, day: i32, point: Point) {
        match self.0.binary_search_by(|(other, _)| other.cmp(&day)) {
            Ok(at) => {
                if let Some((_, known)) = self.0.get_mut(at).filter(|(_, known)| known.order(&point).is_lt()) {
                    *known = point;
                }
            }
            Err(at) => self.0.insert(at, (day, point)),
        }
    }

    /// The points of both, of which the newest [`MAX_DAYS`] stay.
    ///
    /// Neither the order of the two nor a repetition changes what comes out.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (day, point) in other.0 {
            self.insert(day, point);
        }
        let surplus = self.0.len().saturating_sub(MAX_DAYS);
        self.0.drain(..surplus);
        self
    }

    /// Leaves out what is no past of this day: points that lie [`MAX_DAYS`] or more before it, or
    /// more than a day after it.
    ///
    /// A clock that is wrong writes a score of the future, which must neither make all others old
    /// nor stay. So the earlier of the day and `today` tells what is too old, and the later what is
    /// too new.
    #[must_use]
    pub fn settled(mut self, day: i32, today: i32) -> Self {
        let (first, last) = (day.min(today), day.max(today).saturating_add(1));
        self.0.retain(|(day, _)| is_recent(*day, first) && *day <= last);
        self
    }

    /// The points with their days, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i32, &Point)> {
        self.0.iter().map(|(day, point)| (*day, point))
    }

    /// The latest point that is not later than a reading, its own day included: the last that was
    /// known before it.
    #[must_use]
    pub fn latest_until(&self, reading: &Reading) -> Option<&Point> {
        let until = reading.time.epoch_ms();
        self.0.iter().rev().map(|(_, point)| point).find(|point| point.reading.time.epoch_ms() <= until)
    }
}

/// Whether a day belongs to the past of another day.
pub(super) fn is_recent(day: i32, today: i32) -> bool {
    i32::try_from(MAX_DAYS).is_ok_and(|days| day > today.saturating_sub(days))
}
