//! What the host page is told: the `score` property, and the details of events.

use js_sys::{Date, Error as JsError, Object, Reflect};
use wasm_bindgen::JsValue;

use super::host::freeze;
use crate::feed::{Error, Failure, Kept, State};
use crate::score::Scale;

/// `{ value, time, retrievedAt, max, band, target }`, frozen.
pub(super) fn score(kept: &Kept, scale: &Scale) -> JsValue {
    let retrieved_at = Date::new(&kept.retrieved_at.into()).to_iso_string();
    frozen(&[
        ("value", kept.reading.score.points().into()),
        ("time", kept.reading.time.as_str().into()),
        ("retrievedAt", retrieved_at.into()),
        ("max", scale.max().into()),
        ("band", scale.band(kept.reading.score).map_or(JsValue::NULL, JsValue::from)),
        ("target", scale.target().map_or(JsValue::NULL, JsValue::from)),
    ])
}

/// The detail of `secure-score-state`.
pub(super) fn state(state: State, previous: State) -> JsValue {
    frozen(&[("state", state.name().into()), ("previous", previous.name().into())])
}

/// The detail of `secure-score-error`.
pub(super) fn failure(failure: &Failure, attempt: u32) -> JsValue {
    frozen(&[
        ("code", failure.error.code().into()),
        ("status", failure.error.status().map_or(JsValue::NULL, JsValue::from)),
        ("retryable", failure.error.retryable().into()),
        ("requestId", failure.request_id.as_deref().map_or(JsValue::NULL, JsValue::from)),
        ("attempt", attempt.into()),
    ])
}

/// What `refresh()` rejects with: an `Error` that has the event's `code`.
pub(super) fn rejection(error: &Error) -> JsValue {
    let rejection = JsError::new(&error.to_string());
    // A fresh object of our own takes any property.
    let _ = Reflect::set(&rejection, &"code".into(), &error.code().into());
    rejection.into()
}

fn frozen(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    freeze(&object).unwrap_or_else(|_| object.into())
}
