//! Whether the page is visible and online, and the listeners for changes of that.

use js_sys::Function;
use web_sys::EventTarget;

use super::browser;
use super::machine::Page;

/// The page as it is now. What cannot be told counts as visible and online.
pub(super) fn now() -> Page {
    let document = web_sys::window().and_then(|window| window.document());
    let hidden = document.is_some_and(|document| browser::says(&document, "visibilityState", "hidden"));
    let offline = web_sys::window().is_some_and(|window| !window.navigator().on_line());
    Page { visible: !hidden, online: !offline }
}

/// Milliseconds since the page began, by the clock that nobody sets.
#[must_use]
pub fn steady() -> f64 {
    browser::steady()
}

/// Listens for every event after which [`now`] may say something else, until it is dropped.
#[must_use = "dropped is deaf"]
pub(super) struct Watch {
    listeners: Vec<(EventTarget, &'static str)>,
    callback: Function,
}

impl Watch {
    pub(super) fn start(callback: &Function) -> Self {
        let mut listeners: Vec<(EventTarget, &'static str)> = Vec::new();
        if let Some(window) = web_sys::window() {
            if let Some(document) = window.document() {
                listeners.push((document.into(), "visibilitychange"));
            }
            // `pageshow` tells of a page that the back button brought back.
            listeners.extend(["online", "offline", "pageshow"].map(|name| (window.clone().into(), name)));
        }
        for (target, name) in &listeners {
            let _ = target.add_event_listener_with_callback(name, callback);
        }
        Self { listeners, callback: callback.clone() }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        for (target, name) in &self.listeners {
            let _ = target.remove_event_listener_with_callback(name, &self.callback);
        }
    }
}
