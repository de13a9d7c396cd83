//! The heap of the page's scripts: once the token is cleared, no string of it can be reached.

use devserver::Reply;
use secure_score_tests::{Browser, Engine, read_asset, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE, hold_wasm, seconds};

const TOKEN: &str = "a-canary-in-the-heap";

/// The token for a script whose own text, which is in the heap too, does not have it.
const MADE: &str = "['a', 'canary', 'in', 'the', 'heap'].join('-')";

/// The strings in reach that have the token in them.
async fn found(browser: &Browser) -> Vec<String> {
    browser.strings_in_reach().await.into_iter().filter(|string| string.contains(TOKEN)).collect()
}

/// Clears the token: nothing of it is in reach any more.
async fn is_gone_once_cleared(browser: &Browser, what: &str) {
    browser.run("gauge.clearToken()").await;
    let found = found(browser).await;
    assert!(found.is_empty(), "{what}: {found:?}");
}

#[tokio::test]
async fn a_cleared_token_is_out_of_every_scripts_reach() {
    let test = async |browser: &Browser| {
        if browser.engine != Engine::Chromium {
            return;
        }
        for door in [
            format!("gauge.setToken({MADE})"),
            format!("gauge.setToken({MADE}, {{ expiresAt: Date.now() + 60_000 }})"),
            format!("gauge.getToken = async () => {MADE}"),
            format!("gauge.getToken = () => ({{ token: {MADE}, expiresAt: new Date(Date.now() + 60_000) }})"),
        ] {
            for (reply, event) in
                [(Reply::documented(), "secure-score-load"), (Reply::error(401, "Unauthorized"), "secure-score-error")]
            {
                browser.server.reply(API, reply);
                browser.open(GAUGE).await;
                browser.run(&door).await;
                browser.event(event, 1).await;
                let sent = browser.server.requests(API);
                let bearer = format!("Bearer {TOKEN}");
                assert!(sent.iter().all(|one| one.header("authorization") == Some(&bearer)), "{door}: {sent:?}");
                is_gone_once_cleared(browser, &door).await;
            }
        }
        // The search finds what the page itself holds, and what regular expressions remember of
        // their last text.
        for keep in [format!("window.kept = {{ deep: [`Bearer ${{{MADE}}}`] }}"), format!("/canary/.test({MADE})")] {
            browser.open("").await;
            assert!(found(browser).await.is_empty(), "{keep}: not yet");
            browser.run(&keep).await;
            assert!(!found(browser).await.is_empty(), "{keep}");
        }
    };
    topic().alone().limit(seconds(180), seconds(30)).run(test).await;
}

#[tokio::test]
async fn a_token_that_was_cleared_before_the_wasm_came_is_out_of_reach() {
    let test = async |browser: &Browser| {
        if browser.engine != Engine::Chromium {
            return;
        }
        for door in [format!("gauge.setToken({MADE})"), format!("gauge.getToken = async () => {MADE}")] {
            let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
            browser.open(GAUGE).await;
            browser.run(&door).await;
            let _: Value = browser.wait("host.turn(50)").await;
            // Until the wasm comes the element keeps it, in a private field or a promise.
            assert!(!found(browser).await.is_empty(), "{door}");
            is_gone_once_cleared(browser, &door).await;
            gate.open();
            browser.gauge().becomes("idle").await;
            let _: Value = browser.wait("host.turn(50)").await;
            let found = found(browser).await;
            assert!(found.is_empty(), "{door}: {found:?}");
        }
    };
    topic().alone().limit(seconds(120), seconds(30)).run(test).await;
}
