//! Answers to what a page's script has asked before there was a feed to ask it.

use std::cell::RefCell;

use js_sys::{Function, JsString};
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

thread_local! {
    static ANSWER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Lets a function answer a request of any feed's in place of the network: it is called with the address, the value of the
/// `Authorization` header and an `AbortSignal`, and gives the promise of a `Response` if it has asked just that already.
pub fn use_head_start(answer: Function) {
    ANSWER.set(Some(answer));
}

/// The promise of an answer that is under way, if there is one.
pub(super) fn answer(address: &str, bearer: Option<&JsString>, signal: &AbortSignal) -> Option<JsValue> {
    let answer = ANSWER.with_borrow(Clone::clone)?;
    let bearer = bearer.map_or(JsValue::UNDEFINED, JsValue::from);
    let answer = answer.call3(&JsValue::UNDEFINED, &address.into(), &bearer, signal).ok()?;
    (!answer.is_undefined()).then_some(answer)
}
