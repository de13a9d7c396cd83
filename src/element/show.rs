//! What there is, as the page sees it: the properties, the card, the events.

use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Renderer};

use super::detail;
use super::dictionary::Dictionary;
use super::embed::{Embed, Settled};
use super::plan::Plan;
use crate::feed::{Report, State, Status};
use crate::gauge::{Gauge, GaugeProps};

type Events = Vec<(&'static str, JsValue)>;

impl Embed {
    /// Shows what there is, after something happened.
    pub(super) fn show(&self, report: Option<&Report>) {
        let Some(settled) = self.settled.borrow().clone() else { return };
        let status = match &settled.plan {
            Plan::Refused(error) => Status::failed(error.clone()),
            Plan::Follow(..) => match self.feed().and_then(|feed| feed.status()) {
                Some(status) => status,
                None => return,
            },
        };
        let state = status.state(settled.settings.stale_after);
        let news = self.enter(&settled, &status, state, report);
        self.render(&settled, status, state);
        self.emit(news);
    }

    /// Puts the properties in step, and gives the events that tell of it.
    fn enter(&self, settled: &Settled, status: &Status, state: State, report: Option<&Report>) -> Events {
        let mut events = Events::new();
        if let Some(kept) = &status.kept {
            // A host page that throws in its own setter does not keep the card from being drawn.
            let _ = self.host.keep(&detail::score(kept, &settled.scale));
        }
        let previous = self.state.replace(state);
        if state != previous {
            let _ = self.host.enter(state.name());
            events.push(("secure-score-state", detail::state(state, previous)));
        }
        // Every good answer is news, and so is one that came before this gauge did.
        let told = self.told.replace(status.kept.clone());
        if let Some(kept) = status.kept.as_ref().filter(|kept| !told.is_some_and(|told| Rc::ptr_eq(&told, kept))) {
            events.push(("secure-score-load", detail::score(kept, &settled.scale)));
        }
        if let Some(Report::Failed(failure, attempt)) = report {
            events.push(("secure-score-error", detail::failure(failure, *attempt)));
        }
        events
    }

    fn render(&self, settled: &Settled, status: Status, state: State) {
        // Until its dictionary is there the skeleton stands, which has no words; but a score waits for nothing.
        if state == State::Loading && matches!(*self.dictionary.borrow(), Dictionary::Coming(_)) {
            return;
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
        };
        let mut app = self.app.borrow_mut();
        match app.as_mut() {
            Some(app) => app.update(props),
            None => *app = Some(Renderer::<Gauge>::with_root_and_props(self.root.clone(), props).render()),
        }
    }

    /// Fires events, once the card shows what they tell of.
    fn emit(&self, events: Events) {
        if events.is_empty() {
            return;
        }
        let this = Weak::clone(&self.this);
        spawn_local(async move {
            for (name, detail) in events {
                let Some(embed) = this.upgrade() else { return };
                // What a listener throws is the page's own affair.
                let _ = embed.host.emit(name, &detail);
            }
        });
    }
}
