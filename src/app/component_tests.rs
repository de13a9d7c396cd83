//! The component and the hook in a real document.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, ShadowRoot};
use yew::{AppHandle, BaseComponent, Callback, Html, Properties, Renderer, component, html};

use crate::{
    AddressError, Bands, Error, Failure, FeedHandle, Gauge, GaugeProps, Instant, Metric, Reading, Scale, Score, Source,
    Status, SubscriberOptions, TokenProvider, use_feed,
};

/// An application in the document; taken out again at the end of its test.
struct Drawn<C: BaseComponent> {
    root: Element,
    app: Option<AppHandle<C>>,
}

impl<C: BaseComponent> Drawn<C> {
    async fn new(props: C::Properties) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let root = document.create_element("div").unwrap();
        document.document_element().unwrap().append_child(&root).unwrap();
        let app = Renderer::<C>::with_root_and_props(root.clone(), props).render();
        let drawn = Self { root, app: Some(app) };
        drawn.shows("[part=card]").await;
        drawn
    }

    fn update(&mut self, props: C::Properties) {
        self.app.as_mut().unwrap().update(props);
    }

    fn host(&self) -> Option<Element> {
        self.root.query_selector("secure-score-card").unwrap()
    }

    fn has_bands(&self) -> bool {
        self.host().is_some_and(|host| host.has_attribute("bands"))
    }

    fn shadow(&self) -> Option<ShadowRoot> {
        self.host()?.shadow_root()
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.shadow()?.query_selector(selector).unwrap()
    }

    /// Waits until something stands in the card.
    async fn shows(&self, selector: &str) {
        until(selector, || self.find(selector).is_some()).await;
    }

    /// Waits until the value is this one.
    async fn reads(&self, value: &str) {
        let text = || self.find("[part~=value]").and_then(|element| element.text_content()).unwrap_or_default();
        until(value, || text() == value).await;
    }

    fn click(&self, selector: &str) {
        self.find(selector).unwrap().unchecked_into::<HtmlElement>().click();
    }
}

impl<C: BaseComponent> Drop for Drawn<C> {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}

/// The number of tasks until a test gives up. Yew draws in microtasks and frames, and an effect may
/// ask for another drawing: a few tasks are enough.
const TURNS: u32 = 1000;

async fn until(what: &str, is_true: impl Fn() -> bool) {
    for _ in 0..TURNS {
        if is_true() {
            return;
        }
        turn().await;
    }
    panic!("still waiting for {what}");
}

/// Until the next task has its turn: all microtasks are over then.
async fn turn() {
    let turn = Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().set_timeout_with_callback(&resolve).unwrap();
    });
    JsFuture::from(turn).await.unwrap();
}

fn reading(points: f64) -> Reading {
    Reading { score: Score::new(points).unwrap(), time: Instant::parse("2026-11-30T09:00:00Z").unwrap() }
}

fn failed(error: Error) -> Status {
    Status::of(Some(reading(640.0)), 0.0, Some(Failure { request_id: Some("43f4cb08".to_owned()), ..error.into() }))
}

#[wasm_bindgen_test]
async fn a_card_stands_in_a_shadow_root_with_its_style() {
    let status = Status::of(Some(reading(640.0)), 0.0, None);
    let drawn = Drawn::<Gauge>::new(yew::props!(GaugeProps { status })).await;
    drawn.reads("640").await;
    assert_eq!(drawn.shadow().unwrap().adopted_style_sheets().length(), 1);
    let height = drawn.find("[part=card]").unwrap().unchecked_into::<HtmlElement>().offset_height();
    assert!(height > 150, "the style sheet gives it a height of its own: {height}");
    assert!(!drawn.has_bands());
}

#[wasm_bindgen_test]
async fn the_scale_is_the_metrics_own_or_the_given_one() {
    let status = Status::of(Some(reading(40.0)), 0.0, None);
    let metric = Metric::ExposureScore;
    let mut drawn = Drawn::<Gauge>::new(yew::props!(GaugeProps { status: status.clone(), metric })).await;
    drawn.shows("[role=meter][aria-valuemax='100']").await;
    assert!(drawn.has_bands(), "the documented ones");
    let scale = Scale::new(50.0, Bands::default(), None);
    drawn.update(yew::props!(GaugeProps { status, metric, scale }));
    drawn.shows("[role=meter][aria-valuemax='50']").await;
    assert!(!drawn.has_bands());
}

#[wasm_bindgen_test]
async fn retry_calls_back_and_other_clicks_do_not() {
    let calls = Rc::new(RefCell::new(0));
    let on_retry = {
        let calls = Rc::clone(&calls);
        Callback::from(move |()| *calls.borrow_mut() += 1)
    };
    let drawn = Drawn::<Gauge>::new(yew::props!(GaugeProps { status: failed(Error::Forbidden), on_retry })).await;
    drawn.click(".more");
    drawn.click("[part=heading]");
    assert_eq!(*calls.borrow(), 0);
    drawn.click("[part~=retry]");
    assert_eq!(*calls.borrow(), 1);
}

/// A card whose children are buttons, named as the card's own are.
#[derive(Clone, PartialEq, Properties)]
struct Buttons {
    on_retry: Callback<()>,
}

#[component]
fn WithButtons(props: &Buttons) -> Html {
    html! {
        <Gauge status={failed(Error::Forbidden)} on_retry={props.on_retry.clone()}>
            <button part="retry">{ "Again" }</button>
            <button data-copy="a text of the page">{ "Copy" }</button>
        </Gauge>
    }
}

#[wasm_bindgen_test]
async fn a_button_of_the_page_is_none_of_the_cards() {
    // Without a stub the browser may refuse to copy, here as anywhere.
    let stub = "Object.defineProperty(navigator, 'clipboard', { \
                  configurable: true, value: { writeText: () => Promise.resolve() } })";
    Function::new_no_args(stub).call0(&JsValue::NULL).unwrap();
    let calls = Rc::new(RefCell::new(0));
    let on_retry = {
        let calls = Rc::clone(&calls);
        Callback::from(move |()| *calls.borrow_mut() += 1)
    };
    let drawn = Drawn::<WithButtons>::new(Buttons { on_retry }).await;
    let of_page = |selector: &str| drawn.host().unwrap().query_selector(selector).unwrap().unwrap();
    for selector in ["[part=retry]", "[data-copy]"] {
        of_page(selector).unchecked_into::<HtmlElement>().click();
    }
    assert_eq!(*calls.borrow(), 0);
    // By the time that the card's own text is copied, the page's would be.
    drawn.click("[data-copy]");
    drawn.shows("[data-copied]").await;
    assert!(!of_page("[data-copy]").has_attribute("data-copied"));
    drawn.click("[part~=retry]");
    assert_eq!(*calls.borrow(), 1);
}

#[wasm_bindgen_test]
fn a_variable_of_the_page_is_not_its_origin() {
    let (global, name) = (js_sys::global(), JsValue::from("origin"));
    let own = Reflect::get(&global, &name).unwrap();
    for variable in [JsValue::from("http://api.example"), JsValue::from(17), JsValue::NULL] {
        Reflect::set(&global, &name, &variable).unwrap();
        let source = Source::of_api("http://api.example", Metric::SecureScore);
        Reflect::set(&global, &name, &own).unwrap();
        assert_eq!(source, Err(AddressError::Insecure), "{variable:?}");
    }
}

#[wasm_bindgen_test]
async fn sheets_open_in_each_of_two_gauges_by_their_own_buttons() {
    let props = yew::props!(GaugeProps { status: failed(Error::Forbidden) });
    let (one, other) = (Drawn::<Gauge>::new(props.clone()).await, Drawn::<Gauge>::new(props).await);
    other.click("[part=info]");
    other.shows("#about:popover-open p").await;
    let is_open = |drawn: &Drawn<Gauge>, id: &str| drawn.find(&format!("#{id}:popover-open")).is_some();
    assert!(!is_open(&one, "about"));
    let text = other.find("#about").unwrap().text_content().unwrap();
    assert!(text.contains("Scale: 0 to 1,000."), "{text}");
    other.click(".more");
    assert!(is_open(&other, "details") && !is_open(&one, "details"));
}

#[wasm_bindgen_test]
async fn the_children_are_the_fallback() {
    #[component]
    fn Waiting() -> Html {
        html! { <Gauge status={Status::of(None, 0.0, None)}><b>{ "See the portal" }</b></Gauge> }
    }
    let drawn = Drawn::<Waiting>::new(()).await;
    assert!(drawn.find("slot").is_some());
    let host = drawn.host().unwrap();
    assert_eq!(host.query_selector("b").unwrap().unwrap().parent_element(), Some(host));
}

/// An application that hands its feed to the test.
#[derive(Clone, PartialEq, Properties)]
struct Asked {
    source: Result<Source, AddressError>,
    provider: TokenProvider,
    on_draw: Callback<FeedHandle>,
}

#[component]
fn Application(props: &Asked) -> Html {
    let feed = use_feed(props.source.clone(), props.provider.clone(), SubscriberOptions::default());
    props.on_draw.emit(feed.clone());
    html! { <Gauge status={feed.status()} on_retry={feed.retry()} stale_after={f64::INFINITY} /> }
}

fn asked(source: Result<Source, AddressError>) -> Asked {
    Asked { source, provider: TokenProvider::default(), on_draw: Callback::noop() }
}

#[wasm_bindgen_test]
async fn the_hook_follows_its_source() {
    let mut drawn = Drawn::<Application>::new(asked(Ok(Source::Snapshot(reading(340.0))))).await;
    drawn.reads("340").await;
    drawn.update(asked(Ok(Source::Snapshot(reading(640.0)))));
    drawn.reads("640").await;
    drawn.update(asked(Source::of_api("http://api.example", Metric::SecureScore)));
    drawn.shows("[data-state=error]").await;
    drawn.reads("").await;
    drawn.update(asked(Ok(Source::Snapshot(reading(340.0)))));
    drawn.reads("340").await;
}

#[wasm_bindgen_test]
async fn without_a_token_the_hook_waits_and_asks_whom_it_is_given() {
    let api = Source::of_api("/no-such-api", Metric::SecureScore);
    let mut drawn = Drawn::<Application>::new(asked(api.clone())).await;
    drawn.shows("[data-state=idle]").await;
    let provider = TokenProvider::from(Function::new_no_args("return Promise.resolve(null)"));
    drawn.update(Asked { provider, ..asked(api) });
    drawn.shows("[data-state=unauthorized]").await;
}

#[wasm_bindgen_test]
async fn a_handle_asks_for_as_long_as_its_component_stands() {
    let handles = Rc::new(RefCell::new(Vec::new()));
    let on_draw = {
        let handles = Rc::clone(&handles);
        Callback::from(move |feed| handles.borrow_mut().push(feed))
    };
    let count = Rc::new(RefCell::new(0));
    let callback = {
        let count = Rc::clone(&count);
        Closure::<dyn FnMut() -> JsValue>::new(move || {
            *count.borrow_mut() += 1;
            JsValue::NULL
        })
    };
    let provider = TokenProvider::from(callback.as_ref().unchecked_ref::<Function>().clone());
    let source = Source::of_api("/no-such-api", Metric::SecureScore);
    let drawn = Drawn::<Application>::new(Asked { provider, on_draw, ..asked(source) }).await;
    drawn.shows("[data-state=unauthorized]").await;
    let last: FeedHandle = handles.borrow().last().unwrap().clone();
    last.refresh();
    until("another question", || *count.borrow() == 2).await;
    drop(drawn);
    turn().await;
    last.refresh();
    last.clear_token();
    turn().await;
    assert_eq!(*count.borrow(), 2);
}
