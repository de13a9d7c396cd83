//! What went wrong, and what can be done.

use yew::{Html, html};

use super::GaugeProps;
use super::siblings::siblings;
use crate::feed::{Error, Failure, State, policy};
use crate::text::{Formats, Key, Texts};

/// The message of the state, with Retry, the link to help and the support id.
///
/// The region that readers are told of is always there and never replaced, else they would not be told. What everybody
/// sees and what only readers are told are in it, each once. Another message has another element: nothing moves.
pub(super) fn notice(props: &GaugeProps, news: &str) -> Html {
    let failure = props.status.failure.as_deref();
    let text = match failure {
        Some(failure) => message(&props.words, &props.formats, &failure.error),
        None if props.state == State::Idle => props.words.text(Key::Idle),
        None => String::new(),
    };
    let told = match (text.is_empty(), news.is_empty()) {
        (true, true) => Html::default(),
        (true, false) => html! { <span class="news">{ news.to_owned() }</span> },
        (false, _) => html! { <p key={text.clone()} part="message">{ text }</p> },
    };
    let parts = vec![
        html! { <div role="status">{ told }</div> },
        failure.map(|failure| support(props, failure)).unwrap_or_default(),
        failure.map(|failure| actions(props, failure)).unwrap_or_default(),
    ];
    html! { <div class="notice" data-bad={failure.map(|_| "")}>{ siblings(parts) }</div> }
}

/// The id to quote to Microsoft's support. Another error has another element, which moves nothing.
fn support(props: &GaugeProps, failure: &Failure) -> Html {
    let Some(id) = &failure.request_id else { return Html::default() };
    html! { <p key={failure.error.code()} class="support">{ props.words.fill(Key::SupportId, &[("id", id)]) }</p> }
}

fn actions(props: &GaugeProps, failure: &Failure) -> Html {
    let help = props.help_base.as_ref().map(|base| [base.as_str(), "#", failure.error.code()].concat());
    let retry = html! {
        <button part="retry" type="button" aria-disabled={props.status.busy.then_some("true")}>
            { props.words.text(Key::Retry) }
        </button>
    };
    let help = help.map(|help| {
        html! {
            <a class="help" href={help} target="_blank" rel="noopener noreferrer">{ props.words.text(Key::Help) }</a>
        }
    });
    html! { <div class="actions">{ siblings(vec![retry, help.unwrap_or_default()]) }</div> }
}

/// What an error says to a person, in the language of these words.
#[must_use]
pub fn message(words: &Texts, formats: &Formats, error: &Error) -> String {
    let status = error.status().map(|status| status.to_string()).unwrap_or_default();
    let patience = if *error == Error::TokenTimeout { policy::TOKEN_TIMEOUT } else { policy::REQUEST_TIMEOUT };
    let seconds = formats.number(patience / 1000.0, 60.0);
    words.fill(key(error), &[("status", &status), ("seconds", &seconds)])
}

fn key(error: &Error) -> Key {
    match error {
        Error::NoToken => Key::ErrorNoToken,
        Error::TokenFailed(_) => Key::ErrorTokenFailed,
        Error::TokenTimeout => Key::ErrorTokenTimeout,
        Error::TokenUnchanged => Key::ErrorTokenUnchanged,
        Error::Unauthorized => Key::ErrorUnauthorized,
        Error::Forbidden => Key::ErrorForbidden,
        Error::FeatureDisabled => Key::ErrorFeatureDisabled,
        Error::NotFound => Key::ErrorNotFound,
        Error::Throttled => Key::ErrorThrottled,
        Error::Server(_) => Key::ErrorServer,
        Error::Http(_) => Key::ErrorHttp,
        Error::Network => Key::ErrorNetwork,
        Error::Timeout => Key::ErrorTimeout,
        Error::Redirected => Key::ErrorRedirected,
        Error::InvalidResponse(_) => Key::ErrorInvalidResponse,
        Error::InsecureUrl => Key::ErrorInsecureUrl,
    }
}

#[cfg(test)]
mod tests {
    use super::key;
    use crate::feed::{Error, TokenFault};
    use crate::score::DecodeError;

    #[test]
    fn each_error_has_the_sentence_of_its_code() {
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
            // `no-token` has `errorNoToken`.
            let (code, name) = (error.code().replace('-', ""), key(&error).name().to_lowercase());
            assert_eq!(name, ["error", &code].concat());
        }
    }
}
