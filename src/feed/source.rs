//! Where a score comes from.

use web_sys::Url;

use super::Error;
use super::machine::Access;
use crate::score::{Metric, Reading};

/// One of the three sources.
///
/// ```no_run
/// use secure_score::{Instant, Metric, Reading, Score, Source};
///
/// let api = Source::of_api("/defender", Metric::SecureScore);
/// let file = Source::of_file("score.json");
/// let (score, time) = (Score::new(640.0).unwrap(), Instant::parse("2026-11-30T09:00:00Z").unwrap());
/// let known = Source::Snapshot(Reading { score, time });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The API, below an address that may see the token.
    #[doc(hidden)]
    Api(Address),
    /// A published file with the same JSON. It is sent no token.
    #[doc(hidden)]
    File(Address),
    /// The host page has the score already. Nothing is asked.
    Snapshot(Reading),
}

/// The page that names an address.
#[derive(Clone, Copy, Debug)]
pub struct PageUrls<'a> {
    /// The base of relative addresses. A page may put it on another host than its own.
    pub base: &'a str,
    /// The page's own origin, which needs no https.
    pub origin: &'a str,
    /// The origins to which alone a token may go; none for any that is safe.
    pub allowed: Option<&'a [String]>,
}

impl Source {
    /// The API below `root`, which may be relative, and may carry a path: its one score, or those
    /// of all device groups where `groups` are wanted and the metric has them.
    ///
    /// # Errors
    /// See [`AddressError`].
    #[doc(hidden)]
    pub fn api(root: &str, place: PageUrls<'_>, metric: Metric, groups: bool) -> Result<Self, AddressError> {
        let url = parse(root, place.base)?;
        url.set_search("");
        url.set_hash("");
        let path = metric.path_of_groups().filter(|_| groups).unwrap_or(metric.path());
        url.set_pathname(&[url.pathname().trim_end_matches('/'), path].concat());
        let address = Address::checked(&url, place.origin)?;
        let is_allowed = place.allowed.is_none_or(|allowed| allowed.contains(&address.origin));
        if is_allowed { Ok(Self::Api(address)) } else { Err(AddressError::Insecure) }
    }

    /// The file at `url`, which may be relative.
    ///
    /// # Errors
    /// See [`AddressError`].
    #[doc(hidden)]
    pub fn file(url: &str, place: PageUrls<'_>) -> Result<Self, AddressError> {
        Address::of_file(url, place).map(Self::File)
    }

    pub(super) fn access(&self) -> Access {
        match self {
            Self::Api(_) => Access::Token,
            Self::File(_) => Access::Open,
            Self::Snapshot(_) => Access::Given,
        }
    }
}

/// An address that a request may go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    href: String,
    origin: String,
}

impl Address {
    /// The whole address.
    #[must_use]
    pub fn href(&self) -> &str {
        &self.href
    }

    /// Scheme, host and port: who sees the token.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The address of a published file at `url`, which may be relative.
    ///
    /// # Errors
    /// See [`AddressError`].
    pub(super) fn of_file(url: &str, page: PageUrls<'_>) -> Result<Self, AddressError> {
        let url = parse(url, page.base)?;
        url.set_hash("");
        Self::checked(&url, page.origin)
    }

    /// An address as [`Source::api`] would make it, where there is no browser to read one.
    #[cfg(test)]
    pub(crate) fn for_tests(origin: &str, path: &str) -> Self {
        Self { href: [origin, path].concat(), origin: origin.to_owned() }
    }

    fn checked(url: &Url, page: &str) -> Result<Self, AddressError> {
        let (href, origin) = (url.href(), url.origin());
        // A user name or a password stands between the scheme and the host.
        let no_user = href.strip_prefix(origin.as_str()).is_some_and(|path| path.starts_with('/'));
        // Files have no origin that they share, whatever a browser calls it.
        let is_own = origin.starts_with("http://") && origin == page;
        if no_user && (is_private(&origin) || is_own) { Ok(Self { href, origin }) } else { Err(AddressError::Insecure) }
    }
}

fn parse(url: &str, base: &str) -> Result<Url, AddressError> {
    // It trims as the script's `new URL` does: both are the browser's.
    Url::new_with_base(url, base).map_err(|_| AddressError::Malformed)
}

/// Whether nobody on the way can read what is sent to an origin.
#[must_use]
pub fn is_private(origin: &str) -> bool {
    origin.starts_with("https://") || origin.strip_prefix("http://").is_some_and(is_loopback)
}

/// A host as `URL.host` writes it: in lower case, IPv4 in dotted decimals, IPv6 in brackets, and a
/// port that is not the usual.
fn is_loopback(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    let ipv4 = || name.starts_with("127.") && name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    name == "localhost" || name.ends_with(".localhost") || host.starts_with("[::1]") || ipv4()
}

/// Why an address is refused.
///
/// ```no_run
/// use secure_score::{AddressError, Metric, Source};
///
/// assert_eq!(Source::of_api("http://api.example", Metric::SecureScore), Err(AddressError::Insecure));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// It is no URL.
    Malformed,
    /// It is neither https, nor loopback, nor of this page's origin, or it holds a user name or
    /// password, or the page allows others only.
    Insecure,
}

impl From<AddressError> for Error {
    fn from(_: AddressError) -> Self {
        Self::InsecureUrl
    }
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn only_https_and_loopback_are_private() {
        for (origin, expected) in [
            ("https://api.security.microsoft.com", true),
            ("http://localhost", true),
            ("http://localhost:8080", true),
            ("http://portal.localhost", true),
            ("http://127.0.0.1", true),
            ("http://127.9.9.9:1", true),
            ("http://[::1]", true),
            ("http://[::1]:8080", true),
            ("http://127.evil.example", false),
            ("http://localhost.evil.example", false),
            ("http://[::2]", false),
            ("http://[::1:2]", false),
            ("http://portal.example", false),
            ("http://portal.example:127", false),
            ("ftp://localhost", false),
            ("null", false),
        ] {
            assert_eq!(is_private(origin), expected, "{origin}");
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use super::{AddressError, PageUrls, Source};
    use crate::score::Metric;
    use wasm_bindgen_test::wasm_bindgen_test;

    const PAGE: PageUrls<'_> = PageUrls {
        base: "http://portal.example/security/index.html?tab=1",
        origin: "http://portal.example",
        allowed: None,
    };

    #[wasm_bindgen_test]
    fn the_api_is_below_its_root() {
        for (root, expected) in [
            ("https://eu.api.security.microsoft.com", "https://eu.api.security.microsoft.com/api/configurationScore"),
            ("https://eu.api.security.microsoft.com/", "https://eu.api.security.microsoft.com/api/configurationScore"),
            ("https://proxy.example/defender/?x=1#y", "https://proxy.example/defender/api/configurationScore"),
            ("/defender", "http://portal.example/defender/api/configurationScore"),
            ("defender", "http://portal.example/security/defender/api/configurationScore"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/configurationScore"),
        ] {
            let Ok(Source::Api(address)) = Source::api(root, PAGE, Metric::SecureScore, false) else {
                panic!("{root}")
            };
            assert_eq!(address.href(), expected, "{root}");
        }
    }

    #[wasm_bindgen_test]
    fn addresses_that_could_leak_are_refused() {
        for (root, expected) in [
            ("http://api.security.microsoft.com", AddressError::Insecure),
            ("https://user@api.security.microsoft.com", AddressError::Insecure),
            ("https://:secret@api.security.microsoft.com", AddressError::Insecure),
            ("https://api.security.microsoft.com:secret@api.security.microsoft.com", AddressError::Insecure),
            ("https://api.security.microsoft.com@api.security.microsoft.com", AddressError::Insecure),
            ("blob:https://portal.example/1", AddressError::Insecure),
            ("http://portal.example.evil.example", AddressError::Insecure),
            ("http://portal.example:81", AddressError::Insecure),
            ("javascript:alert(1)", AddressError::Insecure),
            ("data:application/json,{}", AddressError::Insecure),
            ("https://[", AddressError::Malformed),
        ] {
            assert_eq!(Source::api(root, PAGE, Metric::SecureScore, false), Err(expected), "{root}");
            assert_eq!(Source::file(root, PAGE), Err(expected), "{root}");
        }
        // Where the page allows some origins only, its own is no exception.
        let allowed = ["https://a.example".to_owned()];
        let page = PageUrls { allowed: Some(&allowed), ..PAGE };
        assert!(Source::api("https://a.example/x", page, Metric::SecureScore, false).is_ok());
        for root in ["https://b.example", "/defender", "http://127.0.0.1"] {
            let refused = Source::api(root, page, Metric::SecureScore, false);
            assert_eq!(refused, Err(AddressError::Insecure), "{root}");
        }
        assert!(Source::file("https://b.example/score.json", page).is_ok());
        // A page that has no origin has no other page of the same, and what is relative to another
        // host is on that one.
        for (base, origin) in [("file:///index.html", "null"), ("http://other.example/", "http://portal.example")] {
            assert_eq!(
                Source::file("score.json", PageUrls { base, origin, allowed: None }),
                Err(AddressError::Insecure),
                "{base}"
            );
        }
    }
}
