//! The card around the dial.

use yew::{Component, Context, Html, html};

use super::GaugeProps;
use super::dial::dial;
use super::notice::{message, notice};
use crate::feed::{Kept, State};
use crate::text::Key;

/// A score as a card: heading, dial, time, and what went wrong.
///
/// A struct component: those are smaller and faster than functions.
pub struct Gauge {
    announcement: String,
}

impl Component for Gauge {
    type Message = ();
    type Properties = GaugeProps;

    fn create(_: &Context<Self>) -> Self {
        Self { announcement: String::new() }
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &GaugeProps) -> bool {
        if ctx.props().state != before.state {
            self.announcement = announcement(ctx.props());
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let kept = props.status.kept.as_deref().filter(|_| props.state != State::Idle);
        html! {
            <div class="card" part="card" data-state={props.state.name()}>
                <div class="heading" part="heading">{ props.name() }</div>
                if let Some(kept) = kept {
                    { dial(props, kept) }
                    { details(props, kept) }
                } else {
                    { waiting(props) }
                }
                { notice(props) }
                <div class="announcement" role="status">{ self.announcement.clone() }</div>
            </div>
        }
    }
}

/// What a meter says once more as text, with the time and the age.
fn details(props: &GaugeProps, kept: &Kept) -> Html {
    let time = &kept.reading.time;
    let as_of = props.words.fill(Key::AsOf, &[("time", &props.formats.time(time.epoch_ms()))]);
    let stale = props.state == State::Stale;
    html! {
        <div class="details">
            <span class="sentence">{ props.sentence(kept.reading.score) }</span>
            <time class="time" part="time" datetime={time.as_str().to_owned()}>{ as_of }</time>
            if stale {
                <span class="age">
                    { props.words.text(Key::Stale) }
                    { props.words.text(Key::ListSeparator) }
                    { props.words.fill(Key::Age, &[("age", &props.formats.age(props.status.age))]) }
                </span>
            }
        </div>
    }
}

/// What stands in the place of a score: the skeleton or a word, and the host's own content.
fn waiting(props: &GaugeProps) -> Html {
    let text = match props.state {
        State::Idle => props.words.text(Key::Idle),
        State::Loading => props.words.text(Key::Loading),
        _ => String::new(),
    };
    html! {
        <div class="waiting">
            <p class="message" part={(!text.is_empty()).then_some("message")}>{ text }</p>
            <slot></slot>
        </div>
    }
}

fn announcement(props: &GaugeProps) -> String {
    match (&props.status.failure, &props.status.kept, props.state) {
        (Some(failure), _, _) => message(props, &failure.error),
        (None, Some(kept), State::Ready) => {
            props.words.fill(Key::AnnounceReady, &[("value", &props.sentence(kept.reading.score))])
        }
        (None, _, State::Stale) => props.words.text(Key::AnnounceStale),
        (None, _, State::Idle) => props.words.text(Key::Idle),
        _ => String::new(),
    }
}
