//! `Intl`, bound so that a locale or a time zone that it refuses comes back as an error: js-sys's constructors throw
//! right through the wasm.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    type Date;
    #[wasm_bindgen(constructor, catch)]
    fn new(epoch_ms: f64) -> Result<Date, JsValue>;
    #[wasm_bindgen(method, catch, js_name = toString)]
    fn text(this: &Date) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    pub(super) type NumberFormat;
    #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
    fn new(locales: &JsValue, options: &Object) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn format(this: &NumberFormat, number: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    pub(super) type DateTimeFormat;
    #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
    fn new(locales: &JsValue, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn format(this: &DateTimeFormat, epoch_ms: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    pub(super) type RelativeTimeFormat;
    #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
    fn new(locales: &JsValue, options: &Object) -> Result<RelativeTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn format(this: &RelativeTimeFormat, number: f64, unit: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    pub(super) type PluralRules;
    #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
    fn new(locales: &JsValue, options: &Object) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn select(this: &PluralRules, number: f64) -> Result<String, JsValue>;
}

/// A moment in the reader's time zone, in the words of `Date.prototype.toString`, which are the same in every browser.
pub(super) fn date_text(epoch_ms: f64) -> Option<String> {
    Date::new(epoch_ms).ok()?.text().ok()
}

/// A constructor of `Intl`.
pub(super) trait Format: Sized {
    /// A formatter for a locale and options.
    fn make(locales: &JsValue, options: &Object) -> Result<Self, JsValue>;

    /// A formatter for `locale` or, where the browser refuses that, for its own.
    fn of(locale: &str, options: &[(&str, JsValue)]) -> Option<Self> {
        let wanted = Object::new();
        for (name, value) in options {
            Reflect::set(&wanted, &(*name).into(), value).ok()?;
        }
        let locales = Array::of1(&locale.into());
        Self::make(&locales, &wanted).or_else(|_| Self::make(&JsValue::UNDEFINED, &wanted)).ok()
    }
}

macro_rules! formats {
    ($($name:ident)*) => {
        $(impl Format for $name {
            fn make(locales: &JsValue, options: &Object) -> Result<Self, JsValue> {
                Self::new(locales, options)
            }
        })*
    };
}

formats! { NumberFormat DateTimeFormat RelativeTimeFormat PluralRules }
