//! The card around the dial.

use yew::{Callback, Component, Context, Html, html};

use super::GaugeProps;
use super::about::about;
use super::announcement::News;
use super::dial::{dial, stage};
use super::foot::foot;
use super::head::head;
use super::notice::notice;
use super::past::past;
use crate::feed::State;
use crate::text::Key;

/// A score as a card: heading, dial, foot, and what went wrong.
///
/// A struct component: those are smaller and faster than functions. Classes never change, and what
/// changes is a `data-` attribute: Yew makes a set of every class that is no literal, which costs
/// 1.5 KB of compressed wasm.
pub struct Gauge {
    news: News,
}

impl Component for Gauge {
    type Message = ();
    type Properties = GaugeProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self { news: News::new(ctx.props()) }
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &GaugeProps) -> bool {
        if ctx.props().state != before.state {
            self.news.enter(ctx.props());
        }
        self.news.plan(ctx.props());
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        tell(props.on_drawn.clone());
        let last_good = props.status.last_good.as_deref().filter(|_| props.state != State::Idle);
        // The card has dictionaries of its own, and a translator that replaces its texts would keep
        // the next ones from being seen.
        html! {
            <div
                part="card"
                translate="no"
                data-state={props.state.name()}
                data-full={last_good.map(|_| "")}
                data-bad={props.status.failure.as_ref().map(|_| "")}
                data-prerendered={props.prerendered.then_some("")}
            >
                { head(props, last_good) }
                // Elements that show a score and elements that stand in its place have keys, so
                // that none becomes the other, which would move it.
                if let Some(last_good) = last_good {
                    { stage(props, last_good) }
                    { foot(props, last_good) }
                    if let Some(change) = props.trend.delta() {
                        { past(props, last_good, &change) }
                    }
                } else {
                    { dial(None) }
                    if props.state == State::Loading {
                        <p part="message">{ props.words.text(Key::Loading) }</p>
                    }
                    <div key="waiting" class="waiting"><slot></slot></div>
                }
                { notice(props, &self.news) }
                { about(props, last_good) }
            </div>
        }
    }
}

/// Tells that a card is drawn, once it is in the page.
///
/// That is when whatever draws it now is done. Yew's own `rendered` may be a frame later: where
/// drawing takes longer than 16 ms, Yew lets the browser paint first.
#[cfg(target_arch = "wasm32")]
fn tell(on_drawn: Callback<()>) {
    wasm_bindgen_futures::spawn_local(async move { on_drawn.emit(()) });
}

/// A native program has the whole card at once.
#[cfg(not(target_arch = "wasm32"))]
fn tell(_: Callback<()>) {}
