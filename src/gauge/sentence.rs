//! A score in words.

use super::GaugeProps;
use crate::score::{Bands, Metric, Score};
use crate::settings::Format;
use crate::text::Key;

impl GaugeProps {
    /// The name of the gauge.
    pub(super) fn name(&self) -> String {
        self.heading.as_ref().map_or_else(|| self.words.text(self.metric_name()), ToString::to_string)
    }

    fn metric_name(&self) -> Key {
        match self.metric {
            Metric::SecureScore => Key::ProductSecureScore,
            Metric::ExposureScore => Key::ProductExposureScore,
        }
    }

    /// So many points as the host wants them written.
    pub(super) fn figure(&self, points: f64) -> String {
        match self.format {
            Format::Points => self.formats.number(points),
            Format::Percent => self.formats.percent(points / self.scale.max()),
        }
    }

    /// “340 of 1,000 points”, or “34%”.
    pub(super) fn value_on_scale(&self, score: Score) -> String {
        let value = self.figure(score.points());
        match self.format {
            Format::Percent => self.words.fill(Key::PercentValue, &[("value", &value)]),
            Format::Points => self.words.fill(
                Key::ValueOf,
                &[("value", &value), ("max", &self.figure(self.scale.max())), ("unit", &self.unit())],
            ),
        }
    }

    /// “points”, as the scale's maximum has it.
    pub(super) fn unit(&self) -> String {
        self.words.points(&self.formats.plural(self.scale.max()))
    }

    /// The name of the band that a score falls into.
    pub(super) fn band(&self, score: Score) -> Option<String> {
        let name = self.scale.band(score)?;
        Some(self.words.fill(Key::Band, &[("band", name)]))
    }

    /// “Target 700”.
    pub(super) fn target(&self) -> Option<String> {
        let target = self.figure(self.scale.target()?);
        Some(self.words.fill(Key::Target, &[("target", &target)]))
    }

    /// “340 of 1,000 points, Low, Target 700”: everything that the dial says.
    pub(super) fn sentence(&self, score: Score) -> String {
        let parts = [Some(self.value_on_scale(score)), self.band(score), self.target()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(&self.words.text(Key::ListSeparator))
    }

    /// The exposure score's bands have names in the page's language.
    pub(crate) fn documented_bands(metric: Metric, words: &crate::text::Words) -> Bands {
        let [low, medium, high] = [Key::BandLow, Key::BandMedium, Key::BandHigh].map(|key| words.text(key));
        Bands::documented(metric, &low, &medium, &high)
    }
}
