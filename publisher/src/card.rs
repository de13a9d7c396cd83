//! The prerendered card: what `--html` writes.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::Timestamp;
use secure_score::feed::Status;
use secure_score::feed::machine::{Access, Input, Machine, Moment, Page};
use secure_score::gauge::GaugeProps;
use secure_score::score::history::Trend;
use secure_score::score::{Reading, Scale};
use secure_score::settings::{Attribute, Attributes, DEFAULT_PORTAL, Link, Settings};
use yew::AttrValue;

use crate::answer::{Question, number};
use crate::arguments::Arguments;
use crate::element::{self, Prerendered};
use crate::failure::Failure;
use crate::folder::{self, Replacement};
use crate::{style, words};

/// Everything about a card but its score, checked before anything is asked.
#[derive(Debug)]
pub(crate) struct Card {
    path: PathBuf,
    attributes: Vec<(&'static str, String)>,
    settings: Settings,
    lang: String,
    time_zone: Option<String>,
}

impl Card {
    /// What the arguments say of it, if they ask for one.
    pub(crate) fn of(arguments: &Arguments, out: &Path, question: &Question) -> Result<Option<Self>, Failure> {
        let Some(html) = arguments.html.as_deref() else { return Ok(None) };
        // A name alone is one of the published files.
        let path = if html.components().count() == 1 { out.join(html) } else { html.to_owned() };
        let attributes = attributes(arguments, question)?;
        let mut known = Attributes::default();
        for (name, value) in &attributes {
            known.set(name, Some(value.clone()));
        }
        let (settings, invalid) = Settings::read(&known);
        if let Some(invalid) = invalid.first() {
            return Err(Failure::settings(format!("--attribute: {invalid}")));
        }
        let value = |name: &str| attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let (lang, time_zone) = (value("lang").unwrap_or_default(), value(Attribute::TimeZone.name()));
        Ok(Some(Self { path, settings, lang, time_zone, attributes }))
    }

    /// The page's part, and its style sheet.
    pub(crate) fn files(&self, reading: &Reading, trend: &Trend) -> Result<Vec<Replacement>, Failure> {
        let style = style::path();
        let html = element::render(self.draw(reading, trend, &style))?;
        let sheet = self.path.with_file_name("").join(&style);
        let mut files = vec![Replacement { path: self.path.clone(), bytes: format!("{html}\n").into_bytes() }];
        // Its name says what is in it.
        if !sheet.is_file() {
            folder::make_parent(&sheet)?;
            files.insert(0, Replacement { path: sheet, bytes: style::css() });
        }
        Ok(files)
    }

    fn draw(&self, reading: &Reading, _trend: &Trend, style: &str) -> Prerendered {
        let settings = &self.settings;
        let texts = words::texts(&self.lang);
        let bands = settings.bands.clone().unwrap_or_else(|| GaugeProps::documented_bands(settings.metric, &texts));
        let link = |link: &Link, default: &str| match link {
            Link::None => None,
            Link::To(url) => Some(AttrValue::from(url.clone())),
            Link::Default => Some(AttrValue::from(default.to_owned())),
        };
        let _portal = link(&settings.portal_href, DEFAULT_PORTAL);
        let status = status(reading);
        let gauge = yew::props!(GaugeProps {
            state: status.state(settings.stale_after),
            status,
            metric: settings.metric,
            scale: Rc::new(Scale::new(settings.max, bands, settings.target)),
            format: settings.format,
            heading: settings.heading.clone().map(AttrValue::from),
            words: texts,
            formats: words::formats(&self.lang, self.time_zone.as_deref()),
        });
        let fallback = gauge.summary().unwrap_or_default();
        Prerendered { attributes: self.attributes.clone(), style: style.to_owned(), fallback, gauge }
    }
}

/// The attributes of the element: those that follow from what is published, and then the host's own.
fn attributes(arguments: &Arguments, question: &Question) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut attributes = vec![(Attribute::Src.name(), "score.json".to_owned())];
    let mut set = |name: &'static str, value: String| {
        attributes.retain(|(known, _)| *known != name);
        attributes.push((name, value));
    };
    set(Attribute::History.name(), "history.json".to_owned());
    if question.metric != Default::default() {
        set(Attribute::Metric.name(), question.metric.name().to_owned());
    }
    if let Some(group) = &question.group {
        set(Attribute::Group.name(), group.clone());
    }
    if let Some(max) = arguments.max {
        set(Attribute::Max.name(), number(max).to_string());
    }
    let known = Attribute::ALL.iter().map(|attribute| attribute.name()).chain(["lang", "dir", "id", "class"]);
    let known: Vec<_> = known.collect();
    for (name, value) in &arguments.attributes {
        match known.iter().find(|known| *known == name) {
            Some(name) => set(name, value.clone()),
            None => {
                return Err(Failure::settings(format!(
                    "--attribute: expected one of {}, got `{name}`",
                    known.join(", ")
                )));
            }
        }
    }
    Ok(attributes)
}

/// What a gauge says of a score that was just read: the machine that would say it in a browser says it here.
fn status(reading: &Reading) -> Status {
    let moment = Moment { now: Timestamp::now().as_millisecond() as f64, random: 0.0 };
    let machine = Machine::new(Access::Open, Page { visible: true, online: true }, None);
    let (machine, _) = machine.step(Input::Woke, moment);
    let (machine, _) = machine.step(Input::Answer(Ok(reading.clone())), moment);
    machine.status()
}
