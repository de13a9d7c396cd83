//! Events that wait until the card shows what they tell of.

use std::cell::RefCell;

use wasm_bindgen::JsValue;

use super::host::Host;
use super::surface::Event;
use crate::feed::Failure;
use crate::score::history::Fall;

/// Events in their order, each with the `score` property of its moment.
#[derive(Default)]
pub(super) struct Events(RefCell<Vec<(Event, JsValue)>>);

impl Events {
    pub(super) fn push(&self, event: Event, score: JsValue) {
        self.0.borrow_mut().push((event, score));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    pub(super) fn take(&self) -> Vec<(Event, JsValue)> {
        self.0.take()
    }
}

/// Fires one event. What a listener throws is the page's own affair.
pub(super) fn fire(host: &Host, event: &Event, score: &JsValue) {
    let _ = match event {
        Event::State { state, previous } => host.emit_state(state.name(), previous.name()),
        Event::Load => host.emit_load(score),
        Event::Band { band, previous, value } => host.emit_band(band.as_deref(), previous.as_deref(), value.points()),
        Event::Target { reached, target, value } => host.emit_target(*reached, *target, value.points()),
        Event::Drop(Fall { points, from }, value) => {
            host.emit_drop(*points, from.time.as_str(), from.score.points(), value.points())
        }
        Event::Error { failure, attempt, next_attempt } => {
            let Failure { error, request_id, .. } = &**failure;
            let id = request_id.as_deref();
            host.emit_error(error.code(), error.status(), error.retryable(), id, *attempt, *next_attempt)
        }
    };
}
