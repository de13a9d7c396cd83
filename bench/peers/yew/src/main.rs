//! The six elements of the React page's gauge, drawn by Yew: what Yew itself costs, beside the
//! widget's card.
//!
//! `main.js` asks for the scores, as it does for the React page, and hands them over.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::html::Scope;
use yew::prelude::*;

const ARC: &str = "M20 100A80 80 0 0 1 180 100";
const MAX: &str = "1000";

/// A page calls [`mount`] when it likes.
fn main() {}

thread_local! {
    /// The gauges in the order in which they are on the page, to send them their scores.
    static GAUGES: RefCell<Vec<Scope<Gauge>>> = RefCell::default();
}

/// Puts gauges without a score on the page. `drawn` is called with `true` when one shows its first
/// score, with `false` for each further one.
#[wasm_bindgen]
pub fn mount(root: Element, count: usize, drawn: Function) {
    yew::Renderer::<Gauges>::with_root_and_props(root, Page { count, drawn }).render();
}

/// Gives a gauge a score and its time, as it is and in the user's locale; without a time it keeps
/// the one it has.
#[wasm_bindgen]
pub fn show(index: usize, score: f64, time: Option<String>, text: Option<String>) {
    let time = time.zip(text).map(|(time, text)| (time.into(), text.into()));
    GAUGES.with_borrow(|gauges| {
        if let Some(gauge) = gauges.get(index) {
            gauge.send_message(Data { score, time });
        }
    });
}

#[derive(PartialEq, Properties)]
struct Page {
    count: usize,
    drawn: Function,
}

#[function_component]
fn Gauges(page: &Page) -> Html {
    (0..page.count).map(|index| html! { <Gauge key={index} drawn={page.drawn.clone()} /> }).collect()
}

#[derive(PartialEq, Properties)]
struct Host {
    drawn: Function,
}

struct Data {
    score: f64,
    time: Option<(AttrValue, AttrValue)>,
}

struct Gauge {
    data: Data,
    shown: bool,
}

impl Component for Gauge {
    type Message = Data;
    type Properties = Host;

    fn create(context: &Context<Self>) -> Self {
        GAUGES.with_borrow_mut(|gauges| gauges.push(context.link().clone()));
        Self { data: Data { score: 0.0, time: None }, shown: false }
    }

    fn update(&mut self, _: &Context<Self>, Data { score, time }: Data) -> bool {
        self.data.score = score;
        self.data.time = time.or(self.data.time.take());
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let score = self.data.score.to_string();
        let (time, text) = self.data.time.clone().unzip();
        html! {
            <div class="gauge">
                <svg viewBox="0 0 200 110" role="meter" aria-label="Configuration score" aria-valuemin="0" aria-valuemax={MAX}
                    aria-valuenow={score.clone()}>
                    <path d={ARC} fill="none" stroke="#e5e7eb" stroke-width="16" />
                    <path d={ARC} fill="none" stroke="#2563eb" stroke-width="16" pathLength={MAX}
                        stroke-dasharray={format!("{score} {MAX}")} />
                    <text x="100" y="96" text-anchor="middle" font-size="32">{ score }</text>
                </svg>
                <time datetime={time}>{ text }</time>
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        if self.data.time.is_some() {
            let first = !std::mem::replace(&mut self.shown, true);
            // The page's callback throws nothing.
            let _ = context.props().drawn.call1(&JsValue::NULL, &first.into());
        }
    }
}
