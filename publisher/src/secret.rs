//! Texts that no log, no message and no argument list may hold.

use std::fmt;
use std::path::Path;

use crate::failure::{Failure, Kind};

/// A token, a client secret or an assertion. Printing it prints `[redacted]`.
#[derive(Clone)]
pub(crate) struct Secret(String);

/// As long a common part tells too much.
const SHARED: usize = 12;

impl Secret {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A secret in a file, as Kubernetes and systemd hand them over. A line break at its end is an
    /// editor's.
    pub(crate) fn in_file(path: &Path) -> Result<Self, Failure> {
        let unreadable = |why: String| Failure::new(Kind::SignIn, "no-token", format!("{}: {why}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(format!("cannot be read: {error}")))?;
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            return Err(unreadable("expected a secret, but the file is empty".to_owned()));
        }
        Ok(Self::new(text))
    }

    /// The text itself, for the one request that it is for.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether it can stand in a header: visible ASCII characters and no more than servers take.
    pub(crate) fn fits_header(&self) -> bool {
        let longest = usize::try_from(secure_score::feed::policy::MAX_TOKEN).unwrap_or(usize::MAX);
        self.0.len() <= longest && !self.0.is_empty() && self.0.bytes().all(|byte| byte.is_ascii_graphic())
    }

    /// Whether a text that a server sent has a part of the secret in it, as a careless server's
    /// has.
    pub(crate) fn shows_in(&self, text: &str) -> bool {
        let windows = self.0.as_bytes().windows(SHARED.min(self.0.len()).max(1));
        windows.into_iter().any(|part| text.as_bytes().windows(part.len()).any(|other| other == part))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.0).into_bytes();
        bytes.fill(0);
        // Else the compiler sees that nobody reads the zeros, and leaves them out.
        std::hint::black_box(&bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn is_never_printed() {
        assert_eq!(format!("{:?}", Some(Secret::new("canary"))), "Some([redacted])");
    }

    #[test]
    fn a_header_takes_visible_characters() {
        for (text, fits) in
            [("eyJ0.eyJ1.c2ln", true), ("", false), ("a b", false), ("a\nX: y", false), ("a\r", false), ("ä", false)]
        {
            assert_eq!(Secret::new(text).fits_header(), fits, "{text:?}");
        }
        assert!(!Secret::new("a".repeat(16 * 1024 + 1)).fits_header());
    }

    #[test]
    fn a_part_of_it_is_recognised() {
        let secret = Secret::new("canary.token-4711");
        for (text, expected) in [
            ("id canary.token", true),
            ("43f4cb08-8fac", false),
            ("canary.toke", false),
            ("canary.token-4711", true),
            ("", false),
        ] {
            assert_eq!(secret.shows_in(text), expected, "{text:?}");
        }
    }
}
