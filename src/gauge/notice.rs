//! What went wrong, and what can be done.

use yew::{Html, html};

use super::GaugeProps;
use crate::feed::{Error, policy};
use crate::text::Key;

/// The message of the state, with Retry, the link to help and the support id.
pub(super) fn notice(props: &GaugeProps) -> Html {
    let Some(failure) = &props.status.failure else { return Html::default() };
    let help = props.help_base.as_ref().map(|base| [base.as_str(), "#", failure.error.code()].concat());
    let support = failure.request_id.as_ref().map(|id| props.words.fill(Key::SupportId, &[("id", id)]));
    html! {
        <div class="notice">
            <p class="message" part="message">{ message(props, &failure.error) }</p>
            if let Some(support) = support {
                <p class="support">{ support }</p>
            }
            <p class="actions">
                <button class="retry" part="retry" type="button" aria-disabled={props.status.busy.then_some("true")}>
                    { props.words.text(Key::Retry) }
                </button>
                if let Some(help) = help {
                    <a class="help" href={help} target="_blank" rel="noopener noreferrer">{ props.words.text(Key::Help) }</a>
                }
            </p>
        </div>
    }
}

/// The sentence of an error.
pub(super) fn message(props: &GaugeProps, error: &Error) -> String {
    let status = error.status().map(|status| status.to_string()).unwrap_or_default();
    let seconds = props.formats.number(policy::REQUEST_TIMEOUT / 1000.0);
    props.words.fill(key(error), &[("status", &status), ("seconds", &seconds)])
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
