//! This browser's storage. What it throws, and what does not read as a history, is as good as
//! nothing.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::{day_of, today};
use crate::score::Reading;
use crate::score::history::{History, decode_history, encode_history};

#[wasm_bindgen]
extern "C" {
    /// The object that a page has as its storage. It may be anything: web-sys trusts it to give
    /// texts.
    type Storage;
    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &Storage, name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set_item(this: &Storage, name: &str, text: &str) -> Result<(), JsValue>;
}

/// The content of the storage under one name, as far as it was read.
#[derive(Default)]
pub(super) struct Store {
    name: String,
    text: Option<String>,
    history: Rc<History>,
}

impl Store {
    pub(super) fn open(name: &str) -> Self {
        let mut store = Self { name: name.to_owned(), ..Self::default() };
        store.read();
        store
    }

    pub(super) fn history(&self) -> Rc<History> {
        Rc::clone(&self.history)
    }

    /// Reads anew, as another page of the same origin may have written. Tells whether it has.
    pub(super) fn read(&mut self) -> bool {
        let text = storage().and_then(|storage| storage.get_item(&self.name).ok()?.as_string());
        let is_news = text != self.text;
        if is_news {
            let read = text.as_deref().and_then(|text| decode_history(text.as_bytes(), &day_of).ok());
            self.history = Rc::new(read.unwrap_or_default());
            self.text = text;
        }
        is_news
    }

    /// Writes, and tells whether the storage holds that now: one that forgets at once, or throws,
    /// is as good as none. Else every gauge would be told of a past that is not there, and would
    /// have it kept again, for ever.
    fn write(&self, text: &str) -> bool {
        storage().is_some_and(|storage| {
            storage.set_item(&self.name, text).is_ok()
                && storage.get_item(&self.name).is_ok_and(|kept| kept.as_string().as_deref() == Some(text))
        })
    }

    /// Keeps a score as its day's, if none of that day is later. Tells whether the history is
    /// another one now.
    pub(super) fn keep(&mut self, reading: &Reading) -> bool {
        let is_news = self.read();
        let observed = History::new([reading.clone().into()], &day_of);
        let history = (*self.history).clone().settled(day_of(&reading.time), today()).merge(observed);
        let text = encode_history(&history);
        if history == *self.history || !self.write(&text) {
            return is_news;
        }
        self.history = Rc::new(history);
        self.text = Some(text);
        true
    }
}

fn storage() -> Option<Storage> {
    // A call on nothing throws, too, and is caught.
    Some(Reflect::get(&js_sys::global(), &"localStorage".into()).ok()?.unchecked_into())
}
