//! From what the host page set and gave to the one source that counts.

use super::{AddressError, Error, HostInput, PageUrls, Source, TokenProvider};
use crate::score::Metric;
use crate::settings::{Attribute, Attributes, DEFAULT_API_BASE, InvalidAttribute};

/// Where the score is to come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// From a source, asked with the tokens of a provider: the organisation's, or that of a device group.
    Follow(Source, TokenProvider, Option<String>),
    /// From nowhere: what was set or given is refused.
    Refused(Error),
}

impl Plan {
    /// The score that the page has already, if it gave one: it comes before all else.
    #[must_use]
    pub fn of_snapshot(given: &HostInput) -> Option<Self> {
        given.snapshot.clone().map(|reading| Self::Follow(Source::Snapshot(reading), TokenProvider::default(), None))
    }

    /// The file, else the API, and what is wrong with an attribute.
    #[must_use]
    pub fn new(
        attributes: &Attributes,
        metric: Metric,
        group: Option<&str>,
        place: PageUrls<'_>,
        given: &HostInput,
    ) -> (Self, Option<InvalidAttribute>) {
        let mut complaints = None;
        let group = group.map(ToOwned::to_owned);
        if let Some(src) = attributes.get(Attribute::Src) {
            match Source::file(src, place) {
                Ok(source) => return (Self::Follow(source, TokenProvider::default(), group), None),
                Err(AddressError::Insecure) => return (Self::Refused(Error::InsecureUrl), None),
                Err(AddressError::Malformed) => {
                    complaints = Some(InvalidAttribute::new("src", src, "expected a URL", "none"))
                }
            }
        }
        let root = attributes.get(Attribute::ApiBase);
        let (source, is_malformed) = api(root, place, metric, group.is_some());
        if is_malformed {
            complaints = root.map(|root| InvalidAttribute::new("api-base", root, "expected a URL", DEFAULT_API_BASE));
        }
        let plan = match (source, &given.token) {
            (Err(_), _) => Self::Refused(Error::InsecureUrl),
            (_, Some(Err(error))) => Self::Refused(error.clone()),
            (Ok(source), _) => Self::Follow(source, given.provider.clone(), group),
        };
        (plan, complaints)
    }

    /// The source, if there is one.
    #[must_use]
    pub fn source(&self) -> Option<&Source> {
        match self {
            Self::Follow(source, ..) => Some(source),
            Self::Refused(_) => None,
        }
    }
}

/// The API below a root, or below the usual one where there is none; and whether the root is no URL, which is as good as none.
fn api(root: Option<&str>, place: PageUrls<'_>, metric: Metric, groups: bool) -> (Result<Source, AddressError>, bool) {
    match Source::api(root.unwrap_or(DEFAULT_API_BASE), place, metric, groups) {
        Err(AddressError::Malformed) => (Source::api(DEFAULT_API_BASE, place, metric, groups), true),
        source => (source, false),
    }
}

/// Who may see a token that is given while `api-base` is this text: nobody, where that is refused.
#[must_use]
pub fn origin_of_api(root: &str, place: PageUrls<'_>) -> Option<String> {
    let root = Some(root.trim()).filter(|root| !root.is_empty());
    match api(root, place, Metric::default(), false).0 {
        Ok(Source::Api(address)) => Some(address.origin().to_owned()),
        _ => None,
    }
}
