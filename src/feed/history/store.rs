//! This browser's storage. What it throws, and what does not read as a history, is as good as nothing.

use std::rc::Rc;

use web_sys::Storage;

use super::day_of;
use crate::score::Reading;
use crate::score::history::{History, decode_history, encode_history};

/// What stands in the storage under one name, as far as it was read.
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

    /// Reads anew, as another page of the same origin may have written.
    fn read(&mut self) {
        let text = storage().and_then(|storage| storage.get_item(&self.name).ok()?);
        if text != self.text {
            let read = text.as_deref().and_then(|text| decode_history(text.as_bytes(), &day_of).ok());
            self.history = Rc::new(read.unwrap_or_default());
            self.text = text;
        }
    }

    /// Keeps a score as its day's, if none of that day is later. Tells whether the history is another one now.
    pub(super) fn keep(&mut self, reading: &Reading) -> bool {
        self.read();
        let observed = History::new([reading.clone().into()], &day_of);
        let history = (*self.history).clone().merge(observed).since(day_of(&reading.time));
        let text = encode_history(&history);
        if history == *self.history || !storage().is_some_and(|storage| storage.set_item(&self.name, &text).is_ok()) {
            return false;
        }
        self.history = Rc::new(history);
        self.text = Some(text);
        true
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
