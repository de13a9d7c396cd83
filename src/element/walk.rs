//! A reader's walk along the trend, from point to point.

use std::cell::Cell;

use crate::gauge::sparkline::Sparkline;

/// The point that a reader looks at, by its place on the line, and the one where the reader stayed.
#[derive(Default)]
pub(super) struct Walk {
    at: Cell<Option<usize>>,
    rested: Cell<Option<usize>>,
}

impl Walk {
    /// The point in view.
    pub(super) fn at(&self) -> Option<usize> {
        self.at.get()
    }

    /// The point in view, once the reader has stayed there.
    pub(super) fn rested(&self) -> Option<usize> {
        self.rested.get()
    }

    /// Goes to the point closest to a share of the line's width. Tells whether that is another one.
    pub(super) fn go_to(&self, share: f64, line: Option<&Sparkline>) -> bool {
        self.look_at(line.and_then(|line| line.closest(share)))
    }

    /// Goes this number of points on, or back, from the point in view or else from the last; 0 is
    /// away from the line. Tells whether that is another one.
    pub(super) fn step(&self, points: f64, line: Option<&Sparkline>) -> bool {
        let last = line.and_then(|line| line.spots.len().checked_sub(1)).filter(|_| points != 0.0);
        self.look_at(last.map(|last| {
            let now = self.at.get().unwrap_or(last).min(last) as f64;
            (now + points).max(0.0).min(last as f64) as usize
        }))
    }

    /// Stays where the walk is.
    pub(super) fn rest(&self) {
        self.rested.set(self.at.get());
    }

    fn look_at(&self, point: Option<usize>) -> bool {
        if point.is_none() {
            self.rested.set(None);
        }
        self.at.replace(point) != point
    }
}
