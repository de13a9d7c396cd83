//! The door that the element's JavaScript class calls: mount, set, destroy. Nothing is decided
//! here.

mod card;
mod controller;
mod dictionary;
mod events;
mod from_js;
mod host;
mod host_output;
mod page_urls;
mod past;
mod plan;
mod refreshes;
mod resolved;
mod surface;
mod walk;
mod warnings;

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use controller::Controller;
pub use host::Host;

/// One gauge in an element's shadow root. To free it is to end everything that it had under way.
#[wasm_bindgen]
pub struct Mount(Rc<Controller>);

#[wasm_bindgen]
impl Mount {
    /// A gauge that draws itself into `root`, in place of what stands there. It starts with
    /// [`Mount::start`].
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(host: Host, root: Element) -> Self {
        Self(Controller::new(host, root))
    }

    /// Sets an attribute to a text, or removes it for anything else.
    pub fn attribute(&self, name: &JsValue, value: &JsValue) {
        self.0.set_attribute(&text(name), value.as_string());
    }

    /// Sets the language, as a BCP 47 tag.
    pub fn language(&self, tag: &JsValue) {
        self.0.set_language(text(tag));
    }

    /// Sets the texts that replace single ones of the dictionary.
    pub fn strings(&self, texts: &JsValue) {
        self.0.set_own_texts(texts);
    }

    /// Sets the `snapshot` property.
    pub fn snapshot(&self, snapshot: &JsValue) {
        self.0.set_snapshot(snapshot);
    }

    /// Sets the callback that yields tokens, if it is a function: the element's own, or the one for
    /// every gauge.
    pub fn callback(&self, callback: &JsValue) {
        self.0.set_callback(callback.dyn_ref().cloned());
    }

    /// Takes a token that the page gave for this origin; for nobody where that is no text.
    pub fn token(&self, token: &JsValue, origin: &JsValue) {
        self.0.set_token(token, origin.as_string());
    }

    /// Forgets the token.
    #[wasm_bindgen(js_name = clearToken)]
    pub fn clear_token(&self) {
        self.0.clear_token();
    }

    /// Whether the page took its token back, and nobody has wanted the score since.
    #[wasm_bindgen(js_name = isSignedOut)]
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.0.is_signed_out()
    }

    /// Follows what the page says of itself now: its base, and the origins that it allows.
    pub fn sync(&self) {
        self.0.sync();
    }

    /// Begins, with all that was set before. `signed_out`: the page took its token back since it
    /// set its callback.
    pub fn start(&self, signed_out: bool) {
        self.0.start(signed_out);
    }

    /// Draws the time to the next attempt anew, and tells in how many milliseconds that changes.
    pub fn tick(&self) -> Option<f64> {
        self.0.tick()
    }

    /// Draws the explanation of the score, which somebody opens.
    pub fn explain(&self) {
        self.0.explain();
    }

    /// Where the score is asked for: a text, or `undefined` where it is not asked for.
    #[must_use]
    pub fn address(&self) -> JsValue {
        self.0.address().map_or(JsValue::UNDEFINED, JsValue::from)
    }

    /// A reader looks at the point of the trend closest to a share of its width.
    pub fn inspect(&self, share: f64) {
        self.0.inspect(share);
    }

    /// A reader goes this number of points on from there, or back; 0 is away from the trend.
    pub fn step(&self, points: f64) {
        self.0.step(points);
    }

    /// The reader has stayed at a point for a while.
    pub fn rest(&self) {
        self.0.rest();
    }

    /// Asks now, and calls one of the two functions of a promise.
    pub fn refresh(&self, resolve: Function, reject: Function) {
        self.0.refresh(resolve, reject);
    }
}

/// Has all that begins from now on be in a list of the page's: see [`crate::feed::use_operations`].
#[wasm_bindgen(js_name = useOperations)]
pub fn use_operations(operations: crate::feed::Operations) {
    crate::feed::use_operations(operations);
}

/// Every value comes as it is, since the glue is shorter without what would turn it into another.
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

impl Drop for Mount {
    fn drop(&mut self) {
        self.0.end();
    }
}
