//! The scale that a score stands on.

use super::{Amount, Bands, Score};

/// From zero to a maximum, with named ranges and a target.
///
/// ```
/// use secure_score::{Amount, Bands, Scale};
///
/// let scale = Scale::new(1000.0, Bands::parse("0 Low, 40% Fair", 1000.0)?, Some(Amount::Percent(80.0)));
/// assert_eq!(scale.target(), Some(800.0));
/// # Ok::<(), secure_score::BandsError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    max: f64,
    bands: Bands,
    target: Option<Amount>,
}

impl Scale {
    /// A scale from 0 to `max` points. A maximum that is no positive finite number becomes 1, and a
    /// target that is no finite number of points is none.
    #[must_use]
    pub fn new(max: f64, bands: Bands, target: Option<Amount>) -> Self {
        let max = if max.is_finite() && max > 0.0 { max } else { 1.0 };
        let target = target.filter(|target| target.on(max).is_finite());
        Self { max, bands, target }
    }

    /// The full scale in points.
    #[must_use]
    pub fn max(&self) -> f64 {
        self.max
    }

    /// The named ranges.
    #[must_use]
    pub fn bands(&self) -> &Bands {
        &self.bands
    }

    /// The name of the range that a score falls into.
    #[must_use]
    pub fn band(&self, score: Score) -> Option<&str> {
        self.bands.at(score.points(), self.max).map(|(_, band)| band.name.as_str())
    }

    /// The target in points.
    #[must_use]
    pub fn target(&self) -> Option<f64> {
        self.target.map(|target| target.on(self.max))
    }

    /// Where this many points stand, from 0 (empty) to 1 (full); beyond the scale it is full.
    #[must_use]
    pub fn fraction(&self, points: f64) -> f64 {
        self.clamp(points) / self.max
    }

    /// Points, clamped into the scale.
    #[must_use]
    pub fn clamp(&self, points: f64) -> f64 {
        // Not `f64::clamp`: the text of its panic links the printing of floats into the wasm.
        points.min(self.max).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Amount, Bands, Scale, Score};

    #[test]
    fn a_fraction_ends_where_the_scale_does() {
        let scale = Scale::new(1000.0, Bands::default(), None);
        for (points, expected) in
            [(0.0, 0.0), (340.0, 0.34), (1000.0, 1.0), (1001.0, 1.0), (f64::MAX, 1.0), (-1.0, 0.0)]
        {
            assert_eq!(scale.fraction(points), expected, "{points}");
        }
        for (max, points, expected) in [
            (0.001, 0.000_34, 0.34),
            (1e-300, 5e-301, 0.5),
            (1e-300, 1e300, 1.0),
            (1e300, 1e299, 0.1),
            (f64::MAX, f64::MAX, 1.0),
            (f64::MAX, 1.0, 0.0),
        ] {
            let fraction = Scale::new(max, Bands::default(), None).fraction(points);
            assert!((fraction - expected).abs() < 1e-9, "{points} on {max}: {fraction}");
        }
    }

    #[test]
    fn bands_and_target_are_in_points() {
        let bands = Bands::parse("0 Low, 40% Fair", 500.0).unwrap();
        let scale = Scale::new(500.0, bands, Some(Amount::Percent(80.0)));
        assert_eq!(scale.target(), Some(400.0));
        assert_eq!(Score::new(199.0).and_then(|score| scale.band(score)), Some("Low"));
        assert_eq!(Score::new(200.0).and_then(|score| scale.band(score)), Some("Fair"));
    }

    #[test]
    fn a_target_without_a_place_is_none() {
        for (max, target, expected) in [
            (1000.0, Amount::Percent(1e308), None),
            (f64::MAX, Amount::Percent(70.0), None),
            (1000.0, Amount::Points(f64::INFINITY), None),
            (1000.0, Amount::Points(f64::NAN), None),
            (f64::MAX, Amount::Points(f64::MAX), Some(f64::MAX)),
            (1e-300, Amount::Percent(70.0), Some(7e-301)),
        ] {
            let scale = Scale::new(max, Bands::default(), Some(target));
            assert_eq!(scale.target(), expected, "{target:?} of {max}");
        }
    }

    #[test]
    fn a_senseless_maximum_does_not_divide_by_zero() {
        for max in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Scale::new(max, Bands::default(), None).max(), 1.0);
        }
    }
}
