//! Where past scores come from.

/// The source of past scores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum History {
    /// Nowhere: the gauge knows the present alone.
    #[default]
    Off,
    /// This browser's storage, under a key of the host's own if it gave one.
    Local(Option<String>),
    /// A published file, whose URL may be relative.
    File(String),
}

pub(super) const EXPECTED: &str = "expected off, local, local:KEY with a key, or a URL";

impl History {
    /// Reads `off`, `local`, `local:KEY` or a URL. An empty key is invalid.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "off" => Some(Self::Off),
            "local" => Some(Self::Local(None)),
            _ => match text.strip_prefix("local:") {
                Some("") => None,
                Some(key) => Some(Self::Local(Some(key.to_owned()))),
                None => Some(Self::File(text.to_owned())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::History;

    #[test]
    fn four_forms() {
        let local = |key: &str| Some(History::Local(Some(key.to_owned())));
        let file = |url: &str| Some(History::File(url.to_owned()));
        for (text, expected) in [
            ("off", Some(History::Off)),
            ("local", Some(History::Local(None))),
            ("local:contoso", local("contoso")),
            ("local:a:b", local("a:b")),
            ("local:", None),
            ("history.json", file("history.json")),
            ("https://files.example/h.json?x=1", file("https://files.example/h.json?x=1")),
        ] {
            assert_eq!(History::parse(text), expected, "{text}");
        }
    }
}
