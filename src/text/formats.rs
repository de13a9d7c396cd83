//! Numbers, dates and times in the page's language.

use std::cell::{OnceCell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;

use super::english;
use super::intl::{DateTimeFormat, Format, NumberFormat, PluralRules, RelativeTimeFormat, date_text};
use crate::score::decimal::write;

thread_local! {
    /// The formats in use. The first `Intl.DateTimeFormat` of a page takes some 20 ms to make: gauges share them.
    static SHARED: RefCell<Vec<Weak<Formats>>> = const { RefCell::new(Vec::new()) };
}

const HOUR: f64 = 3_600_000.0;

/// The formats of one language and time zone, each made when it is first needed.
pub struct Formats {
    locale: String,
    /// Whether the locale is the English that is written without `Intl`.
    english: bool,
    time_zone: Option<String>,
    number: OnceCell<Option<NumberFormat>>,
    small: OnceCell<Option<NumberFormat>>,
    percent: OnceCell<Option<NumberFormat>>,
    date: OnceCell<Option<DateTimeFormat>>,
    relative: OnceCell<Option<RelativeTimeFormat>>,
    plural: OnceCell<Option<PluralRules>>,
    /// What was written last.
    written: RefCell<Vec<(Kind, f64, Rc<str>)>>,
}

/// What is written of a number.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Small,
    Percent,
    Time,
    Plural,
}

/// So many texts are kept: those of one card.
const KEPT: usize = 16;

impl Formats {
    /// The formats of a BCP 47 tag (of the browser's own language, if it knows no such tag) and of an IANA time zone (of
    /// the reader's, for none).
    #[must_use]
    pub fn of(locale: &str, time_zone: Option<&str>) -> Rc<Self> {
        SHARED.with_borrow_mut(|shared| {
            shared.retain(|formats| formats.strong_count() > 0);
            let known = shared
                .iter()
                .filter_map(Weak::upgrade)
                .find(|formats| formats.locale == locale && formats.time_zone.as_deref() == time_zone);
            known.unwrap_or_else(|| {
                let formats = Rc::new(Self::new(locale, time_zone));
                shared.push(Rc::downgrade(&formats));
                formats
            })
        })
    }

    fn new(locale: &str, time_zone: Option<&str>) -> Self {
        Self {
            locale: locale.to_owned(),
            english: matches!(locale, "en" | "en-US"),
            time_zone: time_zone.map(ToOwned::to_owned),
            number: OnceCell::new(),
            small: OnceCell::new(),
            percent: OnceCell::new(),
            date: OnceCell::new(),
            relative: OnceCell::new(),
            plural: OnceCell::new(),
            written: RefCell::default(),
        }
    }

    /// A text that was written before, or else is written now. One card says the same several times, and the next card, or the
    /// next score, much of it again; to ask the browser takes a hundred times as long.
    fn once(&self, kind: Kind, number: f64, write: &dyn Fn() -> String) -> String {
        let known = self
            .written
            .borrow()
            .iter()
            .find(|(of, at, _)| *of == kind && *at == number)
            .map(|(.., text)| Rc::clone(text));
        let text = known.unwrap_or_else(|| {
            let text: Rc<str> = write().into();
            let mut written = self.written.borrow_mut();
            if written.len() >= KEPT {
                written.remove(0);
            }
            written.push((kind, number, Rc::clone(&text)));
            text
        });
        (*text).to_owned()
    }

    /// What is written without `Intl`, where that can be.
    fn in_english(&self, write: impl FnOnce() -> Option<String>) -> Option<String> {
        self.english.then(write).flatten()
    }

    /// Whether the browser knows a time zone.
    #[must_use]
    pub fn knows_time_zone(name: &str) -> bool {
        DateTimeFormat::of("en", &[("timeZone", name.into())]).is_some()
    }

    /// A number on a scale that ends at `end`: with at most two fraction digits or, on a scale that ends below one,
    /// with three figures. A number of more than 21 digits has an exponent.
    #[must_use]
    pub fn number(&self, number: f64, end: f64) -> String {
        let (kind, format, digits, most) = if end < 1.0 {
            (Kind::Small, &self.small, "maximumSignificantDigits", 3)
        } else {
            (Kind::Number, &self.number, "maximumFractionDigits", 2)
        };
        self.once(kind, number, &|| {
            if kind == Kind::Number
                && let Some(written) = self.in_english(|| english::number(number))
            {
                return written;
            }
            let format = format.get_or_init(|| NumberFormat::of(&self.locale, &[(digits, most.into())]));
            let format = format.as_ref().filter(|_| number < 1e21);
            let written = format.and_then(|format| format.format(number).ok());
            written.unwrap_or_else(|| write(number))
        })
    }

    /// A fraction of one in percent, with at most one fraction digit.
    #[must_use]
    pub fn percent(&self, fraction: f64) -> String {
        self.once(Kind::Percent, fraction, &|| {
            if let Some(written) = self.in_english(|| english::percent(fraction)) {
                return written;
            }
            let format = self.percent.get_or_init(|| {
                NumberFormat::of(&self.locale, &[("style", "percent".into()), ("maximumFractionDigits", 1.into())])
            });
            let written = format.as_ref().and_then(|format| format.format(fraction).ok());
            written.unwrap_or_else(|| [&write((fraction * 100.0).round()), "%"].concat())
        })
    }

    /// A moment, in milliseconds since 1970, to the minute. The zone is named where it is not the reader's.
    #[must_use]
    pub fn time(&self, epoch_ms: f64) -> String {
        self.once(Kind::Time, epoch_ms, &|| {
            let written = match self.time_zone {
                Some(_) => None,
                None => self.in_english(|| english::time(&date_text(epoch_ms)?)),
            };
            written.unwrap_or_else(|| self.write_time(epoch_ms))
        })
    }

    fn write_time(&self, epoch_ms: f64) -> String {
        let format = self.date.get_or_init(|| {
            let mut options: Vec<(&str, JsValue)> = vec![
                ("year", "numeric".into()),
                ("month", "short".into()),
                ("day", "numeric".into()),
                ("hour", "numeric".into()),
                ("minute", "2-digit".into()),
            ];
            if let Some(zone) = &self.time_zone {
                options.extend([("timeZone", zone.into()), ("timeZoneName", "short".into())]);
            }
            DateTimeFormat::of(&self.locale, &options)
        });
        let written = format.as_ref().and_then(|format| format.format(epoch_ms).ok());
        written.unwrap_or_default()
    }

    /// An age in milliseconds, such as “3 days ago”.
    #[must_use]
    pub fn age(&self, age: f64) -> String {
        let (number, unit) = match age / HOUR {
            hours if hours < 1.0 => (hours * 60.0, "minute"),
            hours if hours < 48.0 => (hours, "hour"),
            hours => (hours / 24.0, "day"),
        };
        let number = number.floor();
        if self.english {
            return english::ago(number, unit);
        }
        let format = self.relative.get_or_init(|| RelativeTimeFormat::of(&self.locale, &[]));
        let written = format.as_ref().and_then(|format| format.format(-number, unit).ok());
        written.unwrap_or_default()
    }

    /// The plural category of a number: `one`, `few`, `other`, ….
    #[must_use]
    pub fn plural(&self, number: f64) -> String {
        if self.english {
            return if number == 1.0 { "one" } else { "other" }.to_owned();
        }
        self.once(Kind::Plural, number, &|| {
            let format = self.plural.get_or_init(|| PluralRules::of(&self.locale, &[]));
            let category = format.as_ref().and_then(|format| format.select(number).ok());
            category.unwrap_or_else(|| "other".to_owned())
        })
    }
}

impl PartialEq for Formats {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale && self.time_zone == other.time_zone
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::Formats;
    use wasm_bindgen_test::wasm_bindgen_test;

    const ASKED: f64 = 1_575_364_558_166.0;

    /// Intl writes with spaces of several kinds.
    fn plain_spaces(text: &str) -> String {
        text.replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[wasm_bindgen_test]
    fn numbers_are_the_languages_own() {
        for (locale, number, percent) in [
            ("en", "1,234.57", "34.5%"),
            ("en-GB", "1,234.57", "34.5%"),
            ("de", "1.234,57", "34,5 %"),
            ("fr", "1 234,57", "34,5 %"),
            ("ar-EG", "١٬٢٣٤٫٥٧", "٣٤٫٥٪\u{61c}"),
            ("no such language", "1,234.57", "34.5%"),
        ] {
            let formats = Formats::of(locale, None);
            assert_eq!(plain_spaces(&formats.number(1234.567, 1000.0)), number, "{locale}");
            assert_eq!(plain_spaces(&formats.percent(0.345)), percent, "{locale}");
        }
    }

    #[wasm_bindgen_test]
    fn small_scales_have_three_figures_and_endless_numbers_an_exponent() {
        let formats = Formats::of("de", None);
        for (number, end, expected) in [
            (340.125, 1000.0, "340,13"),
            (0.000_34, 0.001, "0,00034"),
            (0.001, 0.001, "0,001"),
            (0.5, 0.999, "0,5"),
            (0.123_456, 0.5, "0,123"),
            (1e-12, 1e-12, "0,000000000001"),
            (1e21, 1000.0, "1e+21"),
        ] {
            assert_eq!(formats.number(number, end), expected, "{number} on {end}");
        }
    }

    #[wasm_bindgen_test]
    fn times_are_of_the_zone() {
        let time = |zone| plain_spaces(&Formats::of("en-GB", Some(zone)).time(ASKED));
        assert_eq!(time("UTC"), "3 Dec 2019, 09:15 UTC");
        assert_eq!(time("Asia/Tokyo"), "3 Dec 2019, 18:15 GMT+9");
        assert!(Formats::knows_time_zone("Europe/Berlin"));
        assert!(!Formats::knows_time_zone("Europe/Atlantis"));
    }

    #[wasm_bindgen_test]
    fn ages_are_rounded_down() {
        const HOUR: f64 = 3_600_000.0;
        for (age, expected) in [
            (0.0, "0 minutes ago"),
            (0.99 * HOUR, "59 minutes ago"),
            (HOUR, "1 hour ago"),
            (47.9 * HOUR, "47 hours ago"),
            (48.0 * HOUR, "2 days ago"),
            (80.0 * HOUR, "3 days ago"),
            (40_000.0 * HOUR, "1,666 days ago"),
        ] {
            assert_eq!(Formats::of("en", None).age(age), expected);
            // By `Intl`, which the shorter tag does without.
            assert_eq!(Formats::of("en-GB", None).age(age), expected);
        }
    }

    #[wasm_bindgen_test]
    fn plurals_are_the_languages_own() {
        for (locale, number, expected) in [
            ("en", 1.0, "one"),
            ("en", 1.5, "other"),
            ("en-GB", 1.0, "one"),
            ("en-GB", 1.5, "other"),
            ("ar", 2.0, "two"),
            ("ja", 1.0, "other"),
            ("fr", 1.5, "one"),
        ] {
            assert_eq!(Formats::of(locale, None).plural(number), expected, "{locale} {number}");
        }
    }

    #[wasm_bindgen_test]
    fn gauges_share_their_formats() {
        let one = Formats::of("en", None);
        assert!(std::rc::Rc::ptr_eq(&one, &Formats::of("en", None)));
        assert!(!std::rc::Rc::ptr_eq(&one, &Formats::of("de", None)));
    }
}
