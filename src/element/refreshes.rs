//! Those who asked for the score, and wait for it.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::host::Host;
use crate::feed::Error;

/// The two functions of a promise. The second one has an error of its own for a gauge that is in no
/// document any more.
struct Refresh {
    resolve: Function,
    reject: Function,
}

/// Everybody who waits.
#[derive(Default)]
pub(super) struct Refreshes(RefCell<Vec<Refresh>>);

impl Refreshes {
    pub(super) fn push(&self, resolve: Function, reject: Function) {
        self.0.borrow_mut().push(Refresh { resolve, reject });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// There is a score. The functions of a promise do not throw.
    pub(super) fn resolve(&self, score: &JsValue) {
        for Refresh { resolve, .. } in self.0.take() {
            let _ = resolve.call1(&JsValue::UNDEFINED, score);
        }
    }

    /// There is an error, in the language of the page.
    pub(super) fn reject(&self, host: &Host, error: &Error, message: &str) {
        for Refresh { reject, .. } in self.0.take() {
            let rejection = host.rejection(error.code(), message);
            let _ = rejection.and_then(|rejection| reject.call1(&JsValue::UNDEFINED, &rejection));
        }
    }

    /// The gauge is taken away, and nobody will ask any more.
    pub(super) fn give_up(&self) {
        for Refresh { reject, .. } in self.0.take() {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    }
}
