//! The element's attributes, from text to meaning.
//!
//! Pure: no browser type, and any text gives settings. What cannot be read falls back to its default, with a complaint
//! for the console.

use std::fmt;

use crate::feed::policy;
use crate::score::{Amount, Bands, Metric, plain_number};

macro_rules! attributes {
    ($($(#[$doc:meta])* $attribute:ident $name:literal;)*) => {
        /// An attribute that the element observes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Attribute {
            $($(#[$doc])* $attribute,)*
        }

        impl Attribute {
            /// Every attribute.
            pub const ALL: &[Self] = &[$(Self::$attribute),*];

            /// The name in HTML.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$attribute => $name,)* }
            }
        }
    };
}

attributes! {
    /// The root of the API.
    ApiBase "api-base";
    /// A published snapshot file.
    Src "src";
    /// Which number is shown.
    Metric "metric";
    /// The full scale.
    Max "max";
    /// Named ranges.
    Bands "bands";
    /// A mark on the arc.
    Target "target";
    /// How the value is written.
    Format "format";
    /// The visible name.
    Heading "heading";
    /// Minutes between requests.
    RefreshInterval "refresh-interval";
    /// Hours until a score is stale.
    StaleAfter "stale-after";
    /// The zone of the timestamp.
    TimeZone "time-zone";
    /// Where an error's link leads.
    HelpBase "help-base";
}

/// The root of the API where the host names none.
pub const DEFAULT_API_BASE: &str = "https://api.securitycenter.microsoft.com";

/// The texts of the attributes that are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(Vec<(&'static str, String)>);

impl Attributes {
    /// Sets an attribute, or removes it. Names that are none are passed over.
    pub fn set(&mut self, name: &str, value: Option<String>) {
        let Some(attribute) = Attribute::ALL.iter().find(|attribute| attribute.name() == name) else { return };
        self.0.retain(|(known, _)| *known != name);
        self.0.extend(value.map(|value| (attribute.name(), value)));
    }

    /// The text of an attribute that is set and not blank.
    #[must_use]
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        self.text(attribute).map(str::trim).filter(|text| !text.is_empty())
    }

    fn text(&self, attribute: Attribute) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == attribute.name()).map(|(_, value)| value.as_str())
    }
}

/// How a value is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// In points.
    #[default]
    Points,
    /// In percent of the scale's maximum.
    Percent,
}

/// Where the link of an error leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HelpBase {
    /// To the widget's own documentation.
    #[default]
    Own,
    /// Nowhere: there is no link.
    None,
    /// To a page of the host's, which has the error's code as an anchor.
    At(String),
}

/// What the attributes mean. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Which number is shown.
    pub metric: Metric,
    /// The full scale in points.
    pub max: f64,
    /// Named ranges; none for the metric's documented ones.
    pub bands: Option<Bands>,
    /// The mark on the arc.
    pub target: Option<Amount>,
    /// How the value is written.
    pub format: Format,
    /// The visible name; none for the product's.
    pub heading: Option<String>,
    /// Time between requests; none for no requests but the first and those asked for.
    pub interval: Option<f64>,
    /// The age from which on a score is stale.
    pub stale_after: f64,
    /// Where the link of an error leads.
    pub help_base: HelpBase,
}

/// An attribute that cannot be read, and is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The attribute's name.
    pub attribute: &'static str,
    /// Its value.
    pub value: String,
    /// What was expected.
    pub expected: String,
    /// What is used instead.
    pub default: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { attribute, value, expected, default } = self;
        write!(
            f,
            "secure-score-gauge: {attribute}=\"{value}\" is not used: {expected}. The default is used: {default}."
        )
    }
}

impl Settings {
    /// Reads the attributes.
    #[must_use]
    pub fn read(attributes: &Attributes) -> (Self, Vec<Complaint>) {
        let mut read = Reader { attributes, complaints: Vec::new() };
        let metric =
            read.attribute(Attribute::Metric, "expected secure-score or exposure-score", "secure-score", Metric::named);
        let metric = metric.unwrap_or_default();
        let max_default = if metric == Metric::SecureScore { "1000" } else { "100" };
        let max = read.attribute(Attribute::Max, "expected a number above 0, such as 1000", max_default, positive);
        let max = max.unwrap_or(metric.default_max());
        let bands = read.fallible(Attribute::Bands, "none", |text| Bands::parse(text, max));
        let target = read.fallible(Attribute::Target, "none", |text| Amount::parse(text, max));
        let format = read.attribute(Attribute::Format, "expected points or percent", "points", format_named);
        let interval =
            read.attribute(Attribute::RefreshInterval, "expected minutes from 1 on, or off", "60", refresh_interval);
        let stale_after = read.attribute(Attribute::StaleAfter, "expected hours above 0, such as 24", "24", positive);
        let help_base = match attributes.text(Attribute::HelpBase).map(str::trim) {
            None => HelpBase::Own,
            Some("") => HelpBase::None,
            Some(url) => HelpBase::At(url.to_owned()),
        };
        let settings = Self {
            metric,
            max,
            bands,
            target,
            format: format.unwrap_or_default(),
            heading: attributes.get(Attribute::Heading).map(ToOwned::to_owned),
            interval: interval.unwrap_or(Some(policy::DEFAULT_INTERVAL)),
            stale_after: stale_after.map_or(policy::DEFAULT_STALE_AFTER, |hours| hours * policy::HOUR),
            help_base,
        };
        (settings, read.complaints)
    }
}

struct Reader<'a> {
    attributes: &'a Attributes,
    complaints: Vec<Complaint>,
}

impl Reader<'_> {
    fn attribute<T>(
        &mut self,
        attribute: Attribute,
        expected: &str,
        default: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        self.fallible(attribute, default, |text| parse(text).ok_or(expected))
    }

    fn fallible<T, E: ToString>(
        &mut self,
        attribute: Attribute,
        default: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.attributes.get(attribute)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(expected) => {
                self.complaints.push(Complaint {
                    attribute: attribute.name(),
                    value: text.to_owned(),
                    expected: expected.to_string(),
                    default: default.to_owned(),
                });
                None
            }
        }
    }
}

fn positive(text: &str) -> Option<f64> {
    plain_number(text).filter(|number| *number > 0.0)
}

fn format_named(text: &str) -> Option<Format> {
    match text {
        "points" => Some(Format::Points),
        "percent" => Some(Format::Percent),
        _ => None,
    }
}

fn refresh_interval(text: &str) -> Option<Option<f64>> {
    if text == "off" { Some(None) } else { positive(text).and_then(policy::interval).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(name: &str, value: &str) -> (Settings, Vec<Complaint>) {
        let mut attributes = Attributes::default();
        attributes.set(name, Some(value.to_owned()));
        Settings::read(&attributes)
    }

    fn defaults() -> Settings {
        Settings::read(&Attributes::default()).0
    }

    #[test]
    fn what_cannot_be_read_is_the_default_with_one_complaint() {
        for (name, value, default) in [
            ("max", "abc", "1000"),
            ("max", "0", "1000"),
            ("max", "-5", "1000"),
            ("max", "50%", "1000"),
            ("metric", "score", "secure-score"),
            ("bands", "Low, High", "none"),
            ("target", "much", "none"),
            ("format", "Percent", "points"),
            ("refresh-interval", "0.5", "60"),
            ("refresh-interval", "never", "60"),
            ("stale-after", "0", "24"),
        ] {
            let (settings, complaints) = read(name, value);
            assert_eq!(settings, defaults(), "{name}={value}");
            let [complaint] = complaints.as_slice() else { panic!("{name}={value}: {complaints:?}") };
            assert_eq!(
                (complaint.attribute, complaint.value.as_str(), complaint.default.as_str()),
                (name, value, default)
            );
        }
    }

    #[test]
    fn numbers_too_large_to_be_computed_with_are_the_default_with_one_complaint() {
        let (largest, too_large) = (format!("1{}", "0".repeat(308)), "9".repeat(309));
        for (name, value, default) in [
            ("max", too_large.clone(), "1000"),
            ("target", too_large.clone(), "none"),
            ("target", format!("{too_large}%"), "none"),
            ("target", format!("{largest}%"), "none"),
            ("bands", format!("0 Low, {too_large} High"), "none"),
            ("bands", format!("0 Low, {largest}% High"), "none"),
            ("refresh-interval", largest, "60"),
        ] {
            let (settings, complaints) = read(name, &value);
            assert_eq!(settings, defaults(), "{name}={value}");
            let [complaint] = complaints.as_slice() else { panic!("{name}={value}: {complaints:?}") };
            assert_eq!((complaint.attribute, complaint.default.as_str()), (name, default));
        }
    }

    #[test]
    fn what_can_be_read_is_used() {
        assert_eq!(read("max", "100").0.max, 100.0);
        assert_eq!(read("max", " 1500.5 ").0.max, 1500.5);
        assert_eq!(read("metric", "exposure-score").0.max, 100.0);
        assert_eq!(read("target", "70%").0.target, Some(Amount::Percent(70.0)));
        assert_eq!(read("format", "percent").0.format, Format::Percent);
        assert_eq!(read("refresh-interval", "off").0.interval, None);
        assert_eq!(read("refresh-interval", "1").0.interval, Some(policy::MINUTE));
        assert_eq!(read("stale-after", "0.5").0.stale_after, policy::HOUR / 2.0);
        assert_eq!(read("heading", "Ours").0.heading.as_deref(), Some("Ours"));
        assert_eq!(read("help-base", "").0.help_base, HelpBase::None);
        assert_eq!(read("help-base", "/help").0.help_base, HelpBase::At("/help".into()));
        assert_eq!(read("bands", "0 Low, 50% High").0.bands.map(|bands| bands.len()), Some(2));
    }

    #[test]
    fn blank_and_unknown_attributes_are_as_good_as_none() {
        for name in
            ["max", "metric", "bands", "target", "format", "heading", "refresh-interval", "stale-after", "onclick"]
        {
            assert_eq!(read(name, " "), (defaults(), vec![]), "{name}");
        }
    }

    #[test]
    fn a_removed_attribute_is_gone() {
        let mut attributes = Attributes::default();
        attributes.set("max", Some("5".into()));
        attributes.set("max", Some("6".into()));
        attributes.set("max", None);
        assert_eq!(attributes, Attributes::default());
    }

    #[test]
    fn a_complaint_teaches() {
        let (_, complaints) = read("max", "abc");
        assert_eq!(
            complaints[0].to_string(),
            "secure-score-gauge: max=\"abc\" is not used: expected a number above 0, such as 1000. The default is used: 1000."
        );
    }

    proptest! {
        #[test]
        fn any_text_gives_settings(at in 0..Attribute::ALL.len(), value in "\\PC{0,60}") {
            let (settings, complaints) = read(Attribute::ALL[at].name(), &value);
            prop_assert!(settings.max > 0.0 && settings.max.is_finite());
            prop_assert!(settings.stale_after > 0.0);
            prop_assert!(complaints.len() <= 1);
        }

        #[test]
        fn any_scale_has_numbers_alone(max in "[0-9]{1,320}", start in "[0-9]{1,320}%?", target in "[0-9]{1,320}%?") {
            let mut attributes = Attributes::default();
            for (name, value) in [("max", max), ("bands", format!("{start} High")), ("target", target)] {
                attributes.set(name, Some(value));
            }
            let (settings, complaints) = Settings::read(&attributes);
            prop_assert!(complaints.len() <= 3);
            prop_assert!(settings.max.is_finite() && settings.max > 0.0);
            prop_assert!(settings.target.is_none_or(|target| target.on(settings.max).is_finite()));
            let bands = settings.bands.unwrap_or_default();
            prop_assert!(bands.iter().all(|band| band.start.on(settings.max).is_finite()));
        }
    }
}
