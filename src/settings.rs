//! The element's attributes, from text to meaning.
//!
//! Pure: no browser type, and any text gives settings. An invalid value falls back to its default,
//! with one line for the console. [`Attribute`] is the table of names and defaults, from which the
//! script's own table is generated.

mod action;
mod attribute;
mod drop_alert;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod generated;
mod history;
mod invalid;
mod link;
#[cfg(test)]
mod tests;

use crate::feed::policy;
use crate::score::{Amount, Bands, Metric, plain_number};

pub use action::Action;
pub use attribute::{Attribute, DEFAULT_API_BASE, DEFAULT_PORTAL, Kind};
pub use drop_alert::DropAlert;
pub use history::History;
pub use invalid::InvalidAttribute;
pub use link::Link;

/// The texts of the attributes that are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(Vec<(Attribute, String)>);

impl Attributes {
    /// Sets an attribute, or removes it. Unknown names are ignored.
    pub fn set(&mut self, name: &str, value: Option<String>) {
        let Some(attribute) = Attribute::ALL.iter().find(|attribute| attribute.name() == name) else { return };
        self.0.retain(|(known, _)| known != attribute);
        self.0.extend(value.map(|value| (*attribute, value)));
    }

    /// The text of an attribute that is set and not blank.
    #[must_use]
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        self.text(attribute).map(str::trim_ascii).filter(|text| !text.is_empty())
    }

    /// The text of an attribute that is set, as it is.
    fn text(&self, attribute: Attribute) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == attribute).map(|(_, value)| value.as_str())
    }
}

/// How a value is written.
///
/// ```
/// let props = yew::props!(secure_score::GaugeProps {
///     status: secure_score::Status::of(None, 0.0, None),
///     format: secure_score::Format::Percent,
/// });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// In points.
    #[default]
    Points,
    /// In percent of the scale's maximum.
    Percent,
}

/// The colour of the arc.
///
/// ```
/// let props = yew::props!(secure_score::GaugeProps {
///     status: secure_score::Status::of(None, 0.0, None),
///     arc: secure_score::ArcColor::Band,
/// });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArcColor {
    /// The accent colour.
    #[default]
    Accent,
    /// The colour of the band in which the value stands.
    Band,
}

/// The meaning of the attributes. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The root of the API; none for [`DEFAULT_API_BASE`].
    pub api_base: Option<String>,
    /// A published file to read in place of the API.
    pub src: Option<String>,
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
    /// Where past scores come from.
    pub history: History,
    /// The device group whose score is shown; none for the organisation's. Only the exposure score
    /// has groups.
    pub group: Option<String>,
    /// The fall that the page wants to be told of.
    pub drop_alert: Option<DropAlert>,
    /// Where the link of an error leads; by default to the widget's own help.
    pub help_base: Link,
    /// Where the link in the foot of a card leads; by default to [`DEFAULT_PORTAL`].
    pub portal_href: Link,
    /// The colour of the arc.
    pub arc: ArcColor,
    /// The entries of the card's menu, in their order; none for no menu.
    pub actions: Vec<Action>,
}

impl Settings {
    /// Reads the attributes.
    #[must_use]
    pub fn read(attributes: &Attributes) -> (Self, Vec<InvalidAttribute>) {
        let mut read = Reader { attributes, invalid: Vec::new() };
        let metric = read.word(Attribute::Metric, "expected secure-score or exposure-score", Metric::named);
        let metric = metric.unwrap_or_default();
        let max_default = if metric == Metric::SecureScore { "1000" } else { "100" };
        let max = read.parsed(Attribute::Max, max_default, |text| {
            positive(text).ok_or("expected a number above 0, such as 1000")
        });
        let max = max.unwrap_or(metric.default_max());
        let bands = read.parsed(Attribute::Bands, "none", |text| Bands::parse(text, max));
        let target = read.parsed(Attribute::Target, "none", |text| Amount::parse(text, max));
        let format = read.word(Attribute::Format, "expected points or percent", format_named);
        let interval = read.parsed(Attribute::RefreshInterval, "60", |text| {
            refresh_interval(text).ok_or("expected minutes from 1 on, or off")
        });
        let stale_after =
            read.parsed(Attribute::StaleAfter, "24", |text| positive(text).ok_or("expected hours above 0, such as 24"));
        let history = read.word(Attribute::History, history::EXPECTED, History::parse);
        let drop_alert = read.parsed(Attribute::DropAlert, "none", |text| DropAlert::parse(text, max));
        let help_base = read.link(Attribute::HelpBase, "the widget's own help");
        let portal_href = read.link(Attribute::PortalHref, DEFAULT_PORTAL);
        let arc = read.word(Attribute::Arc, "expected accent or band", arc_named);
        let actions = read.actions();
        // Names compare exactly, so that blanks are part of them.
        let group = attributes.text(Attribute::Group).filter(|name| !name.is_empty() && metric.has_groups());
        let text = |attribute| attributes.get(attribute).map(ToOwned::to_owned);
        let settings = Self {
            api_base: text(Attribute::ApiBase),
            src: text(Attribute::Src),
            metric,
            max,
            bands,
            target,
            format: format.unwrap_or_default(),
            heading: text(Attribute::Heading),
            interval: interval.unwrap_or(Some(policy::DEFAULT_INTERVAL)),
            stale_after: stale_after.map_or(policy::DEFAULT_STALE_AFTER, |hours| hours * policy::HOUR),
            history: history.unwrap_or_default(),
            group: group.map(ToOwned::to_owned),
            drop_alert,
            help_base,
            portal_href,
            arc: arc.unwrap_or_default(),
            actions,
        };
        (settings, read.invalid)
    }
}

struct Reader<'a> {
    attributes: &'a Attributes,
    invalid: Vec<InvalidAttribute>,
}

impl Reader<'_> {
    /// One word of several, of which the table of attributes has the default.
    fn word<T>(&mut self, attribute: Attribute, expected: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let default = attribute.default_text();
        self.parsed(attribute, default, |text| parse(text).ok_or(expected))
    }

    fn parsed<T, E: ToString>(
        &mut self,
        attribute: Attribute,
        default: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.attributes.get(attribute)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(expected) => {
                self.report(attribute, text, &expected.to_string(), default);
                None
            }
        }
    }

    fn link(&mut self, attribute: Attribute, default: &str) -> Link {
        let removed = self.attributes.text(attribute).is_some_and(|text| text.trim_ascii().is_empty());
        let link = self.parsed(attribute, default, |text| link::parse(text).ok_or("expected a URL of http or https"));
        if removed { Link::None } else { link.map_or(Link::Default, Link::To) }
    }

    /// The known words count, whatever stands beside them.
    fn actions(&mut self) -> Vec<Action> {
        let (mut actions, mut unknown) = (Vec::new(), Vec::new());
        for word in self.attributes.get(Attribute::Actions).unwrap_or_default().split_ascii_whitespace() {
            match Action::named(word) {
                Some(action) if !actions.contains(&action) => actions.push(action),
                Some(_) => {}
                None => unknown.push(word),
            }
        }
        if !unknown.is_empty() {
            self.report(Attribute::Actions, &unknown.join(" "), "expected copy-image, copy-value or csv", "none");
        }
        actions
    }

    fn report(&mut self, attribute: Attribute, value: &str, expected: &str, default: &str) {
        self.invalid.push(InvalidAttribute::new(attribute.name(), value, expected, default));
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

fn arc_named(text: &str) -> Option<ArcColor> {
    match text {
        "accent" => Some(ArcColor::Accent),
        "band" => Some(ArcColor::Band),
        _ => None,
    }
}

fn refresh_interval(text: &str) -> Option<Option<f64>> {
    if text == "off" { Some(None) } else { positive(text).and_then(policy::interval).map(Some) }
}
