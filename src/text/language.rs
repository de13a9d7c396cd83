//! Which dictionary serves a language tag.

/// The languages that have a dictionary file, beside English, which is built in.
pub const LANGUAGES: [&str; 11] = ["ar", "de", "es", "fr", "he", "it", "ja", "nl", "pt-BR", "sv", "zh-CN"];

/// The name of the dictionary file for a BCP 47 tag such as `de-AT`; none where English serves.
#[must_use]
pub fn dictionary_for(tag: &str) -> Option<&'static str> {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next()?;
    let wanted = match language.to_ascii_lowercase().as_str() {
        // Whoever reads traditional characters is better served by English than by simplified ones.
        "zh" if parts.any(is_traditional) => return None,
        "zh" => "zh-CN",
        "pt" => "pt-BR",
        // The code that Hebrew had before 1989.
        "iw" => "he",
        other => return LANGUAGES.into_iter().find(|name| *name == other),
    };
    Some(wanted)
}

fn is_traditional(part: &str) -> bool {
    ["hant", "tw", "hk", "mo"].iter().any(|other| part.eq_ignore_ascii_case(other))
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
