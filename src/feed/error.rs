//! Causes that keep a score from coming, one per variant.

use std::fmt;

use crate::score::DecodeError;

use super::State;

/// Why an attempt gave no score.
///
/// Each has the code of the `secure-score-error` event; the sentence that a person reads is the
/// dictionary's of that code, and [`Display`](fmt::Display) is the same for a developer.
///
/// ```
/// use secure_score::Error;
///
/// assert_eq!(Error::Forbidden.code(), "forbidden");
/// assert!(Error::Throttled.retryable() && !Error::Forbidden.retryable());
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The host page gave no token: its callback is missing, or resolved to `null`, `undefined` or
    /// an empty text.
    NoToken,
    /// The host page's callback threw, rejected, or resolved to something other than a token.
    TokenFailed(TokenFault),
    /// The host page's callback took longer than 30 seconds.
    TokenTimeout,
    /// After a 401 the callback gave the same token again. It is not sent a second time.
    TokenUnchanged,
    /// 401, with a new token too.
    Unauthorized,
    /// 403: the permission or the audience of the token is wrong, or the user lacks the Defender
    /// role.
    Forbidden,
    /// 403 with the API's code `DisabledFeature`.
    FeatureDisabled,
    /// 404.
    NotFound,
    /// 429.
    Throttled,
    /// 500 to 599.
    Server(u16),
    /// Any other status but 200.
    Http(u16),
    /// The request failed before an answer: offline, DNS, TLS, CORS and a reset connection look
    /// alike to a page.
    Network,
    /// No whole answer within 30 seconds.
    Timeout,
    /// The server redirected. That is refused: a redirect could carry the token elsewhere.
    Redirected,
    /// Status 200, but no score in it.
    InvalidResponse(DecodeError),
    /// The address is neither https, nor loopback, nor this page's own origin, or holds a user name
    /// or password.
    InsecureUrl,
}

/// The fault of the host page's callback or its answer.
///
/// ```
/// use secure_score::{Error, TokenFault};
///
/// println!("the sign-in gave no token: {}", TokenFault::Scheme);
/// assert_eq!(Error::TokenFailed(TokenFault::Scheme).code(), "token-failed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// It threw, or its promise was rejected.
    Threw,
    /// It is neither a text, nor `{ token, expiresAt }`, nor `null`.
    WrongType,
    /// It is the result of a sign-in library, with an `accessToken` in it.
    SignInResult,
    /// It begins with `Bearer `, as the header does.
    Scheme,
    /// It has a character that a header cannot carry, or a space.
    WrongCharacter,
    /// It has more than 16,384 characters.
    TooLong,
}

impl Error {
    /// The code of the contract.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoToken => "no-token",
            Self::TokenFailed(_) => "token-failed",
            Self::TokenTimeout => "token-timeout",
            Self::TokenUnchanged => "token-unchanged",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::FeatureDisabled => "feature-disabled",
            Self::NotFound => "not-found",
            Self::Throttled => "throttled",
            Self::Server(_) => "server",
            Self::Http(_) => "http",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Redirected => "redirected",
            Self::InvalidResponse(_) => "invalid-response",
            Self::InsecureUrl => "insecure-url",
        }
    }

    /// The error of a status other than 200, with the API's own code where its body had one.
    #[must_use]
    pub fn of_status(status: u16, code: Option<&str>) -> Self {
        match status {
            401 => Self::Unauthorized,
            403 if code == Some("DisabledFeature") => Self::FeatureDisabled,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            429 => Self::Throttled,
            500..=599 => Self::Server(status),
            _ => Self::Http(status),
        }
    }

    /// The HTTP status, where there was an answer with one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Unauthorized => Some(401),
            Self::Forbidden | Self::FeatureDisabled => Some(403),
            Self::NotFound => Some(404),
            Self::Throttled => Some(429),
            Self::Server(status) | Self::Http(status) => Some(*status),
            Self::InvalidResponse(_) => Some(200),
            _ => None,
        }
    }

    /// Whether the feed tries again by itself, with back-off, before its next interval.
    #[must_use]
    pub fn retryable(&self) -> bool {
        matches!(
            self,
            Self::TokenFailed(TokenFault::Threw)
                | Self::TokenTimeout
                | Self::Throttled
                | Self::Server(_)
                | Self::Network
                | Self::Timeout
        )
    }

    /// Whether another token, or another question for one, may be the end of it.
    #[must_use]
    pub fn concerns_token(&self) -> bool {
        self.state() == State::Unauthorized || matches!(self, Self::TokenFailed(_) | Self::TokenTimeout)
    }

    /// The state in which it leaves a gauge.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::NoToken | Self::TokenUnchanged | Self::Unauthorized | Self::Forbidden | Self::FeatureDisabled => {
                State::Unauthorized
            }
            _ => State::Error,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoToken => "expected a token from the host page, but it gave none: set getToken, or call setToken",
            Self::TokenFailed(fault) => return fault.fmt(f),
            Self::TokenTimeout => "expected getToken to settle within 30 seconds, but it did not",
            Self::TokenUnchanged => "expected a new token after a 401, but getToken gave the same one: renew it when reason is \"rejected\"",
            Self::Unauthorized => "the API refused the token (401): its audience must be https://api.securitycenter.microsoft.com",
            Self::Forbidden => "the API refused access (403): the token needs Score.Read or Score.Read.All, and its audience must be https://api.securitycenter.microsoft.com",
            Self::FeatureDisabled => "the API says that the feature is disabled for this organisation (403)",
            Self::NotFound => "there is no score at this address (404): check api-base or src",
            Self::Throttled => "too many requests (429)",
            Self::Server(_) => "the service failed (5xx)",
            Self::Http(_) => "expected status 200, but another came",
            Self::Network => "the request failed: offline, or an unknown host, or CORS does not allow this page (then use a same-origin proxy as api-base, or src)",
            Self::Timeout => "expected an answer within 30 seconds, but none came",
            Self::Redirected => "the server redirected, which is refused for safety: use the final address as api-base or src",
            Self::InvalidResponse(error) => return error.fmt(f),
            Self::InsecureUrl => "expected an https, loopback or same-origin address without user name and password",
        })
    }
}

impl fmt::Display for TokenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Threw => "expected getToken to resolve to a token, but it threw or was rejected",
            Self::WrongType => "expected a token as text, as { token, expiresAt } or null, but something else came",
            Self::SignInResult => "expected a token, but an object with accessToken came: give result.accessToken, or { token: result.accessToken, expiresAt: result.expiresOn }",
            Self::Scheme => "expected a token alone, but it begins with \"Bearer \": leave that out, the request adds it",
            Self::WrongCharacter => "expected a token of visible ASCII characters, but it holds others",
            Self::TooLong => "expected a token of at most 16,384 characters, but it is longer",
        })
    }
}

impl std::error::Error for Error {}

/// A failed attempt: the error, and what the answer said besides.
///
/// ```
/// use secure_score::{Error, Failure, Status};
///
/// let failure = Failure { request_id: Some("43f4cb08".to_owned()), ..Error::Server(503).into() };
/// let status = Status::of(None, 0.0, Some(failure));
/// assert!(status.last_good.is_none());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The failure.
    pub error: Error,
    /// The id to quote to Microsoft's support: `target` of the API's error body.
    pub request_id: Option<String>,
    /// `Retry-After` in milliseconds, where the page could read it.
    pub retry_after: Option<f64>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, request_id: None, retry_after: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_have_their_errors() {
        for (status, code, expected, retryable, state) in [
            (400, Some("BadRequest"), "http", false, State::Error),
            (401, Some("Unauthorized"), "unauthorized", false, State::Unauthorized),
            (403, Some("Forbidden"), "forbidden", false, State::Unauthorized),
            (403, Some("DisabledFeature"), "feature-disabled", false, State::Unauthorized),
            (403, None, "forbidden", false, State::Unauthorized),
            (404, Some("ResourceNotFound"), "not-found", false, State::Error),
            (429, Some("TooManyRequests"), "throttled", true, State::Error),
            (500, Some("InternalServerError"), "server", true, State::Error),
            (503, None, "server", true, State::Error),
            (204, None, "http", false, State::Error),
            (418, None, "http", false, State::Error),
        ] {
            let error = Error::of_status(status, code);
            assert_eq!((error.code(), error.retryable(), error.state()), (expected, retryable, state), "{status}");
            assert_eq!(error.status(), Some(status));
        }
    }
}
