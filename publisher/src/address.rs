//! Addresses that a secret may be sent to.

use secure_score::feed;
use url::Url;

use crate::failure::Failure;

/// Reads the root of a service, which may carry a path.
///
/// The rule is the widget's own: https, or the loopback by the host that is really asked, and
/// neither a user name nor a password.
pub(crate) fn root(name: &str, text: &str) -> Result<Url, Failure> {
    let refused = || {
        Failure::settings(format!(
            "{name}: expected an https address (or http on the loopback) without user name and password, got `{}`",
            without_user(text)
        ))
    };
    let mut url = Url::parse(text.trim()).map_err(|_| refused())?;
    let has_user = !url.username().is_empty() || url.password().is_some();
    if has_user || url.cannot_be_a_base() || !feed::is_private(&url.origin().ascii_serialization()) {
        return Err(refused());
    }
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

/// The address of a path below a root.
pub(crate) fn below(root: &Url, path: &str) -> Url {
    let mut url = root.clone();
    let path = [root.path().trim_end_matches('/'), path].concat();
    url.set_path(&path);
    url
}

/// What stands before an `@` may be a password.
fn without_user(text: &str) -> String {
    match text.rsplit_once('@') {
        Some((_, rest)) => format!("[redacted]@{rest}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_to_https_and_loopback_only() {
        for (text, expected) in [
            ("https://eu.api.security.microsoft.com", Some("https://eu.api.security.microsoft.com/api/x")),
            ("https://proxy.example/defender/?q#f", Some("https://proxy.example/defender/api/x")),
            ("http://127.0.0.1:8080/", Some("http://127.0.0.1:8080/api/x")),
            ("http://localhost", Some("http://localhost/api/x")),
            ("http://[::1]:1", Some("http://[::1]:1/api/x")),
            ("http://localhost:x@127.0.0.2:80", None),
            ("https://user@api.example", None),
            ("https://:password@api.example", None),
            ("http://localhost.evil.example", None),
            ("http://127.0.0.1.evil.example", None),
            ("http://api.example", None),
            ("ftp://localhost", None),
            ("file:///etc", None),
            ("data:,x", None),
            ("api.example", None),
            ("", None),
        ] {
            let url = root("--api-base", text).ok().map(|root| below(&root, "/api/x").to_string());
            assert_eq!(url.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_password_is_in_no_message() {
        let failure = root("--api-base", "https://user:canary@api.example").unwrap_err();
        assert!(!failure.message.contains("canary"), "{failure}");
    }
}
