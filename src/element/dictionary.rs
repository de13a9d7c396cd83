//! The dictionary of the page's language, fetched when it is first needed.

use std::rc::Weak;

use js_sys::Object;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::controller::Controller;
use crate::text::{Texts, dictionary_for};

/// Where a gauge's texts come from, beside the English ones.
#[derive(Clone, Default)]
pub(super) enum Dictionary {
    /// From nowhere: the page is in English, or there is no dictionary of its language to be had.
    #[default]
    BuiltIn,
    /// From a file that is on its way.
    Coming(&'static str),
    /// From a file that could not be had.
    Missing(&'static str),
    /// From a file.
    Loaded(&'static str, Object),
}

impl Dictionary {
    fn name(&self) -> Option<&'static str> {
        match self {
            Self::BuiltIn => None,
            Self::Coming(name) | Self::Missing(name) | Self::Loaded(name, _) => Some(name),
        }
    }
}

impl Controller {
    /// The texts as they are now.
    pub(super) fn words(&self) -> Texts {
        let dictionary = match &*self.dictionary.borrow() {
            Dictionary::Loaded(_, dictionary) => Some(dictionary.clone()),
            _ => None,
        };
        Texts::new(self.own_words.borrow().clone(), dictionary)
    }

    /// Sees to it that the dictionary is the one of the page's language.
    pub(super) fn load_dictionary(&self) {
        let wanted = dictionary_for(&self.language.borrow());
        if self.dictionary.borrow().name() == wanted {
            return;
        }
        let Some(name) = wanted else {
            self.dictionary.replace(Dictionary::BuiltIn);
            return;
        };
        self.dictionary.replace(Dictionary::Coming(name));
        let coming = self.host.dictionary(name);
        let this = Weak::clone(&self.this);
        spawn_local(async move {
            let came = match coming {
                Ok(coming) => JsFuture::from(coming).await.ok().and_then(|value| value.dyn_into::<Object>().ok()),
                Err(_) => None,
            };
            let Some(embed) = this.upgrade() else { return };
            if embed.dictionary.borrow().name() == Some(name) {
                let dictionary = came.map_or(Dictionary::Missing(name), |came| Dictionary::Loaded(name, came));
                embed.dictionary.replace(dictionary);
                embed.unsettle();
                embed.look();
            }
        });
    }
}
