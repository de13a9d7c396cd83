//! The API's error body: `{"error":{"code":"…","message":"…","target":"…"}}`.

use super::json::Json;

/// The content of an error answer, as far as it can be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiError {
    /// `error.code`, such as `DisabledFeature`. The message is free text and is not kept.
    pub code: Option<String>,
    /// `error.target`: the id to quote to Microsoft's support.
    pub target: Option<String>,
}

impl ApiError {
    /// Reads an error body. Bodies that are empty or no such JSON are expected, and say nothing.
    #[must_use]
    pub fn decode(body: &[u8]) -> Self {
        let error = Json::parse(body).and_then(|body| body.member("error"));
        let identifier = |name| error.and_then(|error| error.member(name)?.ascii()).filter(|text| is_identifier(text));
        Self { code: identifier("code"), target: identifier("target") }
    }
}

/// Whether a text looks like a code or an id, since it is shown and handed to the host page: short,
/// and of letters, digits, `-`, `_`, `.`, `:`.
fn is_identifier(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'));
    plain && (1..=64).contains(&text.len())
}

#[cfg(test)]
mod tests {
    use super::ApiError;

    #[test]
    fn reads_error_bodies() {
        let documented = r#"{"error":{"code":"ResourceNotFound","message":"Machine 123123123 was not found","target":"43f4cb08-8fac-4b65-9db1-745c2ae65f3a"}}"#;
        let long = format!(r#"{{"error":{{"target":"{}"}}}}"#, "a".repeat(65));
        for (body, code, target) in [
            (documented, Some("ResourceNotFound"), Some("43f4cb08-8fac-4b65-9db1-745c2ae65f3a")),
            (r#"{"error":{"code":"DisabledFeature"}}"#, Some("DisabledFeature"), None),
            (r#"{"error":{"code":null,"target":"x"}}"#, None, Some("x")),
            (r#"{"error":{"code":"<b>","target":"a b"}}"#, None, None),
            (&long, None, None),
            (r#"{"error":"no"}"#, None, None),
            (r#"{"error":{"code":7}}"#, None, None),
            ("<html>", None, None),
            ("", None, None),
        ] {
            let problem = ApiError::decode(body.as_bytes());
            assert_eq!((problem.code.as_deref(), problem.target.as_deref()), (code, target), "{body}");
        }
    }
}
