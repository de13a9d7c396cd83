//! From the settings and the host page's input to the one source that counts, and from one plan to
//! the next.

use crate::feed::{AddressError, Error, HostInput, PageUrls, Source, TokenProvider};
use crate::score::Reading;
use crate::settings::{DEFAULT_API_BASE, InvalidAttribute, Settings};

/// Where the score is to come from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Plan {
    /// From a source, asked with the tokens of a provider: the organisation's, or that of a device
    /// group.
    Follow(Source, TokenProvider, Option<String>),
    /// From nowhere: what was set or given is refused.
    Refused(Error),
}

impl Plan {
    /// The score that the page has already, if it gave one: it comes before all else.
    pub(super) fn of_snapshot(input: &HostInput) -> Option<Self> {
        input.snapshot().cloned().map(|reading| Self::Follow(Source::Snapshot(reading), TokenProvider::default(), None))
    }

    /// The file, else the API; and the attribute that is not used.
    pub(super) fn new(settings: &Settings, page: PageUrls<'_>, input: &HostInput) -> (Self, Option<InvalidAttribute>) {
        let mut invalid = None;
        let group = settings.group.clone();
        if let Some(src) = settings.src.as_deref() {
            match Source::file(src, page) {
                Ok(source) => return (Self::Follow(source, TokenProvider::default(), group), None),
                Err(AddressError::Insecure) => return (Self::Refused(Error::InsecureUrl), None),
                Err(AddressError::Malformed) => {
                    invalid = Some(InvalidAttribute::new("src", src, "expected a URL", "none"));
                }
            }
        }
        let root = settings.api_base.as_deref().unwrap_or(DEFAULT_API_BASE);
        let source = match Source::api(root, page, settings.metric, group.is_some()) {
            Err(AddressError::Malformed) => {
                invalid = Some(InvalidAttribute::new("api-base", root, "expected a URL", DEFAULT_API_BASE));
                Source::api(DEFAULT_API_BASE, page, settings.metric, group.is_some())
            }
            source => source,
        };
        let plan = match (source, input.token_error()) {
            (Err(_), _) => Self::Refused(Error::InsecureUrl),
            (_, Some(error)) => Self::Refused(error.clone()),
            (Ok(source), None) => Self::Follow(source, input.provider().clone(), group),
        };
        (plan, invalid)
    }

    /// The source, if there is one.
    pub(super) fn source(&self) -> Option<&Source> {
        match self {
            Self::Follow(source, ..) => Some(source),
            Self::Refused(_) => None,
        }
    }

    /// The step from the plan before to this one.
    pub(super) fn after(&self, before: Option<&Self>) -> Step {
        if before == Some(self) {
            return Step::Stay;
        }
        match (before, self) {
            (_, Self::Refused(error)) => Step::Refuse(error.clone()),
            (Some(Self::Follow(Source::Snapshot(_), ..)), Self::Follow(Source::Snapshot(reading), ..)) => {
                Step::Give(reading.clone())
            }
            // The score and the pace belong to the element and the address, not to the callback.
            (Some(Self::Follow(earlier, _, part)), Self::Follow(source, provider, group))
                if (earlier, part) == (source, group) && provider.can_give_tokens() =>
            {
                Step::ChangeProvider(provider.clone())
            }
            (_, Self::Follow(source, provider, group)) => Step::Follow(source.clone(), provider.clone(), group.clone()),
        }
    }
}

/// The step by which a plan is followed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// Nothing.
    Stay,
    /// The feed goes on with another score of the page's.
    Give(Reading),
    /// The feed goes on with the tokens of another provider.
    ChangeProvider(TokenProvider),
    /// Another source, or another part of it, is followed, and the score of the one before is gone.
    Follow(Source, TokenProvider, Option<String>),
    /// Nothing is followed, and the score is gone.
    Refuse(Error),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Address;
    use crate::score::{Instant, Score};

    fn api(origin: &str) -> Source {
        Source::Api(Address::for_tests(origin, "/api/configurationScore"))
    }

    fn reading(points: f64) -> Reading {
        let (score, time) = (Score::new(points).unwrap(), Instant::parse("2026-01-01T00:00:00Z").unwrap());
        Reading { score, time }
    }

    #[test]
    fn steps_from_plan_to_plan() {
        let (here, there) = (|| api("https://a.example"), || api("https://b.example"));
        let nobody = TokenProvider::default();
        let private = TokenProvider::default().private();
        let follow = |source: Source, provider: &TokenProvider| Plan::Follow(source, provider.clone(), None);
        let anew = |source: &Source, provider: &TokenProvider| Step::Follow(source.clone(), provider.clone(), None);
        let servers = || Plan::Follow(here(), TokenProvider::default(), Some("Servers".into()));

        let given = |points| follow(Source::Snapshot(reading(points)), &nobody);
        let refused = || Plan::Refused(Error::InsecureUrl);
        for (before, after, expected) in [
            (None, follow(here(), &nobody), anew(&here(), &nobody)),
            (Some(follow(here(), &nobody)), follow(here(), &nobody), Step::Stay),
            (Some(follow(here(), &nobody)), servers(), Step::Follow(here(), nobody.clone(), Some("Servers".into()))),
            (Some(given(1.0)), given(2.0), Step::Give(reading(2.0))),
            (Some(given(1.0)), follow(here(), &nobody), anew(&here(), &nobody)),
            (Some(follow(here(), &nobody)), follow(there(), &nobody), anew(&there(), &nobody)),
            (Some(follow(here(), &nobody)), follow(here(), &private), Step::ChangeProvider(private.clone())),
            // Nobody is left who could give a token: whoever took the callback away wants the score
            // gone.
            (Some(follow(here(), &private)), follow(here(), &nobody), anew(&here(), &nobody)),
            (Some(follow(here(), &private)), refused(), Step::Refuse(Error::InsecureUrl)),
            (Some(refused()), refused(), Step::Stay),
            (Some(refused()), follow(here(), &private), anew(&here(), &private)),
        ] {
            assert_eq!(after.after(before.as_ref()), expected, "{before:?} → {after:?}");
        }
    }
}
