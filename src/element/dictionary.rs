//! The dictionary of the page's language, fetched when it is first needed.

use js_sys::Object;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::host::Host;

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
    pub(super) fn name(&self) -> Option<&'static str> {
        match self {
            Self::BuiltIn => None,
            Self::Coming(name) | Self::Missing(name) | Self::Loaded(name, _) => Some(name),
        }
    }

    /// Its texts, if they are there.
    pub(super) fn texts(&self) -> Option<Object> {
        match self {
            Self::Loaded(_, texts) => Some(texts.clone()),
            _ => None,
        }
    }
}

/// Fetches the dictionary of this name, and calls `came` with it.
pub(super) fn fetch(host: &Host, name: &'static str, came: impl FnOnce(Dictionary) + 'static) {
    let coming = host.dictionary(name);
    spawn_local(async move {
        let texts = match coming {
            Ok(coming) => JsFuture::from(coming).await.ok().and_then(|value| value.dyn_into::<Object>().ok()),
            Err(_) => None,
        };
        came(texts.map_or(Dictionary::Missing(name), |texts| Dictionary::Loaded(name, texts)));
    });
}
