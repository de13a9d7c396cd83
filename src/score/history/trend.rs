//! The past of the score on show: what is drawn, compared and exported.

use std::rc::Rc;

use super::series::is_recent;
use super::{Calendar, History, Point};
use crate::score::{Instant, Reading};

/// One day of a trend.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// The day: see [`Calendar`].
    pub day: i32,
    /// The score and its time.
    pub reading: Reading,
    /// A mark with its text.
    pub note: Option<Rc<str>>,
}

/// One dot per day, oldest first, and the score on show last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend(Vec<Dot>);

/// How the score on show differs from the latest one of an earlier day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delta<'a> {
    /// The difference in points; below zero where the score fell.
    pub points: f64,
    /// The time of the earlier score.
    pub since: &'a Instant,
}

/// How far a score got worse.
#[derive(Clone, Debug, PartialEq)]
pub struct Fall {
    /// By this many points, above zero.
    pub points: f64,
    /// From this score on.
    pub from: Reading,
}

impl Trend {
    /// The past of a score: of its own day it is the only dot, and points that are later than it
    /// are left out.
    #[must_use]
    pub fn new(history: &History, on_show: &Reading, calendar: Calendar<'_>) -> Self {
        let (today, now) = (calendar(&on_show.time), on_show.time.epoch_ms());
        let is_past =
            |day: i32, point: &Point| day < today && is_recent(day, today) && point.reading.time.epoch_ms() < now;
        let past = history.iter().filter(|(day, point)| is_past(*day, point));
        let mut dots: Vec<Dot> = past.map(|(day, point)| Dot::new(day, point)).collect();
        let note = history.iter().find(|(day, _)| *day == today).and_then(|(_, point)| point.note.clone());
        dots.push(Dot { day: today, reading: on_show.clone(), note });
        Self(dots)
    }

    /// The dots, oldest first.
    #[must_use]
    pub fn dots(&self) -> &[Dot] {
        &self.0
    }

    /// The change since the latest dot of an earlier day; none where there is no such dot.
    #[must_use]
    pub fn delta(&self) -> Option<Delta<'_>> {
        let (on_show, past) = self.0.split_last()?;
        let before = &past.last()?.reading;
        Some(Delta { points: on_show.reading.score.points() - before.score.points(), since: &before.time })
    }

    /// How far the score on show is below the highest one of the days before it, or where lower is
    /// better above the lowest one; none where it is not. Of equal ones the latest counts, so that
    /// the next day finds the same.
    #[must_use]
    pub fn fall(&self, days: u32, lower_is_better: bool) -> Option<Fall> {
        let (on_show, past) = self.0.split_last()?;
        let first = on_show.day.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX));
        let points = |dot: &Dot| if lower_is_better { -dot.reading.score.points() } else { dot.reading.score.points() };
        let best = past
            .iter()
            .filter(|dot| dot.day >= first)
            .reduce(|best, dot| if points(dot) >= points(best) { dot } else { best })?;
        let fall = points(best) - points(on_show);
        (fall > 0.0).then(|| Fall { points: fall, from: best.reading.clone() })
    }
}

impl Dot {
    fn new(day: i32, point: &Point) -> Self {
        Self { day, reading: point.reading.clone(), note: point.note.clone() }
    }
}
