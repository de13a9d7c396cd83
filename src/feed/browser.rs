//! The browser's functions that the feed calls, each so that what it throws comes back as a value: an exception that
//! passes through the wasm unseen stops every gauge on the page.

use js_sys::{Array, Function, JsString, Promise, Reflect};
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

/// The moment of a date or of a text that tells of one, in milliseconds since 1970. The text is not copied: a page may
/// have taken its token for it.
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

/// Waits for what may be a promise. Not by `Promise.resolve`, which gives a page's own promise back as it is: that may
/// have a `then` that throws.
pub(super) async fn settle(value: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::race(&Array::of1(value))).await
}

/// Whether a member of an object is this word: web-sys would bring along a list of all words that it can be.
pub(super) fn says(object: &JsValue, member: &str, word: &str) -> bool {
    Reflect::get(object, &member.into()).is_ok_and(|said| said.as_string().is_some_and(|said| said == word))
}

/// Whether what a signal stands for is over. The page has the signal, and may have broken it: then it is.
pub(super) fn is_aborted(signal: &AbortSignal) -> bool {
    Reflect::get(signal, &"aborted".into()).map_or(true, |aborted| aborted.is_truthy())
}

/// A running `setTimeout`. Dropped is cancelled.
#[must_use = "dropped is cancelled"]
pub(super) struct Timer(JsValue);

impl Timer {
    /// Calls `callback` in so many milliseconds; none if the browser has no timers.
    pub(super) fn start(callback: &Function, delay: f64) -> Option<Self> {
        set_timeout(callback, delay).ok().map(Self)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // Clearing throws only where a page has replaced it: then the callback finds nothing to do.
        let _ = clear_timeout(&self.0);
    }
}

/// What an `AbortSignal` follows. Dropped is aborted, unless what it stands for is done.
#[must_use = "dropped is aborted"]
pub(super) struct Errand {
    controller: AbortController,
    done: bool,
}

impl Errand {
    pub(super) fn new() -> Option<Self> {
        AbortController::new().ok().map(|controller| Self { controller, done: false })
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
        if !self.done {
            self.controller.abort();
        }
    }
}
