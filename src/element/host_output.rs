//! What the page gets from one gauge: its properties and its events.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::events::{self, Events};
use super::host::Host;
use super::surface::{Change, PublicScore, Seen, Surface};
use crate::feed::State;

/// The properties as they are, and the events that wait for a card.
pub(super) struct HostOutput {
    surface: RefCell<Surface>,
    /// The object that the page has as `score`.
    score: RefCell<JsValue>,
    events: Events,
}

impl Default for HostOutput {
    fn default() -> Self {
        Self { surface: RefCell::default(), score: RefCell::new(JsValue::NULL), events: Events::default() }
    }
}

impl HostOutput {
    /// Puts the properties in step with the feed, and notes the events that tell of it. Gives the
    /// state.
    pub(super) fn see(&self, host: &Host, seen: Seen<'_>) -> State {
        let (surface, changes) = self.surface.take().see(seen);
        let state = surface.state();
        self.surface.replace(surface);
        self.apply(host, changes);
        state
    }

    /// The source is left, and its score is gone with it.
    pub(super) fn forget(&self, host: &Host) {
        let (surface, changes) = self.surface.take().forget();
        self.surface.replace(surface);
        self.apply(host, changes);
    }

    /// The `score` property.
    pub(super) fn score(&self) -> JsValue {
        self.score.borrow().clone()
    }

    /// Whether events wait for a card.
    pub(super) fn has_events(&self) -> bool {
        !self.events.is_empty()
    }

    /// Fires the events that wait. A listener may do anything to this gauge, so nothing of it is
    /// under way then.
    pub(super) fn emit(&self, host: &Host) {
        for (event, score) in self.events.take() {
            events::fire(host, &event, &score);
        }
    }

    fn apply(&self, host: &Host, changes: Vec<Change>) {
        for change in changes {
            // A host page that throws in its own setter does not keep the card from being drawn.
            match change {
                Change::State(state) => {
                    let _ = host.set_state(state.name());
                }
                Change::Trend(trend) => {
                    let dots = Array::new();
                    for dot in trend.dots() {
                        dots.push(&dot.reading.time.as_str().into());
                        dots.push(&JsValue::from(dot.reading.score.points()));
                    }
                    let _ = host.set_trend(&dots);
                }
                Change::Score(Some(score)) => {
                    let object = score_object(host, &score);
                    self.score.replace(object);
                }
                Change::Score(None) => {
                    self.score.replace(JsValue::NULL);
                    let _ = host.clear_score();
                }
                Change::Event(event) => self.events.push(event, self.score()),
            }
        }
    }
}

/// The frozen object that the page has as `score` from now on.
fn score_object(host: &Host, score: &PublicScore) -> JsValue {
    let PublicScore { value, time, retrieved_at, max, band, target, delta } = score;
    let object = host.set_score(
        *value,
        time,
        *retrieved_at,
        *max,
        band.as_deref(),
        *target,
        delta.as_ref().map(|(points, _)| *points),
        delta.as_ref().map(|(_, since)| since.as_str()),
    );
    object.unwrap_or(JsValue::NULL)
}
