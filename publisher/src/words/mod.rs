//! The dictionaries, which the program has in itself, and the numbers and dates that go with them.

mod icu;

use std::rc::Rc;

use secure_score::text::{Formats, TextMap, Texts, dictionary_for, locale_for};

use icu::Icu;

macro_rules! dictionaries {
    ($($name:literal)*) => {
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../static/element/l10n/", $name, ".json"))),)*];
    };
}

dictionaries! { "ar" "de" "es" "fr" "he" "it" "ja" "nl" "pt-BR" "sv" "zh-CN" }

/// The texts of a language.
pub(crate) fn texts(tag: &str) -> Texts {
    let file = dictionary_for(tag).and_then(|name| FILES.iter().find(|(known, _)| *known == name));
    let dictionary = file.and_then(|(_, json)| TextMap::parse(json.as_bytes()).ok());
    Texts::new(None, dictionary)
}

/// The numbers and dates of a language, in a time zone; none where there is no such zone.
pub(crate) fn formats(tag: &str, time_zone: Option<&str>) -> Option<Rc<Formats>> {
    let locale = locale_for(tag);
    let zone = time_zone.unwrap_or("UTC");
    let icu = Icu::new(&locale, zone)?;
    Some(Rc::new(Formats::new(&locale, Some(zone), icu)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use secure_score::text::{Key, LANGUAGES};

    #[test]
    fn each_language_has_its_dictionary() {
        let names: Vec<_> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, LANGUAGES);
        for language in LANGUAGES {
            assert_ne!(texts(language).text(Key::Stale), Key::Stale.english(), "{language}");
        }
    }
}
