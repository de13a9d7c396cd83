//! Links of a card.

/// Where a link leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// To the default address.
    #[default]
    Default,
    /// Nowhere: there is no link.
    None,
    /// To an address that the host page chose.
    To(String),
}

/// An address that may be relative, but if it names a scheme then that of the web: a link could run
/// a script otherwise. No other scheme that a browser follows begins with `http`.
pub(super) fn parse(text: &str) -> Option<String> {
    let names_scheme = text.bytes().find(|byte| matches!(byte, b':' | b'/' | b'?' | b'#')) == Some(b':');
    let is_web = text.as_bytes().get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"http"));
    (!names_scheme || is_web).then(|| text.to_owned())
}
