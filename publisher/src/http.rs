//! The one way by which requests leave.

use std::sync::Arc;
use std::time::Duration;

use secure_score::feed::{Error, policy};
use secure_score::score::{DecodeError, MAX_BYTES};
use ureq::http::{HeaderMap, Request, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};

/// A client that follows no redirect, sends to https as the system trusts it and to the loopback
/// without a proxy, and reads no more than the widget would.
#[derive(Clone, Debug)]
pub(crate) struct Client(Agent);

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// `Retry-After` in milliseconds.
    pub(crate) retry_after: Option<f64>,
}

impl Client {
    pub(crate) fn new() -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            // A redirect could carry a secret elsewhere.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs_f64(policy::REQUEST_TIMEOUT / 1000.0)))
            .user_agent(concat!("secure-score-publish/", env!("CARGO_PKG_VERSION")));
        Self(config.build().into())
    }

    /// Sends a request and reads the whole answer.
    pub(crate) fn send(&self, request: Request<Vec<u8>>) -> Result<Answer, Error> {
        let request = match request.uri().scheme_str() {
            // Only the loopback is asked in clear text. A proxy of the environment would get the
            // secret to read, and would look for the address on a machine of its own.
            Some("http") => self.0.configure_request(request).proxy(None).build(),
            _ => request,
        };
        let mut response = match *request.method() {
            ureq::http::Method::GET => self.0.run(request.map(|_| ())),
            _ => self.0.run(request),
        }
        .map_err(|error| of_transport(&error))?;
        let status = response.status().as_u16();
        if response.status().is_redirection() {
            return Err(Error::Redirected);
        }
        let retry_after = retry_after(response.headers());
        let body = match read(&mut response) {
            Ok(body) => body,
            Err(error) if status == 200 => return Err(error),
            // Of an error answer the status says enough.
            Err(_) => Vec::new(),
        };
        Ok(Answer { status, body, retry_after })
    }
}

fn read(response: &mut Response<Body>) -> Result<Vec<u8>, Error> {
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    // One byte more than the longest answer would be enough to know, but ureq has a limit of its
    // own to say so.
    let body = response.body_mut().with_config().limit(limit.saturating_add(1)).read_to_vec();
    body.map_err(|error| match error {
        ureq::Error::BodyExceedsLimit(_) => Error::InvalidResponse(DecodeError::TooLong),
        other => of_transport(&other),
    })
}

fn of_transport(error: &ureq::Error) -> Error {
    match error {
        ureq::Error::Timeout(_) => Error::Timeout,
        _ => Error::Network,
    }
}

/// Seconds, or a date.
fn retry_after(headers: &HeaderMap) -> Option<f64> {
    let text = headers.get("retry-after")?.to_str().ok()?.trim();
    let wait = match text.parse::<u32>() {
        Ok(seconds) => f64::from(seconds) * 1000.0,
        Err(_) => {
            let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
            date.duration_since(jiff::Timestamp::now()).as_millis_f64()
        }
    };
    (wait > 0.0).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let wait = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", text.parse().unwrap());
            retry_after(&headers)
        };
        assert_eq!(wait("7"), Some(7000.0));
        assert_eq!(wait("0"), None);
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("Tue, 03 Dec 2019 09:15:58 GMT"), None);
        assert!(wait("Wed, 03 Dec 2200 09:15:58 GMT").is_some());
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
