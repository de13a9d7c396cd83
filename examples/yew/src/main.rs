//! The score in a Yew application: no custom element, and no script of the widget's.

use js_sys::Function;
use secure_score::{Gauge, Metric, Source, SubscriberOptions, TokenProvider, use_feed};
use wasm_bindgen::prelude::*;
use yew::prelude::*;

#[wasm_bindgen(module = "/portal-token.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = portalToken)]
    static PORTAL_TOKEN: Function;
}

#[component]
fn Devices() -> Html {
    let source = Source::of_api("/defender", Metric::SecureScore);
    let provider = TokenProvider::from(PORTAL_TOKEN.with(Function::clone));
    let feed = use_feed(source, provider, SubscriberOptions::default());
    html! {
        <Gauge status={feed.status()} on_retry={feed.retry()}>{ "Secure score: see the Defender portal" }</Gauge>
    }
}

#[component]
fn App() -> Html {
    let shown = use_state(|| true);
    let toggle = {
        let shown = shown.clone();
        move |_| shown.set(!*shown)
    };
    html! {
        <main>
            <button onclick={toggle}>{ if *shown { "Hide" } else { "Show" } }</button>
            if *shown {
                <Devices />
            }
        </main>
    }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
