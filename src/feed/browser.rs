//! The browser's functions that the feed calls, each so that what it throws comes back as a value:
//! an exception that passes through the wasm unseen stops every gauge on the page.

use std::cell::RefCell;

use js_sys::{Array, Function, JsString, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Headers, Request};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(request: &Request) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(callback: &Function, delay: f64) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(id: &JsValue) -> Result<(), JsValue>;

    /// `Headers.set` with a text that never leaves the JavaScript heap.
    #[wasm_bindgen(js_namespace = ["Headers", "prototype", "set"], js_name = call, catch)]
    fn set_header(headers: &Headers, name: &str, value: &JsString) -> Result<(), JsValue>;

    /// `String.startsWith` of a text that never leaves the JavaScript heap.
    #[wasm_bindgen(js_namespace = ["String", "prototype", "startsWith"], js_name = call, catch)]
    fn text_starts_with(text: &JsString, part: &str) -> Result<bool, JsValue>;

    /// `String.slice` of a text that never leaves the JavaScript heap.
    #[wasm_bindgen(js_namespace = ["String", "prototype", "slice"], js_name = call, catch)]
    fn text_slice(text: &JsString, start: u32, end: u32) -> Result<JsString, JsValue>;

    /// `Object.create`.
    #[wasm_bindgen(js_namespace = Object, js_name = create, catch)]
    fn create_object(prototype: &JsValue) -> Result<Object, JsValue>;

    /// `performance.now`.
    #[wasm_bindgen(js_namespace = performance, js_name = now, catch)]
    fn performance_now() -> Result<f64, JsValue>;

    /// `String.includes` of a text that never leaves the JavaScript heap.
    #[wasm_bindgen(js_namespace = ["String", "prototype", "includes"], js_name = call, catch)]
    fn text_includes(text: &JsString, part: &JsString) -> Result<bool, JsValue>;

    /// `Date.getTime`, which throws for what only looks like a date.
    #[wasm_bindgen(js_namespace = ["Date", "prototype", "getTime"], js_name = call, catch)]
    fn get_time(date: &JsValue) -> Result<f64, JsValue>;

    /// `Date.parse` of a text that never leaves the JavaScript heap.
    #[wasm_bindgen(js_namespace = Date, js_name = parse, catch)]
    fn parse_date(text: &JsValue) -> Result<f64, JsValue>;
}

/// The moment of a date or of a text that tells of one, in milliseconds since 1970. The text is not
/// copied: a page may have taken its token for it.
pub(super) fn moment(value: &JsValue) -> Option<f64> {
    if value.is_string() { parse_date(value) } else { get_time(value) }.ok()
}

/// Sets a header to a JavaScript text.
pub(super) fn header(headers: &Headers, name: &str, value: &JsString) -> Result<(), JsValue> {
    set_header(headers, name, value)
}

/// Whether a text is a part of another. Where that cannot be told, it counts as one.
pub(super) fn includes(text: &JsString, part: &JsString) -> bool {
    text_includes(text, part).unwrap_or(true)
}

/// Milliseconds since the page began, by the clock that nobody sets; an end of time where a browser
/// has none, so that nothing waits for it.
pub(super) fn steady() -> f64 {
    performance_now().unwrap_or(f64::INFINITY)
}

/// A part of a text.
pub(super) fn slice(text: &JsString, start: u32, end: u32) -> Option<JsString> {
    text_slice(text, start, end).ok()
}

/// An object without a prototype, which a page cannot have put a setter on.
pub(super) fn bare_object() -> Result<Object, JsValue> {
    create_object(&JsValue::NULL)
}

/// Whether a text begins with another.
pub(super) fn starts_with(text: &JsString, part: &str) -> bool {
    text_starts_with(text, part).unwrap_or(false)
}

/// `fetch`, which a page may have replaced by anything.
pub(super) async fn fetch(request: &Request) -> Result<web_sys::Response, JsValue> {
    response(&global_fetch(request)?).await
}

/// The response that something promises.
pub(super) async fn response(promise: &JsValue) -> Result<web_sys::Response, JsValue> {
    let response = settle(promise).await?;
    // A proxy of a response passes for one, and throws at the first look.
    Reflect::get(&response, &"status".into())?;
    response.dyn_into()
}

/// Waits for what may be a promise. Not by `Promise.resolve`, which gives a page's own promise back
/// as it is: that may have a `then` that throws.
pub(super) async fn settle(value: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::race(&Array::of1(value))).await
}

/// Whether a member of an object is this word: web-sys would bring along a list of all words that
/// it can be.
pub(super) fn says(object: &JsValue, member: &str, word: &str) -> bool {
    Reflect::get(object, &member.into()).is_ok_and(|said| said.as_string().is_some_and(|said| said == word))
}

/// Whether what a signal stands for is over. The page has the signal, and may have broken it: then
/// it is.
pub(super) fn is_aborted(signal: &AbortSignal) -> bool {
    Reflect::get(signal, &"aborted".into()).map_or(true, |aborted| aborted.is_truthy())
}

#[wasm_bindgen]
extern "C" {
    /// The page's list of all that is under way, which it can end without the wasm.
    pub type Operations;

    /// An `AbortController` for something that begins.
    #[wasm_bindgen(method, catch)]
    fn begin(this: &Operations) -> Result<AbortController, JsValue>;

    /// It is over.
    #[wasm_bindgen(method, catch)]
    fn end(this: &Operations, controller: &AbortController) -> Result<(), JsValue>;

    /// `setTimeout`.
    #[wasm_bindgen(method, catch, js_name = startTimer)]
    fn start_timer(this: &Operations, callback: &Function, delay: f64) -> Result<JsValue, JsValue>;

    /// `clearTimeout`.
    #[wasm_bindgen(method, catch, js_name = stopTimer)]
    fn stop_timer(this: &Operations, id: &JsValue) -> Result<(), JsValue>;
}

thread_local! {
    static OPERATIONS: RefCell<Option<Operations>> = const { RefCell::new(None) };
}

/// Has all that begins from now on be in a list of the page's, so that it can be ended when the
/// wasm has stopped.
pub fn use_operations(operations: Operations) {
    OPERATIONS.set(Some(operations));
}

/// Calls the page's list, or does without one. No borrow lasts while the page is called.
fn with_operations<T>(listed: impl FnOnce(&Operations) -> T, unlisted: impl FnOnce() -> T) -> T {
    let operations =
        OPERATIONS.with_borrow(|operations| operations.as_ref().map(|one| JsValue::from(one).unchecked_into()));
    match operations {
        Some(operations) => listed(&operations),
        None => unlisted(),
    }
}

/// A running `setTimeout`. Dropped is cancelled.
#[must_use = "dropped is cancelled"]
pub(super) struct Timer(JsValue);

impl Timer {
    /// Calls `callback` after this many milliseconds; `None` if the browser has no timers.
    pub(super) fn start(callback: &Function, delay: f64) -> Option<Self> {
        with_operations(|list| list.start_timer(callback, delay), || set_timeout(callback, delay)).ok().map(Self)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // Clearing throws only where a page has replaced it: then the callback finds nothing to do.
        let _ = with_operations(|list| list.stop_timer(&self.0), || clear_timeout(&self.0));
    }
}

/// The controller of an `AbortSignal`. Dropping it aborts, unless its subject is done.
#[must_use = "dropped is aborted"]
pub(super) struct Errand {
    controller: AbortController,
    done: bool,
}

impl Errand {
    pub(super) fn new() -> Option<Self> {
        let controller = with_operations(Operations::begin, AbortController::new);
        controller.ok().map(|controller| Self { controller, done: false })
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// There is nothing left to abort.
    pub(super) fn done(mut self) {
        self.done = true;
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        let _ = with_operations(|list| list.end(&self.controller), || Ok(()));
        if !self.done {
            self.controller.abort();
        }
    }
}
