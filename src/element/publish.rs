//! What there is, as the page sees it: the properties, the card, the events.

use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::{AttrValue, Callback, Renderer};

use super::controller::{Controller, ResolvedSettings, Shown};
use super::dictionary::Dictionary;
use crate::feed::{Failure, LastGood, Plan, Report, State, Status};
use crate::gauge::{Gauge, GaugeProps};
use crate::score::Score;
use crate::score::history::Fall;

/// What the page is told.
pub(super) enum Event {
    /// The gauge is in the first state, and was in the second.
    Entered(State, State),
    /// There is a score: the object that is the event's detail.
    Loaded(JsValue),
    /// The score moved into a band, out of the one before; none outside of all bands.
    Band { band: Option<String>, previous: Option<String>, value: Score },
    /// The score reached the target, or fell behind it.
    Target { reached: bool, target: f64, value: Score },
    /// The score got worse by as much as the page wants to be told of.
    Drop(Fall, Score),
    /// Something went wrong, so many times in a row.
    Failed(Rc<Failure>, u32),
}

impl Controller {
    /// Shows what there is, after something happened.
    pub(super) fn show(&self, report: Option<&Report>) {
        let Some(settled) = self.settled.borrow().clone() else { return };
        let status = match self.plan.borrow().as_ref() {
            Some(Plan::Refused(error)) => Status::failed(error.clone()),
            _ => match self.status() {
                Some(status) => status,
                None => return,
            },
        };
        let state = status.state(settled.settings.stale_after);
        self.enter(&status, state, report);
        if state == State::Loading && self.skeleton_will_do() {
            let this = Weak::clone(&self.this);
            return spawn_local(async move { Self::emit(&this) });
        }
        self.render(&settled, status, state);
    }

    /// Whether the skeleton, which has no words, may stand a little longer: until the dictionary is there, and for a moment in
    /// any case, as an answer that comes meanwhile saves a drawing. A score waits for nothing.
    fn skeleton_will_do(&self) -> bool {
        if matches!(*self.dictionary.borrow(), Dictionary::Coming(_)) {
            return true;
        }
        if self.app.borrow().is_some() || self.waited.get() {
            return false;
        }
        let Ok(delay) = self.host.skeleton_delay() else { return false };
        let this = Weak::clone(&self.this);
        spawn_local(async move {
            let _ = JsFuture::from(delay).await;
            let Some(embed) = this.upgrade() else { return };
            if !embed.waited.replace(true) && embed.app.borrow().is_none() {
                embed.look();
            }
        });
        true
    }

    /// Puts the properties in step, and notes the events that tell of it.
    fn enter(&self, status: &Status, state: State, report: Option<&Report>) {
        let mut events = Vec::new();
        let Some(settled) = self.settled.borrow().clone() else { return };
        let moves = self.put_in_context(&settled.settings, &settled.scale, status.last_good.as_ref());
        let score = status.last_good.as_ref().map(|last_good| self.keep(last_good));
        let previous = self.state.replace(state);
        if state != previous {
            // A host page that throws in its own setter does not keep the card from being drawn.
            let _ = self.host.enter(state.name());
            events.push(Event::Entered(state, previous));
        }
        // Every good answer is news, and so is one that came before this gauge did.
        let told = self.told.replace(status.last_good.clone());
        let is_news =
            status.last_good.as_ref().is_some_and(|last_good| !told.is_some_and(|told| Rc::ptr_eq(&told, last_good)));
        events.extend(score.filter(|_| is_news).map(Event::Loaded));
        events.extend(moves);
        if let Some(Report::Failed(failure, attempt)) = report {
            events.push(Event::Failed(Rc::clone(failure), *attempt));
        }
        // Only now: the page may have called back meanwhile.
        self.events.borrow_mut().extend(events);
    }

    /// Sees to it that the `score` property is this answer's, and gives the object.
    pub(super) fn keep(&self, last_good: &Rc<LastGood>) -> JsValue {
        let Some(settled) = self.settled.borrow().clone() else { return JsValue::NULL };
        let scale = &settled.scale;
        let trend = self.context.borrow().trend();
        let delta = trend.delta();
        if let Some(shown) = self.score.borrow().as_ref()
            && Rc::ptr_eq(&shown.last_good, last_good)
            && Rc::ptr_eq(&shown.scale, scale)
            && Rc::ptr_eq(&shown.trend, &trend)
        {
            return shown.object.clone();
        }
        let LastGood { reading, retrieved_at, .. } = &**last_good;
        let object = self.host.keep(
            reading.score.points(),
            reading.time.as_str(),
            *retrieved_at,
            scale.max(),
            scale.band(reading.score),
            scale.target(),
            delta.as_ref().map(|delta| delta.points),
            delta.as_ref().map(|delta| delta.since.as_str()),
        );
        let object = object.unwrap_or(JsValue::NULL);
        self.score.replace(Some(Shown {
            last_good: Rc::clone(last_good),
            scale: Rc::clone(scale),
            trend: Rc::clone(&trend),
            object: object.clone(),
        }));
        object
    }

    fn render(&self, settled: &ResolvedSettings, status: Status, state: State) {
        if !self.events.borrow().is_empty() {
            // Another callback makes other properties, so that the card is drawn and tells of it in any case.
            let this = Weak::clone(&self.this);
            self.on_drawn.replace(Callback::from(move |()| Self::emit(&this)));
        }
        let props = GaugeProps {
            status,
            state,
            metric: settled.settings.metric,
            scale: Rc::clone(&settled.scale),
            format: settled.settings.format,
            heading: settled.settings.heading.clone().map(AttrValue::from),
            help_base: settled.help_base.clone(),
            words: self.words(),
            formats: Rc::clone(&settled.formats),
            on_drawn: self.on_drawn.borrow().clone(),
        };
        let mut app = self.app.borrow_mut();
        match app.as_mut() {
            Some(app) => app.update(props),
            None => {
                let _ = self.host.draw();
                *app = Some(Renderer::<Gauge>::with_root_and_props(self.root.clone(), props).render());
            }
        }
    }

    /// Fires the events that wait. A listener may do anything to this gauge, so nothing of it is under way then.
    fn emit(this: &Weak<Self>) {
        let Some(events) = this.upgrade().map(|embed| embed.events.take()) else { return };
        for event in events {
            let Some(embed) = this.upgrade() else { return };
            let host = &embed.host;
            // What a listener throws is the page's own affair.
            let _ = match event {
                Event::Entered(state, previous) => host.entered(state.name(), previous.name()),
                Event::Loaded(score) => host.loaded(&score),
                Event::Band { band, previous, value } => {
                    host.band_changed(band.as_deref(), previous.as_deref(), value.points())
                }
                Event::Target { reached, target, value } => host.target_crossed(reached, target, value.points()),
                Event::Drop(Fall { points, from }, value) => {
                    host.dropped(points, from.time.as_str(), from.score.points(), value.points())
                }
                Event::Failed(failure, attempt) => {
                    let Failure { error, request_id, .. } = &*failure;
                    host.failed(error.code(), error.status(), error.retryable(), request_id.as_deref(), attempt)
                }
            };
        }
    }
}
