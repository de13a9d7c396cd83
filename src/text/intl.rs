//! The browser's `Intl`, bound so that a locale or a time zone that it refuses comes back as an
//! error: js-sys's constructors throw right through the wasm.

use std::cell::OnceCell;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::language::language;
use super::{Carrier, Digits};

#[wasm_bindgen]
extern "C" {
    type Date;
    #[wasm_bindgen(constructor, catch)]
    fn new(epoch_ms: f64) -> Result<Date, JsValue>;
    #[wasm_bindgen(method, catch, js_name = toString)]
    fn text(this: &Date) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getTimezoneOffset)]
    fn offset(this: &Date) -> Result<f64, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
    fn new(locales: &JsValue, options: &Object) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &NumberFormat, number: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
    fn new(locales: &JsValue, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, epoch_ms: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type RelativeTimeFormat;
    #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
    fn new(locales: &JsValue, options: &Object) -> Result<RelativeTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &RelativeTimeFormat, number: f64, unit: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
    fn new(locales: &JsValue, options: &Object) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn select(this: &PluralRules, number: f64) -> Result<String, JsValue>;
}

/// A constructor of `Intl`.
trait Format: Sized {
    /// A formatter for a locale and options.
    fn make(locales: &JsValue, options: &Object) -> Result<Self, JsValue>;

    /// A formatter for `locale` or, where the browser refuses that, for its language alone.
    fn of(locale: &str, options: &[(&str, JsValue)]) -> Option<Self> {
        let wanted = Object::new();
        for (name, value) in options {
            Reflect::set(&wanted, &(*name).into(), value).ok()?;
        }
        let make = |locale: &str| Self::make(&Array::of1(&locale.into()), &wanted);
        make(locale).or_else(|_| make(language(locale))).ok()
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

/// `Intl` for one locale and time zone. Each formatter is made when it is first needed.
pub(super) struct Intl {
    locale: String,
    time_zone: Option<String>,
    number: OnceCell<Option<NumberFormat>>,
    small: OnceCell<Option<NumberFormat>>,
    percent: OnceCell<Option<NumberFormat>>,
    ago: OnceCell<Option<RelativeTimeFormat>>,
    wait: OnceCell<Option<RelativeTimeFormat>>,
    plural: OnceCell<Option<PluralRules>>,
}

impl Intl {
    pub(super) fn new(locale: &str, time_zone: Option<&str>) -> Self {
        Self {
            locale: locale.to_owned(),
            time_zone: time_zone.map(ToOwned::to_owned),
            number: OnceCell::new(),
            small: OnceCell::new(),
            percent: OnceCell::new(),
            ago: OnceCell::new(),
            wait: OnceCell::new(),
            plural: OnceCell::new(),
        }
    }

    /// Made anew each time: a formatter keeps the zone that the reader was in when it was made.
    /// [`super::Formats`] keeps what was written.
    fn date(&self, epoch_ms: f64, options: &[(&str, &str)], zone_name: bool) -> Option<String> {
        let mut wanted: Vec<(&str, JsValue)> = options.iter().map(|(name, value)| (*name, (*value).into())).collect();
        if let Some(zone) = &self.time_zone {
            wanted.push(("timeZone", zone.into()));
            if zone_name {
                wanted.push(("timeZoneName", "short".into()));
            }
        }
        DateTimeFormat::of(&self.locale, &wanted)?.format(epoch_ms).ok()
    }
}

impl Carrier for Intl {
    fn number(&self, number: f64, digits: Digits) -> Option<String> {
        let (format, name, most) = match digits {
            Digits::Fraction => (&self.number, "maximumFractionDigits", 2),
            Digits::Significant => (&self.small, "maximumSignificantDigits", 3),
        };
        let format = format.get_or_init(|| NumberFormat::of(&self.locale, &[(name, most.into())]));
        format.as_ref()?.format(number).ok()
    }

    fn percent(&self, fraction: f64) -> Option<String> {
        let options = || [("style", "percent".into()), ("maximumFractionDigits", 1.into())];
        let format = self.percent.get_or_init(|| NumberFormat::of(&self.locale, &options()));
        format.as_ref()?.format(fraction).ok()
    }

    fn time(&self, epoch_ms: f64) -> Option<String> {
        let options =
            [("year", "numeric"), ("month", "short"), ("day", "numeric"), ("hour", "numeric"), ("minute", "2-digit")];
        self.date(epoch_ms, &options, true)
    }

    fn day(&self, epoch_ms: f64) -> Option<String> {
        self.date(epoch_ms, &[("month", "short"), ("day", "numeric")], false)
    }

    fn ago(&self, count: f64, unit: &str) -> Option<String> {
        let format = self.ago.get_or_init(|| RelativeTimeFormat::of(&self.locale, &[("numeric", "auto".into())]));
        format.as_ref()?.format(count, unit).ok()
    }

    fn wait(&self, count: f64, unit: &str) -> Option<String> {
        let format = self.wait.get_or_init(|| RelativeTimeFormat::of(&self.locale, &[("style", "short".into())]));
        format.as_ref()?.format(count, unit).ok()
    }

    fn plural(&self, number: f64) -> Option<String> {
        let format = self.plural.get_or_init(|| PluralRules::of(&self.locale, &[]));
        format.as_ref()?.select(number).ok()
    }

    fn clock(&self, epoch_ms: f64) -> Option<String> {
        Date::new(epoch_ms).ok()?.text().ok()
    }

    fn zone(&self) -> f64 {
        // Zones that agree in a winter and a summer write the times of a score alike.
        let offset = |epoch_ms| Date::new(epoch_ms).and_then(|date| date.offset()).unwrap_or_default();
        offset(WINTER) * 10_000.0 + offset(SUMMER)
    }
}

/// Two moments half a year apart: 2026-01-15 and 2026-07-15.
const WINTER: f64 = 1_768_435_200_000.0;
const SUMMER: f64 = 1_784_073_600_000.0;

/// Whether the browser knows a time zone.
pub(super) fn knows_time_zone(name: &str) -> bool {
    DateTimeFormat::of("en", &[("timeZone", name.into())]).is_some()
}
