//! A score, and a score together with the time of its reading.

use super::Instant;

/// A score in points: finite and not negative, for which the API documents no upper end.
///
/// ```
/// use secure_score::Score;
///
/// assert_eq!(Score::new(640.0).map(Score::points), Some(640.0));
/// assert_eq!(Score::new(-1.0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Score(f64);

impl Score {
    /// A score of this many points; `None` for a number that is not finite or below zero. Minus
    /// zero is zero.
    #[must_use]
    pub fn new(points: f64) -> Option<Self> {
        (points.is_finite() && points >= 0.0).then_some(Self(points + 0.0))
    }

    /// The score in points.
    #[must_use]
    pub fn points(self) -> f64 {
        self.0
    }
}

/// One good answer: the score and the instant that came with it.
///
/// ```
/// use secure_score::{Instant, Reading, Score};
///
/// let reading = Score::new(640.0).zip(Instant::parse("2026-11-30T09:00:00Z").ok());
/// let reading = reading.map(|(score, time)| Reading { score, time });
/// assert!(reading.is_some());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The score in points.
    pub score: Score,
    /// When the API was asked, by the API's own clock. (Not when the score was computed: the API
    /// does not say.)
    pub time: Instant,
}

#[cfg(test)]
mod tests {
    use super::Score;

    #[test]
    fn takes_what_the_api_can_mean_and_nothing_else() {
        for (points, expected) in [
            (340.0, Some(340.0)),
            (822.0, Some(822.0)),
            (0.0, Some(0.0)),
            (33.491_554_051_195_706, Some(33.491_554_051_195_706)),
            (1e300, Some(1e300)),
            (-0.1, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ] {
            assert_eq!(Score::new(points).map(Score::points), expected, "{points}");
        }
        assert!(Score::new(-0.0).is_some_and(|zero| zero.points().is_sign_positive()));
    }
}
