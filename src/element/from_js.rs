//! The host page's input, read from JavaScript.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::score::{Instant, Reading, Score};
use crate::settings::{Attribute, Attributes, InvalidAttribute};
use crate::text::Formats;

/// The `time-zone` attribute, if the browser knows such a zone.
pub(super) fn time_zone(attributes: &Attributes) -> (Option<String>, Option<InvalidAttribute>) {
    match attributes.get(Attribute::TimeZone) {
        Some(name) if Formats::knows_time_zone(name) => (Some(name.to_owned()), None),
        Some(name) => (
            None,
            Some(InvalidAttribute::new(
                "time-zone",
                name,
                "expected an IANA name such as Europe/Berlin",
                "the reader's",
            )),
        ),
        None => (None, None),
    }
}

/// Reads `{ score, time }`, or nothing.
pub(super) fn snapshot(snapshot: &JsValue) -> (Option<Reading>, Option<InvalidAttribute>) {
    let reading = reading(snapshot);
    let refused = reading.is_none() && !snapshot.is_null() && !snapshot.is_undefined();
    let invalid = refused.then(|| {
        let expected = "expected { score, time } with a number from 0 on and an RFC 3339 instant";
        InvalidAttribute::new("snapshot", &shape(snapshot), expected, "null")
    });
    (reading, invalid)
}

#[wasm_bindgen]
extern "C" {
    /// `Object.keys`, which a proxy may answer with an exception.
    #[wasm_bindgen(js_namespace = Object, catch)]
    fn keys(object: &Object) -> Result<Array, JsValue>;
}

/// The shape of a value: its keys and their types. Its values may be secret.
fn shape(value: &JsValue) -> String {
    let kind = |value: &JsValue| value.js_typeof().as_string().unwrap_or_default();
    let Some(object) = value.dyn_ref::<Object>() else { return kind(value) };
    let keys = keys(object).unwrap_or_default();
    let members = keys.iter().take(8).map(|key| {
        let member = Reflect::get(object, &key).unwrap_or_default();
        let kind = if member.is_null() { "null".to_owned() } else { kind(&member) };
        [key.as_string().unwrap_or_default(), kind].join(": ")
    });
    ["{ ", &members.collect::<Vec<_>>().join(", "), " }"].concat()
}

fn reading(snapshot: &JsValue) -> Option<Reading> {
    let snapshot = snapshot.dyn_ref::<Object>()?;
    let member = |name: &str| Reflect::get(snapshot, &name.into()).ok();
    let score = Score::new(member("score")?.as_f64()?)?;
    // As JSON has it: a date as its text, and what only looks like one not at all.
    let time = JSON::stringify(&member("time")?).ok()?.as_string()?;
    Some(Reading { score, time: Instant::parse(time.strip_prefix('"')?.strip_suffix('"')?).ok()? })
}
