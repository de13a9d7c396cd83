//! From what the host page set and gave to the one source that counts.

use js_sys::{Function, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::feed::{AddressError, Error, Grant, Place, Provider, Source};
use crate::score::{Instant, Metric, Reading, Score};
use crate::settings::{Attribute, Attributes, Complaint, DEFAULT_API_BASE};
use crate::text::Formats;

/// What a host page gives by property, never by attribute.
#[derive(Default)]
pub(super) struct Given {
    snapshot: Option<Reading>,
    provider: Provider,
    token: Option<Result<Grant, Error>>,
    /// The origin that the token is for: that of the API when it was first handed over.
    origin: Option<String>,
    /// Whether the feed has the token.
    handed_over: bool,
}

impl Given {
    /// Takes `{ score, time }`, or nothing.
    pub(super) fn snapshot(&mut self, snapshot: &JsValue) -> Option<Complaint> {
        self.snapshot = reading(snapshot);
        let refused = self.snapshot.is_none() && !snapshot.is_null() && !snapshot.is_undefined();
        refused.then(|| {
            let came = JSON::stringify(snapshot).ok().and_then(|came| came.as_string());
            complaint(
                "snapshot",
                &came.unwrap_or_default().chars().take(80).collect::<String>(),
                "expected { score, time } with a number from 0 on and an RFC 3339 instant",
                "null",
            )
        })
    }

    /// Whether the score is there already.
    pub(super) fn has_snapshot(&self) -> bool {
        self.snapshot.is_some()
    }

    pub(super) fn callback(&mut self, callback: Option<Function>) {
        let provider = callback.map(Provider::callback).unwrap_or_default();
        self.provider = if self.token.is_some() { provider.private() } else { provider };
    }

    pub(super) fn token(&mut self, token: Result<Grant, Error>) {
        // A token that was given to one gauge is that gauge's alone.
        self.provider = std::mem::take(&mut self.provider).private();
        self.token = Some(token);
        self.handed_over = false;
    }

    pub(super) fn forget(&mut self) {
        self.token = None;
        self.origin = None;
    }

    /// There is a new feed, which has no token yet.
    pub(super) fn start_over(&mut self) {
        self.handed_over = false;
    }

    /// The token, if the feed of this source is to have it and does not yet. It is for one origin only.
    pub(super) fn hand_over(&mut self, source: &Source) -> Option<Grant> {
        let Source::Api(address) = source else { return None };
        if self.origin.as_ref().is_some_and(|origin| origin != address.origin()) {
            self.forget();
        }
        let Some(Ok(grant)) = &self.token else { return None };
        if std::mem::replace(&mut self.handed_over, true) {
            return None;
        }
        self.origin = Some(address.origin().to_owned());
        Some(grant.clone())
    }
}

/// Where the score is to come from.
#[derive(Clone, PartialEq)]
pub(super) enum Plan {
    /// From a source, asked with the tokens of a provider.
    Follow(Source, Provider),
    /// From nowhere: what was set or given is refused.
    Refused(Error),
}

impl Plan {
    /// The snapshot, else the file, else the API.
    pub(super) fn new(
        attributes: &Attributes,
        metric: Metric,
        place: Place<'_>,
        given: &Given,
    ) -> (Self, Option<Complaint>) {
        if let Some(reading) = &given.snapshot {
            return (Self::Follow(Source::Given(reading.clone()), Provider::default()), None);
        }
        let mut complaints = None;
        if let Some(src) = attributes.get(Attribute::Src) {
            match Source::file(src, place) {
                Ok(source) => return (Self::Follow(source, Provider::default()), None),
                Err(AddressError::Insecure) => return (Self::Refused(Error::InsecureUrl), None),
                Err(AddressError::Malformed) => complaints = Some(complaint("src", src, "expected a URL", "none")),
            }
        }
        let root = attributes.get(Attribute::ApiBase).unwrap_or(DEFAULT_API_BASE);
        let source = Source::api(root, place, metric).or_else(|error| match error {
            AddressError::Insecure => Err(error),
            AddressError::Malformed => {
                complaints = Some(complaint("api-base", root, "expected a URL", DEFAULT_API_BASE));
                Source::api(DEFAULT_API_BASE, place, metric)
            }
        });
        let plan = match (source, &given.token) {
            (Err(_), _) => Self::Refused(Error::InsecureUrl),
            (_, Some(Err(error))) => Self::Refused(error.clone()),
            (Ok(source), _) => Self::Follow(source, given.provider.clone()),
        };
        (plan, complaints)
    }

    /// The source, if there is one.
    pub(super) fn source(&self) -> Option<&Source> {
        match self {
            Self::Follow(source, _) => Some(source),
            Self::Refused(_) => None,
        }
    }
}

/// The `time-zone` attribute, if the browser knows such a zone.
pub(super) fn time_zone(attributes: &Attributes) -> (Option<String>, Option<Complaint>) {
    match attributes.get(Attribute::TimeZone) {
        Some(name) if Formats::knows_time_zone(name) => (Some(name.to_owned()), None),
        Some(name) => {
            (None, Some(complaint("time-zone", name, "expected an IANA name such as Europe/Berlin", "the reader's")))
        }
        None => (None, None),
    }
}

fn complaint(attribute: &'static str, value: &str, expected: &str, default: &str) -> Complaint {
    Complaint { attribute, value: value.to_owned(), expected: expected.to_owned(), default: default.to_owned() }
}

fn reading(snapshot: &JsValue) -> Option<Reading> {
    let snapshot = snapshot.dyn_ref::<Object>()?;
    let member = |name: &str| Reflect::get(snapshot, &name.into()).ok();
    let score = Score::new(member("score")?.as_f64()?)?;
    // As JSON has it: a date as its text, and what only looks like one not at all.
    let time = JSON::stringify(&member("time")?).ok()?.as_string()?;
    Some(Reading { score, time: Instant::parse(time.strip_prefix('"')?.strip_suffix('"')?).ok()? })
}
