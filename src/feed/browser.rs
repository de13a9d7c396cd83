//! The browser's functions that the feed calls, each so that what it throws comes back as a value: an exception that
//! passes through the wasm unseen stops every gauge on the page.

use js_sys::{Function, JsString, Promise};
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
}

/// Sets a header to a JavaScript text.
pub(super) fn header(headers: &Headers, name: &str, value: &JsString) -> Result<(), JsValue> {
    set_header(headers, name, value)
}

/// `fetch`, which a page may have replaced by anything.
pub(super) async fn fetch(request: &Request) -> Result<web_sys::Response, JsValue> {
    settle(&global_fetch(request)?).await?.dyn_into()
}

/// Waits for what may be a promise.
pub(super) async fn settle(value: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(value)).await
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
