//! Sources as the page that runs this sees them.

use crate::feed::{AddressError, PageUrls, Source};
use crate::score::Metric;

impl Source {
    /// The API below `root`, which may be relative to this page, as in `/defender`, and may carry a
    /// path.
    ///
    /// ```no_run
    /// use secure_score::{Metric, Source};
    ///
    /// let api = Source::of_api("https://eu.api.security.microsoft.com", Metric::SecureScore);
    /// let proxy = Source::of_api("/defender", Metric::ExposureScore);
    /// ```
    ///
    /// # Errors
    /// See [`AddressError`].
    pub fn of_api(root: &str, metric: Metric) -> Result<Self, AddressError> {
        on_this_page(|page| Self::api(root, page, metric, false))
    }

    /// The published file at `url`, which may be relative to this page. It is sent no token.
    ///
    /// ```no_run
    /// use secure_score::Source;
    ///
    /// let file = Source::of_file("/data/score.json");
    /// ```
    ///
    /// # Errors
    /// See [`AddressError`].
    pub fn of_file(url: &str) -> Result<Self, AddressError> {
        on_this_page(|page| Self::file(url, page))
    }
}

fn on_this_page(read: impl Fn(PageUrls<'_>) -> Result<Source, AddressError>) -> Result<Source, AddressError> {
    let window = web_sys::window();
    let base = window.as_ref().and_then(|window| window.document()?.base_uri().ok().flatten());
    let origin = window.map(|window| window.origin());
    read(PageUrls { base: &base.unwrap_or_default(), origin: &origin.unwrap_or_default(), allowed: None })
}
