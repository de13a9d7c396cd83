//! The reader's calendar.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::score::Instant;

#[wasm_bindgen]
extern "C" {
    type Date;
    #[wasm_bindgen(constructor, catch)]
    fn new(epoch_ms: f64) -> Result<Date, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getTimezoneOffset)]
    fn minutes_west(this: &Date) -> Result<f64, JsValue>;
}

const MINUTE: f64 = 60_000.0;
const DAY: f64 = 1_440.0 * MINUTE;

/// On which day an instant lies in the browser's own time zone: days since 1970.
#[must_use]
pub fn day_of(time: &Instant) -> i32 {
    day_at(time.epoch_ms())
}

/// The day that it is there now.
pub(super) fn today() -> i32 {
    day_at(js_sys::Date::now())
}

fn day_at(epoch_ms: f64) -> i32 {
    let west = Date::new(epoch_ms).and_then(|date| date.minutes_west()).unwrap_or(0.0);
    ((epoch_ms - west * MINUTE) / DAY).floor() as i32
}
