//! The notice of a failure, with its remedies.

use yew::{Html, html};

use super::GaugeProps;
use super::announcement::News;
use super::icon::{WARNING, icon};
use super::message::{keys, message};
use crate::feed::{Failure, State};
use crate::text::Key;

/// The id of the sheet that has all there is to say of an error.
const DETAILS: &str = "details";

/// The message of the state, with Retry, the details and the link to help.
///
/// The region that readers are told of is always there and never replaced, else they would not be
/// told. What everybody sees and what only readers are told are in it, each once. Another message
/// has another element: nothing moves.
pub(super) fn notice(props: &GaugeProps, news: &News) -> Html {
    let failure = props.status.failure.as_deref();
    html! {
        <div class="notice">
            <div role="status">
                if let Some(failure) = failure {
                    { told(props, failure, news.planned()) }
                } else if props.state == State::Idle {
                    <p key="idle" part="message">{ props.words.text(Key::Idle) }</p>
                } else if !news.text().is_empty() {
                    <span class="news">{ news.text().to_owned() }</span>
                }
            </div>
            if let Some(failure) = failure {
                { actions(props, failure) }
                { details(props, failure) }
            }
        </div>
    }
}

/// The title and the sentence, which may be cut after two lines: the details have all of it.
fn told(props: &GaugeProps, failure: &Failure, planned: &str) -> Html {
    let (title, ..) = keys(&failure.error);
    let text = message(&props.words, &props.formats, &failure.error);
    html! {
        <div key={text.clone()} class="told">
            <p class="title">{ icon(WARNING) }{ props.words.text(title) }</p>
            <p part="message">{ text }</p>
            if !planned.is_empty() {
                <span class="news">{ planned.to_owned() }</span>
            }
        </div>
    }
}

fn actions(props: &GaugeProps, failure: &Failure) -> Html {
    let words = &props.words;
    html! {
        <div class="actions">
            <button part="retry" type="button" aria-disabled={props.status.busy.then_some("true")}>
                { words.text(Key::Retry) }
            </button>
            <button class="more" type="button" popovertarget={DETAILS}>{ words.text(Key::Details) }</button>
            { help(props, failure) }
            // Readers were told when the attempt failed, and are not told of each second.
            if let Some(next_try) = props.next_try() {
                <span class="next" aria-hidden="true">{ next_try }</span>
            }
        </div>
    }
}

fn help(props: &GaugeProps, failure: &Failure) -> Html {
    let Some(base) = &props.help_base else { return Html::default() };
    let href = [base.as_str(), "#", failure.error.code()].concat();
    html! {
        <a class="help" {href} target="_blank" rel="noopener noreferrer">{ props.words.text(Key::Help) }</a>
    }
}

/// All there is to say, with the id to quote to Microsoft's support.
fn details(props: &GaugeProps, failure: &Failure) -> Html {
    let words = &props.words;
    let (title, _, hint) = keys(&failure.error);
    let title = words.text(title);
    html! {
        <div id={DETAILS} class="sheet" popover="auto" role="dialog" aria-label={title.clone()}>
            <p class="title">{ title }</p>
            <p>{ message(words, &props.formats, &failure.error) }</p>
            if let Some(hint) = hint {
                <p>{ words.text(hint) }</p>
            }
            if let Some(next_try) = props.next_try() {
                <p aria-hidden="true">{ next_try }</p>
            }
            if let Some(id) = &failure.request_id {
                <p class="support">
                    <span>{ words.fill(Key::SupportId, &[("id", id)]) }</span>
                    { " " }
                    <button class="copy" type="button" data-copy={id.clone()}>{ words.text(Key::CopyId) }</button>
                    <span class="copied" aria-live="polite"><b>{ words.text(Key::Copied) }</b></span>
                </p>
            }
            { help(props, failure) }
        </div>
    }
}
