//! Numbers and dates by ICU4X, which has what a browser's `Intl` has.

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};
use icu_calendar::Iso;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::zone::SpecificShort;
use icu_datetime::fieldsets::{Combo, MD, YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time, ZonedDateTime};
use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralOperands, PluralRules};
use icu_time::TimeZone;
use icu_time::zone::UtcOffset;
use jiff::{Timestamp, ZonedDateTime as Zoned};
use secure_score::text::{Carrier, Digits};

/// Writes one language in one time zone, which is named, since the readers of a page may be in any.
pub(super) struct Icu {
    decimal: DecimalFormatter,
    plural: PluralRules,
    time: DateTimeFormatter<Combo<YMDT, SpecificShort>>,
    day: DateTimeFormatter<MD>,
    language: String,
    zone: jiff::tz::TimeZone,
    zone_name: String,
}

impl Icu {
    /// A language and an IANA time zone; none where either is unknown.
    pub(super) fn new(locale: &str, zone_name: &str) -> Option<Self> {
        let locale = Locale::try_from_str(locale).ok()?;
        let time = YMD::medium().with_time_hm().with_zone(SpecificShort);
        Some(Self {
            decimal: DecimalFormatter::try_new(locale.clone().into(), Default::default()).ok()?,
            plural: PluralRules::try_new(locale.clone().into(), Default::default()).ok()?,
            time: DateTimeFormatter::try_new(locale.clone().into(), time).ok()?,
            day: DateTimeFormatter::try_new(locale.clone().into(), MD::medium()).ok()?,
            language: locale.id.language.as_str().to_owned(),
            zone: jiff::tz::TimeZone::get(zone_name).ok()?,
            zone_name: zone_name.to_owned(),
        })
    }

    fn zoned(&self, epoch_ms: f64) -> Option<Zoned> {
        Some(Timestamp::from_millisecond(epoch_ms.floor() as i64).ok()?.to_zoned_datetime(self.zone.clone()))
    }
}

impl Carrier for Icu {
    fn number(&self, number: f64, digits: Digits) -> Option<String> {
        let mut decimal = exact(number)?;
        let last = match digits {
            Digits::Fraction => -2,
            Digits::Significant => decimal.absolute.nonzero_magnitude_start() - 2,
        };
        round(&mut decimal, last);
        Some(self.decimal.format(&decimal).to_string())
    }

    fn percent(&self, fraction: f64) -> Option<String> {
        let mut decimal = exact(fraction)?;
        decimal.multiply_pow10(2);
        round(&mut decimal, -1);
        let number = self.decimal.format(&decimal);
        // The patterns of CLDR, which ICU4X has for programs only that take what is not stable yet.
        Some(match self.language.as_str() {
            "ar" => format!("{number}\u{66a}\u{61c}"),
            "de" | "es" | "sv" => format!("{number}\u{a0}%"),
            "fr" => format!("{number}\u{202f}%"),
            _ => format!("{number}%"),
        })
    }

    fn time(&self, epoch_ms: f64) -> Option<String> {
        let zoned = self.zoned(epoch_ms)?;
        let DateTime { date, time } = date_time(&zoned)?;
        let offset = UtcOffset::try_from_seconds(zoned.offset().seconds()).ok();
        let zone = TimeZone::from_iana_id(&self.zone_name).with_offset(offset).at_date_time(DateTime { date, time });
        Some(self.time.format(&ZonedDateTime { date, time, zone }).to_string())
    }

    fn day(&self, epoch_ms: f64) -> Option<String> {
        Some(self.day.format(&date_time(&self.zoned(epoch_ms)?)?).to_string())
    }

    /// A page that is written once is read at any later moment: nothing in it is relative to now.
    fn ago(&self, _: f64, _: &str) -> Option<String> {
        None
    }

    fn wait(&self, _: f64, _: &str) -> Option<String> {
        None
    }

    fn plural(&self, number: f64) -> Option<String> {
        let category = match self.plural.category_for(PluralOperands::from(&exact(number)?)) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        Some(category.to_owned())
    }

    fn clock(&self, epoch_ms: f64) -> Option<String> {
        Some(self.zoned(epoch_ms)?.strftime("%a %b %d %Y %H:%M:%S GMT%z").to_string())
    }
}

/// The number as it is written, which is what a browser rounds, too.
fn exact(number: f64) -> Option<Decimal> {
    Decimal::try_from_str(&number.to_string()).ok()
}

fn round(decimal: &mut Decimal, last: i16) {
    decimal.round_with_mode(last, SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand));
    decimal.absolute.trim_end();
    decimal.absolute.trim_start();
}

fn date_time(zoned: &Zoned) -> Option<DateTime<Iso>> {
    let day = |number: i8| u8::try_from(number).ok();
    let date = Date::try_new_iso(zoned.year().into(), day(zoned.month())?, day(zoned.day())?).ok()?;
    let time = Time::try_new(day(zoned.hour())?, day(zoned.minute())?, day(zoned.second())?, 0).ok()?;
    Some(DateTime { date, time })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: f64 = 1_575_364_558_166.0;

    /// ICU writes with spaces of several kinds.
    fn plain_spaces(text: &str) -> String {
        text.replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn writes_as_browsers_do() {
        for (locale, expected) in [
            ("en-GB", ["1,234.57", "34.5%", "3 Dec 2019, 09:15 UTC", "one"]),
            ("de", ["1.234,57", "34,5 %", "03.12.2019, 09:15 UTC", "one"]),
            ("fr", ["1 234,57", "34,5 %", "3 déc. 2019, 09:15 TU", "one"]),
            ("ja", ["1,234.57", "34.5%", "2019/12/03 9:15 UTC", "other"]),
        ] {
            let icu = Icu::new(locale, "UTC").unwrap();
            let written =
                [icu.number(1234.567, Digits::Fraction), icu.percent(0.345), icu.time(ASKED), icu.plural(1.0)];
            let written = written.map(|text| plain_spaces(&text.unwrap()));
            assert_eq!(written, expected, "{locale}");
        }
        assert_eq!(Icu::new("ar", "UTC").unwrap().plural(2.0).as_deref(), Some("two"));
    }

    #[test]
    fn small_scales_have_three_figures() {
        let icu = Icu::new("de", "UTC").unwrap();
        for (number, expected) in [(0.000_34, "0,00034"), (0.123_456, "0,123"), (0.5, "0,5"), (0.0, "0")] {
            assert_eq!(icu.number(number, Digits::Significant).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_time_is_of_its_zone() {
        let time = |zone| plain_spaces(&Icu::new("en", zone).unwrap().time(ASKED).unwrap());
        assert_eq!(time("UTC"), "Dec 3, 2019, 9:15 AM UTC");
        assert_eq!(time("America/New_York"), "Dec 3, 2019, 4:15 AM EST");
        assert_eq!(time("Asia/Tokyo"), "Dec 3, 2019, 6:15 PM GMT+9");
        assert!(Icu::new("en", "Europe/Atlantis").is_none());
    }
}
