//! The interface that the element's JavaScript class offers to the wasm.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// One element of a page. Every call may end in the page's own code, so every one may throw.
    pub type Host;

    /// A card is about to take the place of the skeleton.
    #[wasm_bindgen(method, catch, js_name = replaceSkeleton)]
    pub(super) fn replace_skeleton(this: &Host) -> Result<(), JsValue>;

    /// Sets the `state` property and `:state()`.
    #[wasm_bindgen(method, catch, js_name = setState)]
    pub(super) fn set_state(this: &Host, state: &str) -> Result<(), JsValue>;

    /// Sets the `score` property, and gives the frozen object that it is now.
    #[wasm_bindgen(method, catch, js_name = setScore)]
    pub(super) fn set_score(
        this: &Host,
        value: f64,
        time: &str,
        retrieved_at: f64,
        max: f64,
        band: Option<&str>,
        target: Option<f64>,
        delta: Option<f64>,
        since: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    /// Sets the `trend` property, from a list of times and values in turn.
    #[wasm_bindgen(method, catch, js_name = setTrend)]
    pub(super) fn set_trend(this: &Host, dots: &Array) -> Result<(), JsValue>;

    /// Fires `secure-score-band`.
    #[wasm_bindgen(method, catch, js_name = emitBand)]
    pub(super) fn emit_band(this: &Host, band: Option<&str>, previous: Option<&str>, value: f64)
    -> Result<(), JsValue>;

    /// Fires `secure-score-target`.
    #[wasm_bindgen(method, catch, js_name = emitTarget)]
    pub(super) fn emit_target(this: &Host, reached: bool, target: f64, value: f64) -> Result<(), JsValue>;

    /// Fires `secure-score-drop`.
    #[wasm_bindgen(method, catch, js_name = emitDrop)]
    pub(super) fn emit_drop(this: &Host, points: f64, since: &str, from: f64, value: f64) -> Result<(), JsValue>;

    /// Sets the `score` property to null.
    #[wasm_bindgen(method, catch, js_name = clearScore)]
    pub(super) fn clear_score(this: &Host) -> Result<(), JsValue>;

    /// Fires `secure-score-load`.
    #[wasm_bindgen(method, catch, js_name = emitLoad)]
    pub(super) fn emit_load(this: &Host, score: &JsValue) -> Result<(), JsValue>;

    /// Fires `secure-score-state`.
    #[wasm_bindgen(method, catch, js_name = emitState)]
    pub(super) fn emit_state(this: &Host, state: &str, previous: &str) -> Result<(), JsValue>;

    /// Fires `secure-score-error`.
    #[wasm_bindgen(method, catch, js_name = emitError)]
    pub(super) fn emit_error(
        this: &Host,
        code: &str,
        status: Option<u16>,
        retryable: bool,
        request_id: Option<&str>,
        attempt: u32,
        next_attempt: Option<f64>,
    ) -> Result<(), JsValue>;

    /// The rejection of `refresh()`: an `Error` that has the event's `code`.
    #[wasm_bindgen(method, catch)]
    pub(super) fn rejection(this: &Host, code: &str, message: &str) -> Result<JsValue, JsValue>;

    /// Fetches a dictionary, once a page.
    #[wasm_bindgen(method, catch)]
    pub(super) fn dictionary(this: &Host, language: &str) -> Result<Promise, JsValue>;

    /// Fulfilled after the time that a skeleton stands at least, too short for a person to wait
    /// for.
    #[wasm_bindgen(method, catch, js_name = skeletonDelay)]
    pub(super) fn skeleton_delay(this: &Host) -> Result<Promise, JsValue>;

    /// Where the widget's own documentation of errors is.
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn help(this: &Host) -> Result<String, JsValue>;

    /// The base of relative addresses.
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn base(this: &Host) -> Result<String, JsValue>;

    /// The page's own origin.
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn origin(this: &Host) -> Result<String, JsValue>;

    /// The origins to which alone a token of this page may go; none for any that is safe.
    #[wasm_bindgen(method, getter, catch, js_name = allowedOrigins)]
    pub(super) fn allowed_origins(this: &Host) -> Result<Option<Array>, JsValue>;

    #[wasm_bindgen(js_namespace = console, catch)]
    pub(super) fn warn(text: &str) -> Result<(), JsValue>;
}
