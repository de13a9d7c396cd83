//! The card around the dial.

use yew::{Callback, Component, Context, Html, html};

use super::GaugeProps;
use super::announcement::News;
use super::dial::{dial, stage};
use super::notice::notice;
use super::siblings::siblings;
use crate::feed::{LastGood, State};
use crate::score::Score;
use crate::text::Key;

/// A score as a card: heading, dial, time, and what went wrong.
///
/// A struct component: those are smaller and faster than functions. Classes never change, and what changes is a `data-`
/// attribute: Yew makes a set of every class that is no literal, which costs 1.5 KB of compressed wasm.
pub struct Gauge {
    news: News,
}

impl Component for Gauge {
    type Message = ();
    type Properties = GaugeProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self { news: News::new(ctx.props().state) }
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &GaugeProps) -> bool {
        if ctx.props().state != before.state {
            self.news.enter(ctx.props());
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        tell(props.on_drawn.clone());
        let last_good = props.status.last_good.as_deref().filter(|_| props.state != State::Idle);
        // What a score is shown in and what is shown without one never share an element, so that none of them moves.
        let body = match last_good {
            Some(last_good) => siblings(vec![stage(props, last_good), foot(props, last_good)]),
            None => siblings(vec![dial(props, None), loading(props), waiting()]),
        };
        html! {
            <div part="card" data-state={props.state.name()} data-full={last_good.map(|_| "")} data-prerendered={PRERENDERED}>
                { siblings(vec![head(props, last_good), body, notice(props, self.news.text())]) }
            </div>
        }
    }
}

/// Whether a card stands in a page before any script is there: it is to stay until there is something to draw.
const PRERENDERED: Option<&str> = if cfg!(target_arch = "wasm32") { None } else { Some("") };

/// Tells that a card is drawn, once it is in the page.
///
/// That is when whatever draws it now is done. Yew's own `rendered` may be a frame later: where drawing takes longer than
/// 16 ms, Yew lets the browser paint first.
#[cfg(target_arch = "wasm32")]
fn tell(on_drawn: Callback<()>) {
    wasm_bindgen_futures::spawn_local(async move { on_drawn.emit(()) });
}

/// A native program has the whole card at once.
#[cfg(not(target_arch = "wasm32"))]
fn tell(_: Callback<()>) {}

/// The name, and when a score was true.
fn head(props: &GaugeProps, last_good: Option<&LastGood>) -> Html {
    let heading = html! { <div part="heading">{ props.name() }</div> };
    let time = last_good.map(|last_good| {
        html! {
            <time part="time" datetime={last_good.reading.time.as_str().to_owned()}>{ props.as_of(last_good) }</time>
        }
    });
    html! { <div class="head">{ siblings(vec![heading, time.unwrap_or_default()]) }</div> }
}

/// What the figure means: its band, the target, and its age once it is too old. Nothing, if it has none of them.
fn foot(props: &GaugeProps, last_good: &LastGood) -> Html {
    let goal = props.target().map(|target| html! { <p class="goal">{ target }</p> });
    let age = (props.state == State::Stale).then(|| age(props));
    if goal.is_none() && age.is_none() && props.scale.bands().is_empty() {
        return Html::default();
    }
    let lines = vec![legend(props, last_good.reading.score), goal.unwrap_or_default(), age.unwrap_or_default()];
    html! { <div key="foot" class="foot">{ siblings(lines) }</div> }
}

fn age(props: &GaugeProps) -> Html {
    let age = props.words.fill(Key::Age, &[("age", &props.formats.age(props.status.age))]);
    let parts =
        vec![html! { <b>{ props.words.text(Key::Stale) }</b> }, Html::from(" "), html! { <span>{ age }</span> }];
    html! { <p class="age">{ siblings(parts) }</p> }
}

/// How many bands a wide card has lines for.
const LINES: usize = 5;

/// The bands. Wide cards show all of them, others the one that counts, and readers are told of no other.
fn legend(props: &GaugeProps, score: Score) -> Html {
    let scale = &props.scale;
    let current = scale.bands().at(score.points(), scale.max()).map(|(index, _)| index);
    let starts: Vec<f64> = scale.bands().iter().map(|band| band.start.on(scale.max())).collect();
    let ends = starts.iter().skip(1).copied().chain([scale.max()]);
    let ranges = starts.iter().zip(ends);
    let bands = scale.bands().iter().zip(ranges).enumerate().filter_map(|(index, (band, (start, end)))| {
        let other = current != Some(index);
        (!other || starts.len() <= LINES).then(|| {
            let range = [" ", &props.range(*start, end)].concat();
            let parts = vec![
                Html::from(props.band_name(&band.name)),
                html! { <span class="range" aria-hidden="true">{ range }</span> },
            ];
            html! {
                <p class="name" data-level={props.level(index)} aria-hidden={other.then_some("true")}>{ siblings(parts) }</p>
            }
        })
    });
    bands.collect()
}

/// A word, if the score takes its time.
fn loading(props: &GaugeProps) -> Html {
    if props.state != State::Loading {
        return Html::default();
    }
    html! { <p part="message">{ props.words.text(Key::Loading) }</p> }
}

/// What stands in the place of a score: the host's own content.
fn waiting() -> Html {
    html! { <div class="waiting"><slot></slot></div> }
}
