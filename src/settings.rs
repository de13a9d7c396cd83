//! The element's attributes, from text to meaning.
//!
//! Pure: no browser type, and any text gives settings. What cannot be read falls back to its default, with a complaint
//! for the console.

#[cfg(test)]
mod tests;

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
pub struct InvalidAttribute {
    /// The attribute's name.
    pub attribute: &'static str,
    /// Its value.
    pub value: String,
    /// What was expected.
    pub expected: String,
    /// What is used instead.
    pub default: String,
}

impl InvalidAttribute {
    /// The attribute, its value, what was expected, and what is used instead.
    #[must_use]
    pub fn new(attribute: &'static str, value: &str, expected: &str, default: &str) -> Self {
        Self { attribute, value: value.to_owned(), expected: expected.to_owned(), default: default.to_owned() }
    }
}

impl fmt::Display for InvalidAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { attribute, value, expected, default } = self;
        // `write!` would make the compressed wasm 0.1 KB larger.
        let parts = [
            "secure-score-gauge: ",
            attribute,
            "=\"",
            value,
            "\" is not used: ",
            expected,
            ". The default is used: ",
            default,
            ".",
        ];
        parts.into_iter().try_for_each(|part| f.write_str(part))
    }
}

impl Settings {
    /// Reads the attributes.
    #[must_use]
    pub fn read(attributes: &Attributes) -> (Self, Vec<InvalidAttribute>) {
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
        let no_help = attributes.text(Attribute::HelpBase).is_some_and(|text| text.trim().is_empty());
        let help_base = read.attribute(
            Attribute::HelpBase,
            "expected a URL of http or https",
            "the widget's own help",
            web_address,
        );
        let settings = Self {
            metric,
            max,
            bands,
            target,
            format: format.unwrap_or_default(),
            heading: attributes.get(Attribute::Heading).map(ToOwned::to_owned),
            interval: interval.unwrap_or(Some(policy::DEFAULT_INTERVAL)),
            stale_after: stale_after.map_or(policy::DEFAULT_STALE_AFTER, |hours| hours * policy::HOUR),
            help_base: if no_help { HelpBase::None } else { help_base.map_or(HelpBase::Own, HelpBase::At) },
        };
        (settings, read.complaints)
    }
}

struct Reader<'a> {
    attributes: &'a Attributes,
    complaints: Vec<InvalidAttribute>,
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
                self.complaints.push(InvalidAttribute::new(attribute.name(), text, &expected.to_string(), default));
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

/// An address that may be relative, but if it names a scheme then that of the web: a link could run a script otherwise. No other
/// scheme that a browser follows begins with `http`.
fn web_address(text: &str) -> Option<String> {
    let names_scheme = text.bytes().find(|byte| matches!(byte, b':' | b'/' | b'?' | b'#')) == Some(b':');
    (!names_scheme || text.starts_with("http")).then(|| text.to_owned())
}

fn refresh_interval(text: &str) -> Option<Option<f64>> {
    if text == "off" { Some(None) } else { positive(text).and_then(policy::interval).map(Some) }
}
