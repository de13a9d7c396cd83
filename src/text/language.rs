//! Which dictionary serves a language tag.

/// The languages that have a dictionary file, beside English, which is built in.
pub const LANGUAGES: [&str; 11] = ["ar", "de", "es", "fr", "he", "it", "ja", "nl", "pt-BR", "sv", "zh-CN"];

/// The dictionaries of languages whose names differ from theirs. (`iw` is the code that Hebrew had before 1989.)
pub const ALIASES: [(&str, &str); 3] = [("iw", "he"), ("pt", "pt-BR"), ("zh", "zh-CN")];

/// Parts of a tag that ask for traditional characters: English serves their readers better than simplified ones do.
pub const TRADITIONAL: [&str; 4] = ["hant", "tw", "hk", "mo"];

/// The name of the dictionary file for a BCP 47 tag such as `de-AT`; none where English serves.
#[must_use]
pub fn dictionary_for(tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let language = parts.next()?;
    if language == "zh" && parts.any(|part| TRADITIONAL.contains(&part)) {
        return None;
    }
    let alias = ALIASES.iter().find(|(from, _)| *from == language);
    alias.map(|(_, to)| *to).or_else(|| LANGUAGES.into_iter().find(|name| *name == language))
}

#[cfg(test)]
mod tests {
    use super::dictionary_for;

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
            ("en", None),
            ("en-GB", None),
            ("tlh", None),
            ("", None),
        ] {
            assert_eq!(dictionary_for(tag), expected, "{tag:?}");
        }
    }
}
