//! Numbers, dates and times in the page's language.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::language::locale_for;
use super::{Carrier, Digits, english};
use crate::score::decimal::write;

thread_local! {
    /// The formats in use. The first `Intl.DateTimeFormat` of a page takes some 20 ms to make:
    /// gauges share them.
    static SHARED: RefCell<Vec<Weak<Formats>>> = const { RefCell::new(Vec::new()) };
}

/// Milliseconds in a second.
pub(super) const SECOND: f64 = 1_000.0;
/// Milliseconds in a minute.
pub(super) const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;

/// The formats of one language and time zone.
///
/// American English is written by our own rules, and all else by a [`Carrier`]: the browser's
/// `Intl`, or the library of a native program.
pub struct Formats {
    locale: String,
    /// Whether the locale is the English that is written without the carrier.
    english: bool,
    time_zone: Option<String>,
    carrier: Box<dyn Carrier>,
    /// The last text.
    written: RefCell<Vec<(Kind, f64, Rc<str>)>>,
    /// The reader's zone when it was.
    zone: Cell<f64>,
}

/// The kind of text for a number.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Small,
    Percent,
    Time,
    Day,
    Plural,
}

/// The number of texts that are kept: those of one card.
const KEPT: usize = 24;

impl Formats {
    /// The browser's formats of a language tag (of English, if there are no texts in that language)
    /// and of an IANA time zone (of the reader's, for none). Outside a browser: English in UTC.
    #[must_use]
    pub fn of(tag: &str, time_zone: Option<&str>) -> Rc<Self> {
        let locale = locale_for(tag);
        SHARED.with_borrow_mut(|shared| {
            shared.retain(|formats| formats.strong_count() > 0);
            let known = shared
                .iter()
                .filter_map(Weak::upgrade)
                .find(|formats| formats.locale == locale && formats.time_zone.as_deref() == time_zone);
            known.unwrap_or_else(|| {
                #[cfg(target_arch = "wasm32")]
                let formats = Self::new(&locale, time_zone, super::intl::Intl::new(&locale, time_zone));
                #[cfg(not(target_arch = "wasm32"))]
                let formats = Self::new("en", Some("UTC"), super::Utc);
                let formats = Rc::new(formats);
                shared.push(Rc::downgrade(&formats));
                formats
            })
        })
    }

    /// Formats that a carrier of one's own writes, except where they are English. A time zone is
    /// the carrier's affair: it is named here only so that the carrier writes the times.
    #[must_use]
    pub fn new(locale: &str, time_zone: Option<&str>, carrier: impl Carrier + 'static) -> Self {
        Self {
            english: matches!(locale, "en" | "en-US"),
            locale: locale.to_owned(),
            time_zone: time_zone.map(ToOwned::to_owned),
            zone: Cell::new(carrier.zone()),
            carrier: Box::new(carrier),
            written: RefCell::default(),
        }
    }

    /// A text that was written before, or else is written now. One card repeats its texts, and the
    /// next card, or the next score, repeats most of them. Asking the browser takes a hundred times
    /// as long.
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

    /// A time or a day as it was written before, unless the reader is in another zone now.
    fn once_in_zone(&self, kind: Kind, epoch_ms: f64, write: &dyn Fn() -> Option<String>) -> String {
        let zone = self.carrier.zone();
        if self.zone.replace(zone) != zone {
            self.written.borrow_mut().clear();
        }
        self.once(kind, epoch_ms, &|| write().unwrap_or_default())
    }

    /// The text without the carrier, where possible.
    fn in_english(&self, write: impl FnOnce() -> Option<String>) -> Option<String> {
        self.english.then(write).flatten()
    }

    /// A moment as English writes it, in the reader's own zone.
    fn in_english_here(&self, epoch_ms: f64, write: fn(&str) -> Option<String>) -> Option<String> {
        if self.time_zone.is_some() {
            return None;
        }
        self.in_english(|| write(&self.carrier.clock(epoch_ms)?))
    }

    /// Whether the browser knows a time zone.
    #[must_use]
    pub fn knows_time_zone(name: &str) -> bool {
        #[cfg(target_arch = "wasm32")]
        return super::intl::knows_time_zone(name);
        #[cfg(not(target_arch = "wasm32"))]
        return name == "UTC";
    }

    /// A number on a scale that ends at `end`: with at most two fraction digits or, on a scale that
    /// ends below one, with three figures. A number of more than 21 digits has an exponent.
    #[must_use]
    pub fn number(&self, number: f64, end: f64) -> String {
        let (kind, digits) =
            if end < 1.0 { (Kind::Small, Digits::Significant) } else { (Kind::Number, Digits::Fraction) };
        self.once(kind, number, &|| {
            if kind == Kind::Number
                && let Some(written) = self.in_english(|| english::number(number))
            {
                return written;
            }
            let written = if number < 1e21 { self.carrier.number(number, digits) } else { None };
            written.unwrap_or_else(|| write(number))
        })
    }

    /// A fraction of one in percent, with at most one fraction digit.
    #[must_use]
    pub fn percent(&self, fraction: f64) -> String {
        self.once(Kind::Percent, fraction, &|| {
            let written = self.in_english(|| english::percent(fraction)).or_else(|| self.carrier.percent(fraction));
            written.unwrap_or_else(|| [&write((fraction * 100.0).round()), "%"].concat())
        })
    }

    /// A moment, in milliseconds since 1970, to the minute. The zone is named where it is not the
    /// reader's.
    #[must_use]
    pub fn time(&self, epoch_ms: f64) -> String {
        self.once_in_zone(Kind::Time, epoch_ms, &|| {
            self.in_english_here(epoch_ms, english::time).or_else(|| self.carrier.time(epoch_ms))
        })
    }

    /// The day and the month of a moment, such as “Nov 16”.
    #[must_use]
    pub fn day(&self, epoch_ms: f64) -> String {
        self.once_in_zone(Kind::Day, epoch_ms, &|| {
            self.in_english_here(epoch_ms, english::day).or_else(|| self.carrier.day(epoch_ms))
        })
    }

    /// An age in milliseconds, such as “3 days ago”, rounded down. The first minute is “now”.
    #[must_use]
    pub fn age(&self, age: f64) -> String {
        let (count, unit) = match age {
            age if age < MINUTE => (0.0, "second"),
            age if age < HOUR => (age / MINUTE, "minute"),
            age if age < 48.0 * HOUR => (age / HOUR, "hour"),
            age => (age / (24.0 * HOUR), "day"),
        };
        let count = -count.floor();
        if self.english {
            return english::ago(count, unit);
        }
        self.carrier.ago(count, unit).unwrap_or_default()
    }

    /// A time to wait in milliseconds, such as “in 28 s”, rounded up to seconds or minutes.
    #[must_use]
    pub fn wait(&self, wait: f64) -> String {
        let (size, unit) = if wait <= MINUTE { (SECOND, "second") } else { (MINUTE, "minute") };
        let count = (wait / size).ceil().max(1.0);
        if self.english {
            return english::wait(count, unit);
        }
        self.carrier.wait(count, unit).unwrap_or_default()
    }

    /// The plural category of a number: `one`, `few`, `other`, ….
    #[must_use]
    pub fn plural(&self, number: f64) -> String {
        if self.english {
            return english::plural(number).to_owned();
        }
        self.once(Kind::Plural, number, &|| self.carrier.plural(number).unwrap_or_else(|| "other".to_owned()))
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
            (0.0, "now"),
            (59_999.0, "now"),
            (60_000.0, "1 minute ago"),
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
    fn waits_are_rounded_up() {
        for (wait, expected) in [
            (0.0, "in 1 s"),
            (7_001.0, "in 8 s"),
            (27_001.0, "in 28 s"),
            (61_000.0, "in 2 min"),
            (120_001.0, "in 3 min"),
        ] {
            assert_eq!(Formats::of("en", None).wait(wait), expected);
        }
        assert_eq!(plain_spaces(&Formats::of("de", None).wait(27_001.0)), "in 28 Sek.");
    }

    #[wasm_bindgen_test]
    fn words_and_numbers_follow_one_locale() {
        for (tag, expected) in [("de_DE.UTF-8@euro", "1.234,57"), ("tlh", "1,234.57"), ("zh-TW", "1,234.57")] {
            assert_eq!(Formats::of(tag, None).number(1234.567, 1000.0), expected, "{tag}");
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
