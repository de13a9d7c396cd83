//! Which dictionary serves a language tag, and in which locale numbers and dates are written. The
//! two always agree.

/// The languages that have a dictionary file, beside English, which is built in.
pub const LANGUAGES: [&str; 11] = ["ar", "de", "es", "fr", "he", "it", "ja", "nl", "pt-BR", "sv", "zh-CN"];

/// The dictionaries of languages whose names differ from theirs. (`iw` is the code that Hebrew had
/// before 1989.)
pub const ALIASES: [(&str, &str); 3] = [("iw", "he"), ("pt", "pt-BR"), ("zh", "zh-CN")];

/// Parts of a tag that ask for traditional characters: English serves their readers better than
/// simplified ones do.
pub const TRADITIONAL: [&str; 4] = ["hant", "tw", "hk", "mo"];

/// The name of the dictionary file for a BCP 47 tag such as `de-AT`; none where English serves.
#[must_use]
pub fn dictionary_for(tag: &str) -> Option<&'static str> {
    let tag = plain(tag).to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let language = parts.next()?;
    if language == "zh" && parts.any(|part| TRADITIONAL.contains(&part)) {
        return None;
    }
    let alias = ALIASES.iter().find(|(from, _)| *from == language);
    alias.map(|(_, to)| *to).or_else(|| LANGUAGES.into_iter().find(|name| *name == language))
}

/// The locale of numbers and dates that goes with the words: the tag in the form of BCP 47, if a
/// dictionary or English serves its language, and English otherwise.
#[must_use]
pub fn locale_for(tag: &str) -> String {
    let locale = plain(tag).replace('_', "-");
    let is_english = language(&locale).eq_ignore_ascii_case("en");
    if is_english || dictionary_for(tag).is_some() { locale } else { "en".to_owned() }
}

/// A tag without the encoding and the modifier of a POSIX locale such as `de_DE.UTF-8@euro`.
fn plain(tag: &str) -> &str {
    tag.split(['.', '@']).next().unwrap_or_default().trim()
}

/// The language of a locale, without region, script and all else.
pub(super) fn language(locale: &str) -> &str {
    locale.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{dictionary_for, locale_for};

    #[test]
    fn tags_have_dictionaries() {
        for (tag, expected) in [
            ("de", Some("de")),
            ("de-AT", Some("de")),
            ("DE_ch", Some("de")),
            ("pt", Some("pt-BR")),
            ("pt-PT", Some("pt-BR")),
            ("zh", Some("zh-CN")),
            ("zh-Hans-SG", Some("zh-CN")),
            ("zh-Hant", None),
            ("zh-TW", None),
            ("iw", Some("he")),
            ("de_DE.UTF-8", Some("de")),
            ("de_DE.UTF-8@euro", Some("de")),
            (" de@euro ", Some("de")),
            ("en", None),
            ("en-GB", None),
            ("tlh", None),
            ("", None),
        ] {
            assert_eq!(dictionary_for(tag), expected, "{tag:?}");
        }
    }

    #[test]
    fn numbers_are_in_the_language_of_the_words() {
        for (tag, expected) in [
            ("de", "de"),
            ("de-AT", "de-AT"),
            ("de_DE.UTF-8@euro", "de-DE"),
            ("en_US", "en-US"),
            ("EN", "EN"),
            ("en-GB", "en-GB"),
            ("iw", "iw"),
            ("zh-TW", "en"),
            ("zh_Hans_CN", "zh-Hans-CN"),
            ("tlh", "en"),
            ("no such language", "en"),
            ("", "en"),
            ("C.UTF-8", "en"),
        ] {
            assert_eq!(locale_for(tag), expected, "{tag:?}");
        }
    }
}
