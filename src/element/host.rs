//! What the element's JavaScript class offers to the wasm.

use js_sys::{Object, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// One element of a page. Every call may end in the page's own code, so every one may throw.
    pub type Host;

    /// Sets the `state` property and `:state()`.
    #[wasm_bindgen(method, catch)]
    pub(super) fn enter(this: &Host, state: &str) -> Result<(), JsValue>;

    /// Sets the `score` property.
    #[wasm_bindgen(method, catch)]
    pub(super) fn keep(this: &Host, score: &JsValue) -> Result<(), JsValue>;

    /// Fires an event.
    #[wasm_bindgen(method, catch)]
    pub(super) fn emit(this: &Host, name: &str, detail: &JsValue) -> Result<(), JsValue>;

    /// Fetches a dictionary, once a page.
    #[wasm_bindgen(method, catch)]
    pub(super) fn dictionary(this: &Host, language: &str) -> Result<Promise, JsValue>;

    /// Where the widget's own documentation of errors is.
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn help(this: &Host) -> Result<String, JsValue>;

    /// What relative addresses are relative to.
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn base(this: &Host) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = console, catch)]
    pub(super) fn warn(text: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = Object, catch)]
    pub(super) fn freeze(object: &Object) -> Result<JsValue, JsValue>;
}
