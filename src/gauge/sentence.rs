//! A score in words.

use super::GaugeProps;
use crate::feed::{LastGood, State};
use crate::score::{Bands, Metric, Score};
use crate::settings::Format;
use crate::text::Key;

impl GaugeProps {
    /// The name of the gauge.
    pub(super) fn name(&self) -> String {
        let own = self.heading.as_ref().map(|heading| heading.as_str().to_owned());
        own.unwrap_or_else(|| self.words.text(self.metric_name()))
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
            Format::Points => self.formats.number(points, self.scale.max()),
            Format::Percent => self.formats.percent(points / self.scale.max()),
        }
    }

    /// “340 of 1,000 points”, or “34% of 1,000 points”.
    pub(super) fn value_on_scale(&self, score: Score) -> String {
        let figure = self.figure(score.points());
        match self.format {
            Format::Percent => self.on_scale(&self.words.fill(Key::PercentValue, &[("value", &figure)])),
            Format::Points => self.on_scale(&figure),
        }
    }

    /// “of 1,000 points”: what a sentence about the value says beside it.
    pub(super) fn rest_of_scale(&self) -> String {
        self.on_scale("").trim().to_owned()
    }

    fn on_scale(&self, value: &str) -> String {
        let max = self.formats.number(self.scale.max(), self.scale.max());
        self.words.fill(Key::ValueOf, &[("value", value), ("max", &max), ("unit", &self.unit())])
    }

    /// “points”, as the scale's maximum has it.
    pub(super) fn unit(&self) -> String {
        self.words.points(&self.formats.plural(self.scale.max()))
    }

    /// The name of a band, as a text of the card.
    pub(super) fn band_name(&self, name: &str) -> String {
        self.words.fill(Key::Band, &[("band", name)])
    }

    /// “400 to 700”.
    pub(super) fn range(&self, start: f64, end: f64) -> String {
        self.words.fill(Key::Scale, &[("min", &self.figure(start)), ("max", &self.figure(end))])
    }

    /// “Target 700”.
    pub(super) fn target(&self) -> Option<String> {
        let target = self.figure(self.scale.target()?);
        Some(self.words.fill(Key::Target, &[("target", &target)]))
    }

    /// “As of 3 Dec 2019, 10:15”.
    pub(super) fn as_of(&self, last_good: &LastGood) -> String {
        self.words.fill(Key::AsOf, &[("time", &self.formats.time(last_good.reading.time.epoch_ms()))])
    }

    /// “340 of 1,000 points, Low, Target 700, As of 3 Dec 2019, 10:15”: everything that the card says of a score.
    pub(super) fn sentence(&self, last_good: &LastGood) -> String {
        let score = last_good.reading.score;
        let stale = (self.state == State::Stale).then(|| self.words.text(Key::Stale));
        let parts = [
            Some(self.value_on_scale(score)),
            self.scale.band(score).map(|name| self.band_name(name)),
            self.target(),
            Some(self.as_of(last_good)),
            stale,
        ];
        let separator = self.words.text(Key::ListSeparator);
        let all = parts.into_iter().flatten().reduce(|all, part| [&*all, &separator, &part].concat());
        all.unwrap_or_default()
    }

    /// Everything that the card says of its score, in one sentence; nothing without a score.
    #[must_use]
    pub fn summary(&self) -> Option<String> {
        self.status.last_good.as_deref().map(|last_good| self.sentence(last_good))
    }

    /// The exposure score's bands have names in the page's language.
    #[must_use]
    pub fn documented_bands(metric: Metric, words: &crate::text::Texts) -> Bands {
        let [low, medium, high] = [Key::BandLow, Key::BandMedium, Key::BandHigh].map(|key| words.text(key));
        Bands::documented(metric, &low, &medium, &high)
    }
}
