//! The failures a person can ask for by path.
//!
//! `/fail/{name}/…` answers everything below it with that failure, so a page asks for it with
//! `api-base="/fail/throttled"`. A number is a name too: `/fail/418` answers with that status and
//! no body.

use std::time::Duration;

use crate::{api, reply::Reply};

/// One failure: its name in the path, what it is in a sentence, and the answer.
pub struct Failure {
    /// The name in the path.
    pub name: &'static str,
    /// What happens.
    pub what: &'static str,
    reply: fn() -> Reply,
}

impl Failure {
    /// The answer.
    #[must_use]
    pub fn reply(&self) -> Reply {
        (self.reply)()
    }
}

macro_rules! failures {
    ($($name:literal: $what:literal => $reply:expr;)*) => {
        &[$(Failure { name: $name, what: $what, reply: || $reply }),*]
    };
}

/// Every failure that has a name.
pub const FAILURES: &[Failure] = failures! {
    "bad-request": "400 BadRequest" => Reply::error(400, "BadRequest");
    "unauthorized": "401 Unauthorized, whatever the token" => Reply::error(401, "Unauthorized");
    "claims": "401 with a claims challenge in WWW-Authenticate, readable by a page" => Reply::error(401, "Unauthorized")
        .header("www-authenticate", r#"Bearer error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#)
        .exposing("www-authenticate");
    "forbidden": "403 Forbidden" => Reply::error(403, "Forbidden");
    "feature-disabled": "403 DisabledFeature" => Reply::error(403, "DisabledFeature");
    "not-found": "404 ResourceNotFound" => Reply::error(404, "ResourceNotFound");
    "throttled": "429 TooManyRequests, to be tried again after 30 seconds" => Reply::error(429, "TooManyRequests")
        .retry_after(30).exposing("retry-after");
    "throttled-hidden": "429 with a Retry-After that a page of another origin cannot read" =>
        Reply::error(429, "TooManyRequests").retry_after(30);
    "server": "500 InternalServerError" => Reply::error(500, "InternalServerError");
    "unavailable": "503, to be tried again after 30 seconds" => Reply::error(503, "ServiceUnavailable")
        .retry_after(30).exposing("retry-after");
    "gateway": "502 with a proxy's HTML page" =>
        Reply::new(502, "text/html", "<html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1></html>");
    "redirect": "302 to the good answer in the same origin" => Reply::redirect(api::SCORE_PATH);
    "redirect-away": "302 to another origin" => Reply::redirect("https://login.invalid/");
    "slow": "the good answer after 5 seconds" => Reply::documented().delayed(Duration::from_secs(5));
    "never": "no answer at all" => Reply::never();
    "stalled": "half a body, and then silence" => Reply::documented().stalled_after(60);
    "reset": "a reset connection" => Reply::reset();
    "reset-midway": "half a body, and then a reset connection" => Reply::documented().reset_after(60);
    "truncated": "half of the promised body" => Reply::documented().truncated_after(60);
    "endless": "a body without end" => Reply::endless();
    "huge": "a body of 1 MiB" => Reply::huge(1 << 20);
    "empty": "200 with no body" => Reply::json(200, "");
    "html": "200 with a page, as a sign-in proxy does" =>
        Reply::new(200, "text/html", "<!doctype html><title>Sign in</title>");
    "not-json": "200 with text that is not JSON" => Reply::json(200, "score: 340");
    "no-score": "200 without a score" => Reply::json(200, r#"{"time":"2019-12-03T09:15:58.1665846Z"}"#);
    "no-time": "200 without a time" => Reply::json(200, r#"{"score":340}"#);
    "bad-score": "200 with a score that is a text" => Reply::score(r#""340""#);
    "negative": "200 with a negative score" => Reply::score("-1");
    "bad-time": "200 with an invalid time" => Reply::json(200, api::score_answer("340", "yesterday"));
    "no-cors": "the good answer without any CORS header" => Reply::documented().without_cors();
};

/// The answer for a path below `/fail/`; an unknown name gets a 404 that lists the known ones.
pub(crate) fn play(path: &str) -> Option<Reply> {
    let rest = path.strip_prefix("/fail/")?;
    let name = rest.split('/').next().unwrap_or(rest);
    if let Some(failure) = FAILURES.iter().find(|failure| failure.name == name) {
        return Some(failure.reply());
    }
    let status = name.parse().ok().filter(|status| (200..=599).contains(status));
    Some(status.map_or_else(unknown, |status| {
        let documented = api::ERRORS.iter().find(|(known, ..)| *known == status);
        documented.map_or_else(|| Reply::status(status), |(_, code, _)| Reply::error(status, code))
    }))
}

fn unknown() -> Reply {
    let known: String = FAILURES.iter().map(|failure| format!("/fail/{}  {}\n", failure.name, failure.what)).collect();
    Reply::new(
        404,
        "text/plain; charset=utf-8",
        format!("No such failure. Known ones, and any status from 200 to 599:\n{known}"),
    )
}
