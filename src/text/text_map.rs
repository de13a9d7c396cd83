//! Texts by name: an object of the page, or a dictionary file that a native program has read.

#[cfg(not(target_arch = "wasm32"))]
use std::{collections::BTreeMap, rc::Rc};

use js_sys::{Object, Reflect};

/// Texts by [`Key::name`](super::Key::name).
#[derive(Clone, Debug, PartialEq)]
pub enum TextMap {
    /// An object of the page.
    Object(Object),
    /// A dictionary file.
    #[cfg(not(target_arch = "wasm32"))]
    File(Rc<BTreeMap<String, String>>),
}

impl TextMap {
    /// Reads a dictionary file.
    ///
    /// # Errors
    /// Where it is not a JSON object of texts.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn parse(json: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(json).map(|texts| Self::File(Rc::new(texts)))
    }

    /// The text of a name. Members that are not texts do not count.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        match self {
            Self::Object(texts) => Reflect::get(texts, &name.into()).ok()?.as_string(),
            #[cfg(not(target_arch = "wasm32"))]
            Self::File(texts) => texts.get(name).cloned(),
        }
    }
}

impl From<Object> for TextMap {
    fn from(texts: Object) -> Self {
        Self::Object(texts)
    }
}
