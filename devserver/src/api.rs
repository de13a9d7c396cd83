//! The API as Microsoft documents it: paths, answers and error bodies.

use std::time::SystemTime;

use crate::reply::Reply;

/// Path of the score, below the API's root.
pub const SCORE_PATH: &str = "/api/configurationScore";

/// Path of the exposure score, below the API's root.
pub const EXPOSURE_PATH: &str = "/api/exposureScore";

/// Path of the exposure score by device group, below the API's root.
pub const EXPOSURE_GROUPS_PATH: &str = "/api/exposureScore/ByMachineGroups";

/// The documented answer of [`SCORE_PATH`], to the byte.
pub const SCORE_ANSWER: &str = r#"{"@odata.context":"https://api.securitycenter.microsoft.com/api/$metadata#ConfigurationScore/$entity","time":"2019-12-03T09:15:58.1665846Z","score":340}"#;

/// The instant of [`SCORE_ANSWER`].
pub const SCORE_TIME: &str = "2019-12-03T09:15:58.1665846Z";

/// The `target` of every error body played here: the API's id for the support desk.
pub const ERROR_TARGET: &str = "43f4cb08-8fac-4b65-9db1-745c2ae65f3a";

/// Documented error codes with the status they come with and a message of the kind the API writes.
pub const ERRORS: &[(u16, &str, &str)] = &[
    (400, "BadRequest", "The request is not valid."),
    (400, "ODataError", "The query of the request is not valid OData."),
    (400, "InvalidInput", "An input of the request is not valid."),
    (401, "Unauthorized", "The request carries no valid access token."),
    (
        403,
        "Forbidden",
        "The application does not have any of the required application permissions (Score.Read.All) to access the resource.",
    ),
    (403, "DisabledFeature", "The feature is not enabled for this tenant."),
    (403, "DisallowedOperation", "The operation is not allowed."),
    (404, "NotFound", "The resource was not found."),
    (404, "ResourceNotFound", "The resource was not found."),
    (429, "TooManyRequests", "Too many requests. Try again later."),
    (500, "InternalServerError", "An internal error happened."),
    (503, "ServiceUnavailable", "The service is not available now. Try again later."),
];

/// The `time` that played answers carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Time {
    /// The instant of Microsoft's own sample.
    #[default]
    Documented,
    /// The moment of the answer, as the API does it.
    Now,
    /// A text written as it stands.
    Text(String),
}

impl Time {
    fn written(&self, sample: &str) -> String {
        match self {
            Self::Documented => sample.to_owned(),
            Self::Now => now(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// The moment as the API writes it: seven fraction digits, trailing zeros cut.
fn now() -> String {
    let nanos = humantime::format_rfc3339_nanos(SystemTime::now()).to_string();
    let ticks = nanos.get(..27).unwrap_or(&nanos);
    format!("{}Z", ticks.trim_end_matches('0').trim_end_matches('.'))
}

/// The answer of [`SCORE_PATH`] for a score and a time written as JSON texts, everything else as
/// documented.
///
/// ```
/// use devserver::api::{SCORE_ANSWER, SCORE_TIME, score_answer};
/// assert_eq!(score_answer("340", SCORE_TIME), SCORE_ANSWER);
/// ```
#[must_use]
pub fn score_answer(score: &str, time: &str) -> String {
    SCORE_ANSWER.replace(SCORE_TIME, time).replace(r#""score":340"#, &format!(r#""score":{score}"#))
}

/// The documented error body of a code.
#[must_use]
pub fn error_body(code: &str) -> String {
    let message = ERRORS.iter().find(|(_, known, _)| *known == code).map_or("", |(_, _, message)| message);
    serde_json::json!({ "error": { "code": code, "message": message, "target": ERROR_TARGET } }).to_string()
}

/// What the API answers at a path, with any prefix before the documented path; `None` where the API
/// is not.
pub(crate) fn play(method: &str, path: &str, bearer: Option<&str>, time: &Time) -> Option<Reply> {
    if !path.contains("/api/") {
        return None;
    }
    if bearer.is_none_or(str::is_empty) {
        return Some(Reply::error(401, "Unauthorized"));
    }
    if method != "GET" {
        return Some(Reply::error(405, "BadRequest").header("allow", "GET"));
    }
    Some(if path.ends_with(SCORE_PATH) {
        Reply::json(200, score_answer("340", &time.written(SCORE_TIME)))
    } else if path.ends_with(EXPOSURE_PATH) {
        let time = time.written("2019-12-03T07:23:53.280499Z");
        Reply::json(
            200,
            format!(
                r#"{{"@odata.context":"https://api.securitycenter.microsoft.com/api/$metadata#ExposureScore/$entity","time":"{time}","score":33.491554051195706}}"#
            ),
        )
    } else if path.ends_with(EXPOSURE_GROUPS_PATH) {
        let time = time.written("2019-12-03T09:51:28.214338Z");
        Reply::json(
            200,
            format!(r#"{{"value":[{{"time":"{time}","score":41.38041766305988,"rbacGroupName":"GroupOne"}}]}}"#),
        )
    } else {
        Reply::error(404, "ResourceNotFound")
    })
}

/// The token of an `Authorization: Bearer …` value.
pub(crate) fn bearer(authorization: Option<&str>) -> Option<&str> {
    let (scheme, token) = authorization?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_written_in_ticks_with_trailing_zeros_cut() {
        let written = now();
        assert!(written.ends_with('Z') && written.len() <= "2019-12-03T09:15:58.1665846Z".len(), "{written}");
        assert!(!written.ends_with("0Z") || !written.contains('.'), "{written}");
    }

    #[test]
    fn a_bearer_is_a_scheme_and_a_token() {
        for (value, token) in [
            (Some("Bearer abc"), Some("abc")),
            (Some("bearer abc"), Some("abc")),
            (Some("Basic abc"), None),
            (Some("abc"), None),
            (None, None),
        ] {
            assert_eq!(bearer(value), token, "{value:?}");
        }
    }

    #[test]
    fn every_documented_code_has_the_documented_body() {
        for (_, code, message) in ERRORS {
            let body: serde_json::Value = serde_json::from_str(&error_body(code)).unwrap();
            assert_eq!(body["error"]["code"], *code);
            assert_eq!(body["error"]["message"], *message);
            assert_eq!(body["error"]["target"], ERROR_TARGET);
        }
    }
}
