//! The prerendered card: what `--html` writes.

use std::path::Path;
use std::rc::Rc;

use jiff::Timestamp;
use secure_score::feed::Status;
use secure_score::gauge::GaugeProps;
use secure_score::score::{Answer, Metric, NoReading, Reading, Scale};
use secure_score::settings::{Attribute, Attributes, DEFAULT_PORTAL, History, Link, Settings};
use secure_score::text::Formats;
use yew::AttrValue;

use crate::answer::{Question, number};
use crate::arguments::Arguments;
use crate::element::{self, Prerendered};
use crate::failure::Failure;
use crate::folder::{self, Replacement};
use crate::history::Past;
use crate::style::Placement;
use crate::{style, words};

/// A prerendered card as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrerenderedFiles {
    /// The element, with its card in a declarative shadow root.
    pub html: String,
    /// The path of the style sheet, relative to the page. It holds a hash of the content.
    pub style_path: String,
    /// The style sheet.
    pub style: &'static str,
}

/// Draws an element with these attributes, with the score of an answer of the API or of a published
/// file.
///
/// # Errors
/// One sentence where the answer is not a score, or an attribute is invalid.
pub fn prerender(answer: &[u8], attributes: &[(&str, &str)]) -> Result<PrerenderedFiles, String> {
    let style_path = style::path();
    let html = draw(answer, attributes, Some(&style_path))?;
    Ok(PrerenderedFiles { html, style_path, style: style::CSS })
}

/// The same with the style sheet in the element: the score is there one request sooner, and the
/// page's policy has to allow [`style_source`](crate::style_source).
///
/// # Errors
/// One sentence where the answer is not a score, or an attribute is invalid.
pub fn prerender_inline(answer: &[u8], attributes: &[(&str, &str)]) -> Result<String, String> {
    draw(answer, attributes, None)
}

fn draw(answer: &[u8], attributes: &[(&str, &str)], style: Option<&str>) -> Result<String, String> {
    let own = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let attributes = with_own(Vec::new(), own).map_err(|failure| failure.message)?;
    let card = Card::new(attributes).map_err(|failure| failure.message)?;
    let answer = Answer::decode(answer).map_err(|error| error.to_string())?;
    let reading = answer.reading(card.settings.group.as_deref()).map_err(|error| match error {
        NoReading::UnknownGroup => "expected a device group of this name, but the answer has none".to_owned(),
        NoReading::Invalid(error) => error.to_string(),
    })?;
    card.html(reading, None, style).map_err(|failure| failure.message)
}

/// Everything about a card but its score.
#[derive(Debug)]
pub(crate) struct Card {
    attributes: Vec<(&'static str, String)>,
    settings: Settings,
    lang: String,
    time_zone: Option<String>,
}

impl Card {
    /// What the arguments say of it.
    pub(crate) fn of(arguments: &Arguments, question: &Question) -> Result<Self, Failure> {
        let published = attributes(arguments, question);
        Self::new(with_own(published, arguments.attributes.iter().cloned())?)
    }

    fn new(attributes: Vec<(&'static str, String)>) -> Result<Self, Failure> {
        let mut known = Attributes::default();
        for (name, value) in &attributes {
            known.set(name, Some(value.clone()));
        }
        let (settings, invalid) = Settings::read(&known);
        if let Some(invalid) = invalid.first() {
            return Err(Failure::settings(format!("--attribute: {invalid}")));
        }
        let value = |name: &str| attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let lang = value("lang").unwrap_or_else(|| "en".to_owned());
        let time_zone = value(Attribute::TimeZone.name());
        if words::formats(&lang, time_zone.as_deref()).is_none() {
            return Err(Failure::settings(
                "--attribute: expected a language tag as lang, and an IANA name as time-zone",
            ));
        }
        Ok(Self { settings, lang, time_zone, attributes })
    }

    /// The element with a score, and with its past as `history.json` has it.
    fn html(&self, reading: &Reading, past: Option<&[u8]>, style: Option<&str>) -> Result<String, Failure> {
        element::render(|| self.draw(reading, past, style))
    }

    /// The files of a card at a path.
    pub(crate) fn files(
        &self,
        path: &Path,
        placement: Placement,
        reading: &Reading,
        past: &[u8],
    ) -> Result<Vec<Replacement>, Failure> {
        let style = (placement == Placement::File).then(style::path);
        let html = self.html(reading, Some(past), style.as_deref())?;
        let mut files = vec![Replacement { path: path.to_owned(), bytes: format!("{html}\n").into_bytes() }];
        let sheet = style.map(|style| path.with_file_name("").join(style));
        // Its name says what is in it.
        if let Some(sheet) = sheet.filter(|sheet| !sheet.is_file()) {
            folder::make_parent(&sheet)?;
            files.insert(0, Replacement { path: sheet, bytes: style::CSS.into() });
        }
        Ok(files)
    }

    fn draw(&self, reading: &Reading, past: Option<&[u8]>, style: Option<&str>) -> Prerendered {
        let settings = &self.settings;
        let texts = words::texts(&self.lang);
        let bands = settings.bands.clone().unwrap_or_else(|| GaugeProps::documented_bands(settings.metric, &texts));
        let link = |link: &Link, default: &str| match link {
            Link::None => None,
            Link::To(url) => Some(AttrValue::from(url.clone())),
            Link::Default => Some(AttrValue::from(default.to_owned())),
        };
        let past = past.filter(|_| settings.history != History::Off);
        let past = past.and_then(|past| Past::with(Some(past), reading, Timestamp::now()).ok());
        let trend = past.map(|past| past.trend(reading)).unwrap_or_default();
        let status = status(reading);
        let formats = words::formats(&self.lang, self.time_zone.as_deref());
        let formats = formats.unwrap_or_else(|| Formats::of("en", None));
        let gauge = yew::props!(GaugeProps {
            // How old the score is when somebody reads the page, the script says.
            state: status.state(f64::INFINITY),
            status,
            metric: settings.metric,
            scale: Rc::new(Scale::new(settings.max, bands, settings.target)),
            format: settings.format,
            trend: Rc::new(trend),
            heading: settings.heading.clone().map(AttrValue::from),
            portal_href: link(&settings.portal_href, DEFAULT_PORTAL),
            arc: settings.arc,
            prerendered: true,
            words: texts,
            formats,
        });
        let fallback = gauge.summary().unwrap_or_default();
        Prerendered { attributes: self.attributes.clone(), style: style.map(str::to_owned), fallback, gauge }
    }
}

/// The attributes of the element that follow from what is published.
fn attributes(arguments: &Arguments, question: &Question) -> Vec<(&'static str, String)> {
    let mut attributes =
        vec![(Attribute::Src.name(), "score.json".to_owned()), (Attribute::History.name(), "history.json".to_owned())];
    if question.metric != Metric::default() {
        attributes.push((Attribute::Metric.name(), question.metric.name().to_owned()));
    }
    if let Some(group) = &question.group {
        attributes.push((Attribute::Group.name(), group.clone()));
    }
    if let Some(max) = arguments.max {
        attributes.push((Attribute::Max.name(), number(max).to_string()));
    }
    attributes
}

/// Attributes of an element beside the widget's own.
const OTHERS: [&str; 4] = ["lang", "dir", "id", "class"];

/// The attributes, with the host's own ones in place of those of the same names.
fn with_own(
    mut attributes: Vec<(&'static str, String)>,
    own: impl IntoIterator<Item = (String, String)>,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let known: Vec<_> = Attribute::ALL.iter().map(|attribute| attribute.name()).chain(OTHERS).collect();
    for (name, value) in own {
        let Some(name) = known.iter().find(|known| **known == name) else {
            let known = known.join(", ");
            return Err(Failure::settings(format!("--attribute: expected one of {known}, got `{name}`")));
        };
        attributes.retain(|(other, _)| other != name);
        attributes.push((name, value));
    }
    Ok(attributes)
}

/// What a gauge says of a score that was just read.
fn status(reading: &Reading) -> Status {
    let age = Timestamp::now().as_millisecond() as f64 - reading.time.epoch_ms();
    Status::of(Some(reading.clone()), age.max(0.0), None)
}
