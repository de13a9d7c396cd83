//! The dictionaries, which the program has in itself.

use std::rc::Rc;

use secure_score::text::{Formats, TextMap, Texts, Utc, dictionary_for};

macro_rules! dictionaries {
    ($($name:literal)*) => {
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../static/element/l10n/", $name, ".json"))),)*];
    };
}

dictionaries! { "ar" "de" "es" "fr" "he" "it" "ja" "nl" "pt-BR" "sv" "zh-CN" }

/// The texts of a language.
pub(crate) fn texts(tag: &str) -> Texts {
    let file = dictionary_for(tag).and_then(|name| FILES.iter().find(|(known, _)| *known == name));
    let dictionary = file.and_then(|(_, json)| TextMap::parse(json.as_bytes()).ok());
    Texts::new(None, dictionary)
}

/// The numbers and dates of a language.
pub(crate) fn formats(_tag: &str, _time_zone: Option<&str>) -> Rc<Formats> {
    Rc::new(Formats::new("en", Some("UTC"), Utc))
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
