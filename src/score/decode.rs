//! The API's answer, from bytes to a [`Reading`].

use std::fmt;

use super::json::Json;
use super::{Instant, Reading, Score};

/// The longest answer that is read, in bytes. A real one has about 150.
pub const MAX_BYTES: usize = 64 * 1024;

/// Decodes `{"time": "2019-12-03T09:15:58.1665846Z", "score": 340}`, whatever else stands beside
/// the two members.
///
/// # Errors
/// [`DecodeError`] says what was expected instead.
pub fn decode(body: &[u8]) -> Result<Reading, DecodeError> {
    if body.len() > MAX_BYTES {
        return Err(DecodeError::TooLong);
    }
    Reading::from_json(Json::parse(body).ok_or(DecodeError::Shape)?)
}

impl Reading {
    /// Reads the members `score` and `time` of an object.
    pub(super) fn from_json(object: Json<'_>) -> Result<Self, DecodeError> {
        let (Some(score), Some(time)) = (object.member("score"), object.member("time")) else {
            return Err(DecodeError::Shape);
        };
        let time = time.ascii().and_then(|time| Instant::parse(&time).ok()).ok_or(DecodeError::Time)?;
        let score = score.number().and_then(Score::new).ok_or(DecodeError::Score)?;
        Ok(Self { score, time })
    }
}

/// Why an answer is no reading.
///
/// ```
/// use secure_score::{DecodeError, Error};
///
/// let error = Error::InvalidResponse(DecodeError::Time);
/// assert_eq!(error.code(), "invalid-response");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// It has more than 64 KiB.
    TooLong,
    /// It is no JSON object with members `score` and `time`, each once.
    Shape,
    /// `score` is no finite number from 0 on.
    Score,
    /// `time` is no instant: see [`Instant::parse`].
    Time,
    /// A device group is asked for, and it has no list `value` of groups.
    Groups,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "expected at most 64 KiB, but more came",
            Self::Shape => "expected a JSON object with a number \"score\" and a text \"time\"",
            Self::Score => "expected \"score\" to be a finite number from 0 on",
            Self::Time => "expected \"time\" to be an RFC 3339 instant with at most seven fraction digits",
            Self::Groups => "expected a list \"value\" of device groups with \"rbacGroupName\", \"score\" and \"time\"",
        })
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::{DecodeError, MAX_BYTES, decode};
    use proptest::prelude::*;

    const DOCUMENTED: &str = concat!(
        r#"{"@odata.context":"https://api.securitycenter.microsoft.com/api/$metadata#ConfigurationScore/$entity","#,
        r#""time":"2019-12-03T09:15:58.1665846Z","score":340}"#
    );

    fn with_score(score: &str) -> String {
        format!(r#"{{"time":"2019-12-03T09:15:58Z","score":{score}}}"#)
    }

    #[test]
    fn the_documented_answer() {
        let reading = decode(DOCUMENTED.as_bytes()).unwrap();
        assert_eq!(reading.score.points(), 340.0);
        assert_eq!(reading.time.as_str(), "2019-12-03T09:15:58.1665846Z");
    }

    #[test]
    fn reads_scores() {
        for (score, expected) in [
            ("340", Ok(340.0)),
            ("822.0", Ok(822.0)),
            ("33.491554051195706", Ok(33.491_554_051_195_706)),
            ("3.4e2", Ok(340.0)),
            ("0", Ok(0.0)),
            ("-0", Ok(0.0)),
            ("1e400", Err(DecodeError::Score)),
            ("-1", Err(DecodeError::Score)),
            ("null", Err(DecodeError::Score)),
            ("\"340\"", Err(DecodeError::Score)),
            ("[340]", Err(DecodeError::Score)),
            ("true", Err(DecodeError::Score)),
            ("NaN", Err(DecodeError::Shape)),
            ("Infinity", Err(DecodeError::Shape)),
            ("0340", Err(DecodeError::Shape)),
            ("+340", Err(DecodeError::Shape)),
            (".5", Err(DecodeError::Shape)),
        ] {
            let decoded = decode(with_score(score).as_bytes()).map(|reading| reading.score.points());
            assert_eq!(decoded, expected, "{score}");
        }
    }

    #[test]
    fn says_what_was_expected() {
        let long = format!("{}{}", with_score("340"), " ".repeat(MAX_BYTES));
        for (body, expected) in [
            ("", DecodeError::Shape),
            ("null", DecodeError::Shape),
            ("340", DecodeError::Shape),
            (r#"{"score":340}"#, DecodeError::Shape),
            (r#"{"time":"2019-12-03T09:15:58Z"}"#, DecodeError::Shape),
            (r#"{"time":1575364558,"score":340}"#, DecodeError::Time),
            (r#"{"time":"2019-12-03T09:15:58Z","score":340,"score":341}"#, DecodeError::Shape),
            (r#"{"time":"2019-12-03T09:15:58Z","score":340"#, DecodeError::Shape),
            (r#"{"time":"2019-12-03T09:15:58Z","score":340} x"#, DecodeError::Shape),
            (r#"{"time":"2019-02-30T09:15:58Z","score":340}"#, DecodeError::Time),
            (r#"{"time":"yesterday","score":340}"#, DecodeError::Time),
            (r#"{"error":{"code":"Unauthorized","message":"no","target":"43f4cb08"}}"#, DecodeError::Shape),
            ("\u{feff}\u{feff}{}", DecodeError::Shape),
            (&long, DecodeError::TooLong),
        ] {
            assert_eq!(decode(body.as_bytes()), Err(expected), "{}", &body[..body.len().min(80)]);
        }
        assert_eq!(decode(b"\xff\xfe{\0}\0"), Err(DecodeError::Shape));
    }

    #[test]
    fn passes_over_what_it_does_not_know() {
        let body = r#"{"__proto__":{"score":1},"score":340,"constructor":null,"time":"2019-12-03T09:15:58Z","n":[{}]}"#;
        assert!(decode(body.as_bytes()).is_ok());
        let deep = with_score(&format!("340,\"x\":{}{}", "[".repeat(5000), "]".repeat(5000)));
        assert!(decode(deep.as_bytes()).is_ok());
        assert!(decode(["\u{feff}", &with_score("340")].concat().as_bytes()).is_ok());
        assert!(decode(br#"{"time":"2019-12-03T09:15:58\u005a","score":340}"#).is_ok());
    }

    proptest! {
        #[test]
        fn never_panics(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&body);
        }

        #[test]
        fn a_changed_byte_never_panics(at in 0..DOCUMENTED.len(), byte in any::<u8>()) {
            let mut body = DOCUMENTED.as_bytes().to_vec();
            body[at] = byte;
            let _ = decode(&body);
        }

        #[test]
        fn a_number_is_the_number(points in 0.0..1e15_f64) {
            let reading = decode(with_score(&format!("{points:?}")).as_bytes());
            prop_assert_eq!(reading.map(|reading| reading.score.points()), Ok(points));
        }
    }
}
