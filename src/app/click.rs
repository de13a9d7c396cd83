//! The meaning of a click in a card.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    fn write_text(text: &str) -> Result<Promise, JsValue>;
}

/// The request of a click.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Click {
    /// Ask for the score.
    Retry,
    /// Draw the content of a sheet that opens now.
    Open,
    /// Nothing, or it is done.
    Nothing,
}

impl Click {
    /// Looks at the button that was clicked in a card's shadow root. A button that copies a text
    /// does so here.
    pub(super) fn of(event: &Event, card: &ShadowRoot) -> Self {
        // Seen from outside of a shadow root, its host was clicked: the path has the true target.
        let Some(target) = event.composed_path().get(0).dyn_into::<Element>().ok() else { return Self::Nothing };
        // What the page has put into the card is the page's own.
        if !card.contains(Some(&target)) {
            return Self::Nothing;
        }
        let Some(button) = target.closest("button").ok().flatten() else { return Self::Nothing };
        if let Some(text) = button.get_attribute("data-copy") {
            copy(button, text);
            return Self::Nothing;
        }
        if button.matches("[part~=retry]").unwrap_or(false) {
            Self::Retry
        } else if button.has_attribute("popovertarget") {
            Self::Open
        } else {
            Self::Nothing
        }
    }
}

/// Copies a text, and says so beside the button. Where the browser refuses, nothing is said.
fn copy(button: Element, text: String) {
    let Ok(copied) = write_text(&text) else { return };
    spawn_local(async move {
        if JsFuture::from(copied).await.is_ok() {
            let _ = button.set_attribute("data-copied", "");
        }
    });
}
