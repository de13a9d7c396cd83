//! What can go wrong, and the exit status that says so.

use std::fmt;
use std::process::ExitCode;

use secure_score::feed;

/// Why nothing was published. The number is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// The settings are incomplete or contradict each other. (As for clap.)
    Settings = 2,
    /// The authority gave no token.
    SignIn = 4,
    /// The API refused the token.
    Access = 5,
    /// Whoever was asked could not be reached, or asks for patience.
    Temporary = 6,
    /// What came is no score.
    Answer = 7,
    /// The files could not be written.
    Files = 8,
    /// `--check-health` found no recent publication.
    Unhealthy = 9,
}

/// The exit status after a publication that found the fall which `--alert-drop` asks about.
pub(crate) const ALERT: u8 = 3;

/// The exit statuses, for `--help`.
pub(crate) const EXIT_STATUSES: &str = "\
Exit status:
  0  published
  2  the settings are incomplete or wrong
  3  published, and the score fell as far as --alert-drop says: one line of JSON on standard output has the numbers
  4  no sign-in: the authority refused the application, or a secret is missing
  5  the API refused the token: permission Score.Read.All, audience https://api.securitycenter.microsoft.com
  6  the authority or the API could not be reached, or asked for a longer wait than --patience
  7  the answer is not a score, or the address has none
  8  the files could not be written; the sentence says which and why
  9  --check-health: nothing was published lately
On every status but 0 and 3 the published files are as they were.";

impl From<Kind> for ExitCode {
    fn from(kind: Kind) -> Self {
        Self::from(kind as u8)
    }
}

/// One thing that went wrong.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    /// The code: of the widget's `secure-score-error` event where that has one.
    pub(crate) code: &'static str,
    /// One sentence.
    pub(crate) message: String,
    /// The id to quote to Microsoft's support.
    pub(crate) request_id: Option<String>,
    /// `Retry-After` in milliseconds.
    pub(crate) retry_after: Option<f64>,
}

impl Failure {
    pub(crate) fn new(kind: Kind, code: &'static str, message: impl Into<String>) -> Self {
        Self { kind, code, message: message.into(), request_id: None, retry_after: None }
    }

    pub(crate) fn settings(message: impl Into<String>) -> Self {
        Self::new(Kind::Settings, "settings", message)
    }

    pub(crate) fn files(message: impl Into<String>) -> Self {
        Self::new(Kind::Files, "files", message)
    }

    /// The failure of a request to the API, in the widget's own words.
    pub(crate) fn of_api(error: &feed::Error) -> Self {
        Self::new(kind_of(error), error.code(), match error {
            feed::Error::NotFound => "the API: expected a score at this address, or a device group of this name, but there is none: check \
                 --api-base and --group"
                .to_owned(),
            error => format!("the API: {error}"),
        })
    }

    /// Whether another attempt may succeed: the feed would make one.
    pub(crate) fn retryable(&self) -> bool {
        self.kind == Kind::Temporary
    }
}

fn kind_of(error: &feed::Error) -> Kind {
    match error {
        error if error.retryable() => Kind::Temporary,
        feed::Error::Unauthorized | feed::Error::Forbidden | feed::Error::FeatureDisabled => Kind::Access,
        _ => Kind::Answer,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.request_id {
            Some(id) => write!(f, " (support id {id})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_feed_repeats_is_temporary() {
        for (status, code, kind) in [
            (401, None, Kind::Access),
            (403, Some("DisabledFeature"), Kind::Access),
            (404, None, Kind::Answer),
            (400, None, Kind::Answer),
            (429, None, Kind::Temporary),
            (503, None, Kind::Temporary),
        ] {
            let failure = Failure::of_api(&feed::Error::of_status(status, code));
            assert_eq!((failure.kind, failure.retryable()), (kind, kind == Kind::Temporary), "{status}");
        }
        assert!(Failure::of_api(&feed::Error::Network).retryable());
    }

    #[test]
    fn every_exit_status_is_explained() {
        for status in [0, Kind::Settings as u8, ALERT, Kind::SignIn as u8, Kind::Access as u8, Kind::Temporary as u8]
            .into_iter()
            .chain([Kind::Answer as u8, Kind::Files as u8, Kind::Unhealthy as u8])
        {
            assert!(EXIT_STATUSES.contains(&format!("\n  {status}  ")), "{status}");
        }
    }
}
