//! The token is write-only.

use devserver::Reply;
use secure_score_tests::{Browser, topic};

use crate::scene::{API, GAUGE};

const TOKEN: &str = "s3cr3t-t0k3n";

/// Every place where a page, its person or its logs could find a token.
const SEARCH: &str = r"JSON.stringify([
    document.documentElement.outerHTML,
    gauge.shadowRoot.innerHTML,
    Object.getOwnPropertyNames(gauge).map((name) => String(gauge[name])),
    Reflect.ownKeys(gauge).map((key) => JSON.stringify(gauge[key]) ?? ''),
    { ...localStorage }, { ...sessionStorage }, document.cookie, location.href,
    performance.getEntriesByType('resource').map((entry) => entry.name),
    host.record,
])";

#[tokio::test]
async fn the_token_is_nowhere_to_be_found() {
    let test = async |browser: &Browser| {
        for (reply, event) in [
            (Reply::documented(), "secure-score-load"),
            (Reply::error(403, "Forbidden"), "secure-score-error"),
            (Reply::error(401, "Unauthorized"), "secure-score-error"),
        ] {
            for door in [format!("gauge.setToken('{TOKEN}')"), format!("gauge.getToken = () => '{TOKEN}'")] {
                browser.server.reply(API, reply.clone());
                browser.open(GAUGE).await;
                browser.run(&door).await;
                browser.event(event, 1).await;
                let found: String = browser.value(SEARCH).await;
                assert!(!found.contains(TOKEN), "after {door}: {found}");
            }
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_callback_cannot_be_read_back() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.getToken = () => 'a-token'").await;
        assert_eq!(browser.gauge().value("String(it.getToken)").await, "undefined");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_refused_token_is_not_repeated_in_messages() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run(&format!("gauge.getToken = () => '{TOKEN}\\n'; ")).await;
        browser.event("secure-score-error", 1).await;
        let found: String = browser.value(SEARCH).await;
        assert!(!found.contains(TOKEN), "{found}");
        browser.run(&format!("gauge.getToken = () => {{ throw new Error('{TOKEN}') }}")).await;
        browser.event("secure-score-error", 2).await;
        let found: String = browser.value(SEARCH).await;
        assert!(!found.contains(TOKEN), "{found}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_server_that_repeats_the_token_as_its_id_has_none() {
    let test = async |browser: &Browser| {
        for (id, kept) in [
            ("a-canary-token", false),
            ("the-a-canary-token-again", false),
            ("x-a-canary-tok-x", false),
            // Eleven characters in common may be an accident.
            ("x-a-canary-to-x", true),
            ("43f4cb08:1_2.3", true),
        ] {
            let body = format!(r#"{{"error":{{"code":"Forbidden","message":"no","target":"{id}"}}}}"#);
            browser.server.reply(API, Reply::json(403, body));
            browser.open(GAUGE).await;
            browser.run("gauge.setToken('a-canary-token')").await;
            let error = browser.event("secure-score-error", 1).await;
            assert_eq!(error.detail["requestId"].as_str(), kept.then_some(id), "{id}");
        }
    };
    topic().run(test).await;
}
