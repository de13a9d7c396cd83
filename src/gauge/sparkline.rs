//! Where the points of a trend stand on its line. Pure, and in whole numbers: to print a float
//! would link a printer of floats.
//!
//! The drawing is as wide as its days and as high as their values; the style sheet gives it its
//! size.

use crate::score::Scale;
use crate::score::history::{Dot, Trend};

/// How many days a line shows, the day of the score on show included.
pub const DAYS: i32 = 90;

/// From one day to the next.
const STEP: i32 = 100;

/// From the oldest day to that of the score on show.
pub const WIDTH: i32 = (DAYS - 1) * STEP;

/// From the highest value to the lowest.
pub const HEIGHT: i32 = 1000;

/// The drawing's coordinate system.
pub const VIEW_BOX: &str = "0 0 8900 1000";

/// One point of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// From the oldest day, which stands at the start edge.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// Its subject.
    pub dot: Dot,
}

/// A line of at least two points.
#[derive(Clone, Debug, PartialEq)]
pub struct Sparkline {
    /// The points, oldest first.
    pub spots: Vec<Spot>,
    low: f64,
    high: f64,
}

impl Sparkline {
    /// The line of a trend's last days; none where they have fewer than two points.
    #[must_use]
    pub fn new(trend: &Trend, scale: &Scale) -> Option<Self> {
        let last = trend.dots().last()?.day;
        let recent = trend.dots().iter().filter(|dot| last.saturating_sub(dot.day) < DAYS);
        let values = || recent.clone().map(|dot| dot.reading.score.points());
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
        // A little room above and below, and for a level line a band of the scale around it.
        let room = ((high - low) / 10.0).max(scale.max() / 200.0);
        let mut line = Self { spots: Vec::new(), low: low - room, high: high + room };
        line.spots = recent
            .clone()
            .map(|dot| Spot {
                x: DAYS.saturating_sub(1).saturating_sub(last.saturating_sub(dot.day)).saturating_mul(STEP),
                y: line.height(dot.reading.score.points()),
                dot: dot.clone(),
            })
            .collect();
        (line.spots.len() > 1).then_some(line)
    }

    fn height(&self, points: f64) -> i32 {
        let share = (self.high - points) / (self.high - self.low);
        (share * f64::from(HEIGHT) + 0.5).floor() as i32
    }

    /// Where this many points would stand, if that is between the top and the bottom.
    #[must_use]
    pub fn level(&self, points: f64) -> Option<i32> {
        (points > self.low && points < self.high).then(|| self.height(points))
    }

    /// The line as a path: from day to day, with a gap wherever a day is missing. A day between two
    /// gaps is a dot.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        let mut before: Option<&Spot> = None;
        for spot in &self.spots {
            let follows = before.is_some_and(|before| spot.x.saturating_sub(before.x) == STEP);
            if before.is_some() && !follows {
                path.push_str("h0");
            }
            path.extend([if follows { "L" } else { "M" }, &spot.x.to_string(), " ", &spot.y.to_string()]);
            before = Some(spot);
        }
        path.push_str("h0");
        path
    }

    /// The point closest to a share of the width, from 0 at the oldest day to 1.
    #[must_use]
    pub fn closest(&self, share: f64) -> Option<usize> {
        let x = (share * f64::from(WIDTH)) as i32;
        let spots = self.spots.iter().enumerate();
        spots.min_by_key(|(_, spot)| spot.x.saturating_sub(x).saturating_abs()).map(|(index, _)| index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::history::{History, Point};
    use crate::score::{Bands, Instant, Reading, Score};

    /// A trend of days, counted back from the last, and values.
    fn trend(points: &[(u32, f64)]) -> Trend {
        // A second stands for a day.
        let reading = |ago: u32, points: f64| {
            let second = 100 - ago;
            let time = Instant::parse(&format!("2026-01-01T00:{:02}:{:02}Z", second / 60, second % 60)).unwrap();
            Reading { score: Score::new(points).unwrap(), time }
        };
        let day = |time: &Instant| (time.epoch_ms() / 1000.0 - 1_767_225_600.0) as i32;
        let past = points.iter().map(|(ago, points)| Point::from(reading(*ago, *points)));
        let (ago, value) = *points.last().unwrap();
        Trend::new(&History::new(past, &day), &reading(ago, value), &day)
    }

    fn line(points: &[(u32, f64)]) -> Option<Sparkline> {
        Sparkline::new(&trend(points), &Scale::new(1000.0, Bands::default(), None))
    }

    #[test]
    fn days_have_a_place_and_gaps_none() {
        for (points, expected) in [
            (vec![(1, 500.0), (0, 500.0)], Some("M8800 500L8900 500h0")),
            (vec![(1, 500.0), (0, 600.0)], Some("M8800 917L8900 83h0")),
            (vec![(4, 500.0), (2, 500.0), (0, 500.0)], Some("M8500 500h0M8700 500h0M8900 500h0")),
            (vec![(89, 500.0), (88, 500.0), (1, 500.0), (0, 500.0)], Some("M0 500L100 500h0M8800 500L8900 500h0")),
            (vec![(90, 500.0), (0, 500.0)], None),
            (vec![(0, 500.0)], None),
        ] {
            assert_eq!(line(&points).map(|line| line.path()).as_deref(), expected, "{points:?}");
        }
        assert_eq!(Sparkline::new(&Trend::default(), &Scale::new(1.0, Bands::default(), None)), None);
    }

    #[test]
    fn levels_stand_between_top_and_bottom() {
        let line = line(&[(1, 500.0), (0, 600.0)]).unwrap();
        for (points, expected) in [(550.0, Some(500)), (489.0, None), (491.0, Some(992)), (610.0, None), (0.0, None)] {
            assert_eq!(line.level(points), expected, "{points}");
        }
    }

    #[test]
    fn the_closest_point_is_found() {
        let line = line(&[(89, 1.0), (88, 1.0), (10, 1.0), (0, 1.0)]).unwrap();
        for (share, expected) in
            [(0.0, 0), (-1.0, 0), (0.011, 1), (0.4, 1), (0.5, 2), (0.9, 2), (0.96, 3), (7.0, 3), (f64::NAN, 0)]
        {
            assert_eq!(line.closest(share), Some(expected), "{share}");
        }
    }
}
