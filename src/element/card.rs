//! The card in the shadow root: drawn by Yew, after a skeleton that may stand a little longer.

use std::cell::{Cell, RefCell};

use web_sys::Element;
use yew::{AppHandle, Callback, Renderer};

use super::host::Host;
use crate::gauge::{Gauge, GaugeProps};

/// The renderer of one place.
pub(super) struct Card {
    root: Element,
    app: RefCell<Option<AppHandle<Gauge>>>,
    /// Called when the page shows what the last properties say.
    on_drawn: RefCell<Callback<()>>,
    /// Whether the skeleton has stood for its moment.
    pub(super) has_waited: Cell<bool>,
}

impl Card {
    pub(super) fn new(root: Element) -> Self {
        Self { root, app: RefCell::default(), on_drawn: RefCell::default(), has_waited: Cell::default() }
    }

    /// Whether there is more than the skeleton.
    pub(super) fn is_drawn(&self) -> bool {
        self.app.borrow().is_some()
    }

    /// Has the next drawing call `callback`. Another callback makes other properties, so that the
    /// card is drawn in any case.
    pub(super) fn call_when_drawn(&self, callback: impl Fn() + 'static) {
        self.on_drawn.replace(Callback::from(move |()| callback()));
    }

    pub(super) fn draw(&self, host: &Host, props: GaugeProps) {
        let props = GaugeProps { on_drawn: self.on_drawn.borrow().clone(), ..props };
        let mut app = self.app.borrow_mut();
        match app.as_mut() {
            Some(app) => app.update(props),
            None => {
                let _ = host.replace_skeleton();
                *app = Some(Renderer::<Gauge>::with_root_and_props(self.root.clone(), props).render());
            }
        }
    }

    pub(super) fn end(&self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}
