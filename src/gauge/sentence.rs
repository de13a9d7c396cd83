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

    /// Points as the host wants them written.
    pub(super) fn figure(&self, points: f64) -> String {
        match self.format {
            Format::Points => self.formats.number(points, self.scale.max()),
            Format::Percent => self.formats.percent(points / self.scale.max()),
        }
    }

    /// Points in the other format: “34%”, or “340 points”.
    pub(super) fn other_format(&self, score: Score) -> String {
        match self.format {
            Format::Points => self.formats.percent(score.points() / self.scale.max()),
            Format::Percent => self.in_points(score.points()),
        }
    }

    /// A distance on the scale: “160 points”, or “16%”.
    pub(super) fn amount(&self, points: f64) -> String {
        match self.format {
            Format::Points => self.in_points(points),
            Format::Percent => self.figure(points),
        }
    }

    /// “160 points”
    fn in_points(&self, points: f64) -> String {
        let value = self.formats.number(points, self.scale.max());
        let unit = self.words.points(&self.formats.plural(points));
        self.words.fill(Key::Amount, &[("value", &value), ("unit", &unit)])
    }

    /// “340 of 1,000 points”, or “34%, 340 of 1,000 points”.
    pub(super) fn value_on_scale(&self, score: Score) -> String {
        match self.format {
            Format::Points => self.on_scale(&self.figure(score.points())),
            Format::Percent => {
                let separator = self.words.text(Key::ListSeparator);
                [&*self.figure(score.points()), &separator, &self.beside_figure(score)].concat()
            }
        }
    }

    /// The text below the figure: “of 1,000 points”, or “340 of 1,000 points” below a percentage.
    pub(super) fn beside_figure(&self, score: Score) -> String {
        match self.format {
            Format::Points => self.on_scale("").trim().to_owned(),
            Format::Percent => self.on_scale(&self.formats.number(score.points(), self.scale.max())),
        }
    }

    fn on_scale(&self, value: &str) -> String {
        let max = self.formats.number(self.scale.max(), self.scale.max());
        self.words.fill(Key::ValueOf, &[("value", value), ("max", &max), ("unit", &self.unit())])
    }

    /// “points”, as the scale's maximum has it.
    pub(super) fn unit(&self) -> String {
        self.words.of_points(&self.formats.plural(self.scale.max()))
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

    /// “160 points to target”, or “Target reached”.
    pub(super) fn aim(&self, score: Score) -> Option<String> {
        let distance = self.scale.target()? - score.points();
        let distance = if self.metric.lower_is_better() { -distance } else { distance };
        Some(if distance > 0.0 {
            self.words.fill(Key::ToTarget, &[("amount", &self.amount(distance))])
        } else {
            self.words.text(Key::TargetReached)
        })
    }

    /// “Scale: 0 to 1,000.”, and where that comes from.
    pub(super) fn about_scale(&self) -> String {
        let max = self.scale.max();
        let key = match self.metric {
            metric if max != metric.default_max() => Key::ScaleSet,
            Metric::SecureScore => Key::ScaleObserved,
            Metric::ExposureScore => Key::ScaleDocumented,
        };
        let [start, end] = [0.0, max].map(|points| self.formats.number(points, max));
        let scale = self.words.fill(Key::Scale, &[("min", &start), ("max", &end)]);
        self.words.fill(key, &[("scale", &scale), ("max", &end)])
    }

    /// The band of a score, by its place in the list.
    pub(super) fn band_at(&self, score: Score) -> Option<usize> {
        self.scale.bands().at(score.points(), self.scale.max()).map(|(index, _)| index)
    }

    /// The bands with their names and ranges, in order.
    pub(super) fn bands(&self) -> impl Iterator<Item = (usize, String, String)> {
        let max = self.scale.max();
        let ends = self.scale.bands().iter().skip(1).map(move |band| band.start.on(max)).chain([max]);
        self.scale
            .bands()
            .iter()
            .zip(ends)
            .enumerate()
            .map(move |(index, (band, end))| (index, self.band_name(&band.name), self.range(band.start.on(max), end)))
    }

    /// “Next try in 28 s”.
    pub(super) fn next_try(&self) -> Option<String> {
        Some(self.words.fill(Key::NextTry, &[("time", &self.formats.wait(self.next_try?))]))
    }

    /// How long ago the time of a score was, such as “1 hour ago”.
    pub(super) fn ago(&self, last_good: &LastGood) -> Option<String> {
        (!self.prerendered).then(|| self.formats.age(last_good.age_of_time(self.status.age)))
    }

    /// “As of 3 Dec 2019, 10:15”.
    pub(super) fn as_of(&self, last_good: &LastGood) -> String {
        self.words.fill(Key::AsOf, &[("time", &self.formats.time(last_good.reading.time.epoch_ms()))])
    }

    /// “340 of 1,000 points, Low, Target 700, As of 3 Dec 2019, 10:15”: everything that the card
    /// says of a score.
    pub(super) fn sentence(&self, last_good: &LastGood) -> String {
        let score = last_good.reading.score;
        let stale = (self.state == State::Stale).then(|| self.words.text(Key::Stale));
        let parts = [
            Some(self.value_on_scale(score)),
            self.scale.band(score).map(|name| self.band_name(name)),
            self.target(),
            self.trend.delta().map(|change| self.change(&change)),
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
