//! Past scores: from a published file, or from this browser's storage.
//!
//! Nothing here runs for a gauge without a history, and the release build has it in a part of the
//! wasm that comes only with one. Whatever is wrong with the past never costs the score: a file
//! that cannot be read leaves the past as it was, and storage that is blocked, full or tampered
//! with has none.

mod archive;
mod calendar;
mod store;

use web_sys::Url;

pub(super) use archive::Archive;
pub use archive::Past;
pub use calendar::day_of;
use calendar::today;

use super::{Address, AddressError, PageUrls, Source};
use crate::score::Metric;
use crate::settings;

/// Where the past of a gauge is.
#[derive(Clone, Debug, PartialEq)]
pub enum PastSource {
    /// In this browser's storage, under this name.
    Browser(String),
    /// In a published file.
    File(Address),
}

impl PastSource {
    /// The past that an attribute names for a source; none for `off`.
    ///
    /// In the browser it stands by origin and path of the source, metric, group and the host's own
    /// key, and never by a query: that might hold a secret. A score that the page gave belongs to
    /// the page's origin.
    ///
    /// # Errors
    /// [`AddressError`] for the address of a file that cannot be asked for.
    pub fn of(
        history: &settings::History,
        source: &Source,
        metric: Metric,
        group: Option<&str>,
        page: PageUrls<'_>,
    ) -> Result<Option<Self>, AddressError> {
        let key = match history {
            settings::History::Off => return Ok(None),
            settings::History::File(url) => {
                return Address::of_file(url, page).map(|address| Some(Self::File(address)));
            }
            settings::History::Local(key) => key.as_deref().unwrap_or_default(),
        };
        let path = match source {
            Source::Api(address) | Source::File(address) => without_query(address.href()),
            Source::Snapshot(_) => page.origin.to_owned(),
        };
        let group = group.unwrap_or_default();
        // The length tells where a group ends and a key begins, whatever both hold.
        let parts = ["secure-score-history", &path, metric.name(), &group.len().to_string(), group, key];
        Ok(Some(Self::Browser(parts.join(" "))))
    }
}

fn without_query(href: &str) -> String {
    match Url::new(href) {
        Ok(url) => [url.origin(), url.pathname()].concat(),
        Err(_) => String::new(),
    }
}
