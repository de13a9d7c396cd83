//! Sources as the page that runs this sees them.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

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
    let base = web_sys::window().and_then(|window| window.document()?.base_uri().ok().flatten());
    let origin = own_origin();
    read(PageUrls { base: &base.unwrap_or_default(), origin: &origin.unwrap_or_default(), allowed: None })
}

/// The page's own origin: that of its creator in a `srcdoc` frame, and "null" in an opaque sandbox.
/// A page's own variable may have taken the name; the address of a page cannot be replaced. The
/// custom element has the same rule in `static/element/destination.js`.
fn own_origin() -> Option<String> {
    let global = js_sys::global();
    let origin = text(&global, "origin");
    let location = Reflect::get(&global, &"location".into()).ok()?;
    if origin.as_deref() == Some("null") || text(&location, "protocol").as_deref() == Some("about:") {
        origin
    } else {
        text(&location, "origin")
    }
}

/// A member of an object, if it is a text.
fn text(object: &JsValue, member: &str) -> Option<String> {
    Reflect::get(object, &member.into()).ok()?.as_string()
}
