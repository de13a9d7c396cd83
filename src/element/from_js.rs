//! What the host page set, read from JavaScript.

use js_sys::{JSON, Object, Reflect};
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
    let complaint = refused.then(|| {
        let came = JSON::stringify(snapshot).ok().and_then(|came| came.as_string());
        InvalidAttribute::new(
            "snapshot",
            &came.unwrap_or_default().chars().take(80).collect::<String>(),
            "expected { score, time } with a number from 0 on and an RFC 3339 instant",
            "null",
        )
    });
    (reading, complaint)
}

fn reading(snapshot: &JsValue) -> Option<Reading> {
    let snapshot = snapshot.dyn_ref::<Object>()?;
    let member = |name: &str| Reflect::get(snapshot, &name.into()).ok();
    let score = Score::new(member("score")?.as_f64()?)?;
    // As JSON has it: a date as its text, and what only looks like one not at all.
    let time = JSON::stringify(&member("time")?).ok()?.as_string()?;
    Some(Reading { score, time: Instant::parse(time.strip_prefix('"')?.strip_suffix('"')?).ok()? })
}
