//! Good answers, bad answers, and what is said of each.

use devserver::{Reply, api, failures::FAILURES};
use secure_score_tests::{Browser, Engine, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE, open_with_callback};

#[tokio::test]
async fn scores_as_the_api_writes_them() {
    let test = async |browser: &Browser| {
        for (written, value, read) in [
            ("340", 340.0, "340"),
            ("822.0", 822.0, "822"),
            ("33.491554051195706", 33.491_554_051_195_706, "33"),
            ("0", 0.0, "0"),
            ("1200", 1200.0, "1,200"),
            ("3.4e2", 340.0, "340"),
        ] {
            browser.server.reply(API, Reply::score(written));
            open_with_callback(browser).await;
            browser.gauge().reads("value", read).await;
            assert_eq!(browser.gauge().value("it.score.value").await.as_f64(), Some(value), "{written}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn instants_as_the_api_writes_them() {
    let test = async |browser: &Browser| {
        for (time, instant) in [
            ("2019-12-03T09:15:58Z", "2019-12-03T09:15:58.000Z"),
            ("2019-12-03T09:15:58.1Z", "2019-12-03T09:15:58.100Z"),
            ("2019-12-03T09:15:58.1665846Z", "2019-12-03T09:15:58.166Z"),
            ("2019-12-03T09:15:58+02:00", "2019-12-03T07:15:58.000Z"),
        ] {
            browser.server.reply(API, Reply::json(200, api::score_answer("340", time)));
            open_with_callback(browser).await;
            browser.gauge().becomes("ready").await;
            assert_eq!(browser.gauge().value("new Date(it.score.time).toISOString()").await, instant, "{time}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn unknown_members_are_ignored() {
    let test = async |browser: &Browser| {
        let answer = r#"{"new":{"a":[1,{"score":9}]},"score":340,"time":"2019-12-03T09:15:58Z","more":null}"#;
        browser.server.reply(API, Reply::json(200, answer));
        open_with_callback(browser).await;
        browser.gauge().reads("value", "340").await;
    };
    topic().run(test).await;
}

/// The gauge has no score, says so, and asks for nothing that is not there.
async fn fails_with(browser: &Browser, reply: Reply, code: &str, what: &str) -> Value {
    browser.server.reply(API, reply);
    open_with_callback(browser).await;
    let error = browser.event("secure-score-error", 1).await;
    assert_eq!(error.detail["code"], code, "{what}: {error:?}");
    let gauge = browser.gauge();
    gauge.until("['error', 'unauthorized'].includes(it.state)").await;
    gauge.until("host.part(it, 'message')").await;
    assert_eq!(gauge.value("it.score").await, Value::Null, "{what}");
    assert_eq!(gauge.value("it.shadowRoot.querySelector('[role=meter]')").await, Value::Null, "{what}");
    error.detail
}

#[tokio::test]
async fn what_is_no_score_is_an_invalid_response() {
    let test = async |browser: &Browser| {
        for name in
            ["empty", "html", "not-json", "no-score", "no-time", "bad-score", "negative", "bad-time", "huge", "endless"]
        {
            let failure = FAILURES.iter().find(|failure| failure.name == name).unwrap();
            let detail = fails_with(browser, failure.reply(), "invalid-response", name).await;
            assert_eq!(detail["status"], 200, "{name}");
        }
        for body in [
            "[]",
            "null",
            "340",
            r#"{"score":null,"time":"2019-12-03T09:15:58Z"}"#,
            r#"{"score":1e999,"time":"2019-12-03T09:15:58Z"}"#,
            r#"{"score":NaN,"time":"2019-12-03T09:15:58Z"}"#,
            r#"{"score":340,"time":"2019-12-03T09:15:58.12345678Z"}"#,
            r#"{"score":340,"time":"2019-13-03T09:15:58Z"}"#,
            r#"{"score":340,"time":1575364558}"#,
            r#"{"score":340,"time":"2019-12-03T09:15:58Z""#,
        ] {
            fails_with(browser, Reply::json(200, body), "invalid-response", body).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn each_status_has_its_code_and_the_support_id() {
    let test = async |browser: &Browser| {
        for (status, code, ours, retryable) in [
            (400, "BadRequest", "http", false),
            (403, "Forbidden", "forbidden", false),
            (403, "DisabledFeature", "feature-disabled", false),
            (404, "ResourceNotFound", "not-found", false),
            (429, "TooManyRequests", "throttled", true),
            (500, "InternalServerError", "server", true),
            (503, "ServiceUnavailable", "server", true),
        ] {
            let detail = fails_with(browser, Reply::error(status, code), ours, code).await;
            assert_eq!(
                (&detail["status"], &detail["retryable"], &detail["requestId"], &detail["attempt"]),
                (&status.into(), &retryable.into(), &api::ERROR_TARGET.into(), &1.into()),
                "{code}"
            );
            let keys: Vec<_> = detail.as_object().unwrap().keys().cloned().collect();
            assert_eq!(keys, ["attempt", "code", "nextAttemptAt", "requestId", "retryable", "status"], "{code}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_bare_status_has_its_code_and_no_support_id() {
    let test = async |browser: &Browser| {
        for (status, ours) in [(204, "http"), (418, "http"), (403, "forbidden"), (404, "not-found"), (502, "server")] {
            let page = Reply::new(status, "text/html", "<h1>a proxy's page</h1>");
            let reply = if status == 204 { Reply::status(204) } else { page };
            let detail = fails_with(browser, reply, ours, ours).await;
            assert_eq!(detail["requestId"], Value::Null, "{status}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_broken_connection_is_a_network_error() {
    let test = async |browser: &Browser| {
        for name in ["reset", "reset-midway", "truncated"] {
            let failure = FAILURES.iter().find(|failure| failure.name == name).unwrap();
            // WebKit hands over a body that ends too early as if it were whole.
            let unnoticed = name == "truncated" && browser.engine == Engine::Webkit;
            let code = if unnoticed { "invalid-response" } else { "network" };
            fails_with(browser, failure.reply(), code, name).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn messages_say_what_to_do() {
    let test = async |browser: &Browser| {
        for (reply, words) in [
            (
                Reply::error(403, "Forbidden"),
                &["You do not have access to this score. Ask your Defender administrator."][..],
            ),
            (Reply::reset(), &["CORS", "Retrying automatically."]),
        ] {
            browser.server.reply(API, reply);
            open_with_callback(browser).await;
            browser.event("secure-score-error", 1).await;
            for word in words {
                browser.gauge().reads("message", word).await;
            }
            browser.gauge().until("host.part(it, 'retry')").await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn retry_asks_again() {
    let test = async |browser: &Browser| {
        browser.server.replies(API, [Reply::error(404, "NotFound")]);
        open_with_callback(browser).await;
        browser.gauge().becomes("error").await;
        browser.gauge().until("host.part(it, 'retry')").await;
        browser.run("gauge.shadowRoot.querySelector('[part~=retry]').click()").await;
        browser.gauge().reads("value", "340").await;
        browser.gauge().lacks("retry").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_attempt_that_no_date_can_tell_of_is_none() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(404, "NotFound"));
        browser.open(&GAUGE.replace(" api-base", " refresh-interval=200000000000 api-base")).await;
        browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        let error = browser.event("secure-score-error", 1).await;
        assert_eq!((&error.detail["code"], &error.detail["nextAttemptAt"]), (&"not-found".into(), &Value::Null));
        browser.threw_nothing("a moment beyond all dates").await;
    };
    topic().run(test).await;
}
