//! The texts of an error: a title, a sentence, and a hint for the person who can mend it.

use crate::feed::{Error, policy};
use crate::text::{Formats, Key, Texts};

/// The sentence of an error for a person, in the language of these words.
#[must_use]
pub fn message(words: &Texts, formats: &Formats, error: &Error) -> String {
    let status = error.status().map(|status| status.to_string()).unwrap_or_default();
    let patience = if *error == Error::TokenTimeout { policy::TOKEN_TIMEOUT } else { policy::REQUEST_TIMEOUT };
    let seconds = formats.number(patience / 1000.0, 60.0);
    words.fill(keys(error).1, &[("status", &status), ("seconds", &seconds)])
}

/// The title, the sentence, and the hint for administrators or for the owner of the page, if there
/// is one.
pub(super) fn keys(error: &Error) -> (Key, Key, Option<Key>) {
    match error {
        Error::NoToken => (Key::TitleNoToken, Key::ErrorNoToken, None),
        Error::TokenFailed(_) => (Key::TitleTokenFailed, Key::ErrorTokenFailed, None),
        Error::TokenTimeout => (Key::TitleTokenTimeout, Key::ErrorTokenTimeout, None),
        Error::TokenUnchanged => (Key::TitleTokenUnchanged, Key::ErrorTokenUnchanged, None),
        Error::Unauthorized => (Key::TitleUnauthorized, Key::ErrorUnauthorized, Some(Key::HintUnauthorized)),
        Error::Forbidden => (Key::TitleForbidden, Key::ErrorForbidden, Some(Key::HintForbidden)),
        Error::FeatureDisabled => (Key::TitleFeatureDisabled, Key::ErrorFeatureDisabled, None),
        Error::NotFound => (Key::TitleNotFound, Key::ErrorNotFound, Some(Key::HintNotFound)),
        Error::Throttled => (Key::TitleThrottled, Key::ErrorThrottled, None),
        Error::Server(_) => (Key::TitleServer, Key::ErrorServer, None),
        Error::Http(_) => (Key::TitleHttp, Key::ErrorHttp, None),
        Error::Network => (Key::TitleNetwork, Key::ErrorNetwork, Some(Key::HintNetwork)),
        Error::Timeout => (Key::TitleTimeout, Key::ErrorTimeout, None),
        Error::Redirected => (Key::TitleRedirected, Key::ErrorRedirected, Some(Key::HintRedirected)),
        Error::InvalidResponse(_) => {
            (Key::TitleInvalidResponse, Key::ErrorInvalidResponse, Some(Key::HintInvalidResponse))
        }
        Error::InsecureUrl => (Key::TitleInsecureUrl, Key::ErrorInsecureUrl, Some(Key::HintInsecureUrl)),
    }
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::feed::{Error, TokenFault};
    use crate::score::DecodeError;

    #[test]
    fn each_error_has_the_texts_of_its_code() {
        for error in [
            Error::NoToken,
            Error::TokenFailed(TokenFault::Threw),
            Error::TokenTimeout,
            Error::TokenUnchanged,
            Error::Unauthorized,
            Error::Forbidden,
            Error::FeatureDisabled,
            Error::NotFound,
            Error::Throttled,
            Error::Server(500),
            Error::Http(400),
            Error::Network,
            Error::Timeout,
            Error::Redirected,
            Error::InvalidResponse(DecodeError::Shape),
            Error::InsecureUrl,
        ] {
            // `no-token` has `titleNoToken` and `errorNoToken`.
            let code = error.code().replace('-', "");
            let (title, sentence, hint) = keys(&error);
            for (key, kind) in [(Some(title), "title"), (Some(sentence), "error"), (hint, "hint")] {
                assert!(key.is_none_or(|key| key.name().to_lowercase() == [kind, &code].concat()), "{key:?}");
            }
        }
    }

    #[test]
    fn whoever_is_told_of_a_retry_gets_one() {
        for error in [Error::Throttled, Error::Server(500), Error::Network, Error::Timeout] {
            assert!(error.retryable() && keys(&error).1.english().ends_with("Retrying automatically."), "{error:?}");
        }
        for error in [Error::Forbidden, Error::NotFound, Error::Http(400), Error::Unauthorized] {
            assert!(!error.retryable() && !keys(&error).1.english().contains("Retrying"), "{error:?}");
        }
    }
}
