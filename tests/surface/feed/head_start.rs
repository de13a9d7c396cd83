//! The first token and the first answer are asked for while the wasm is on its way, where they will be wanted without a doubt.

use devserver::{Gate, Reply};
use secure_score_tests::{Browser, every_engine, read_asset, topic};
use serde_json::{Value, json};

use crate::scene::{API, GAUGE, asked, hold_wasm, open_with_token, wasm};

/// Opens a page whose wasm waits at a gate, and lets its script run.
async fn open_without_wasm(browser: &Browser, body: &str, script: &str) -> Gate {
    open_before(browser, &read_asset("secure-score.wasm"), body, script).await
}

/// As [`open_without_wasm`], with other bytes in its place.
async fn open_before(browser: &Browser, bytes: &[u8], body: &str, script: &str) -> Gate {
    // What the page before had under way is none of this one's.
    browser.goto("/sample/score.json").await;
    let gate = hold_wasm(browser, bytes);
    browser.server.forget_requests();
    browser.open(body).await;
    browser.server.request(&wasm(), 1).await;
    browser.run(&format!("{script}; await host.turn(50)")).await;
    gate
}

#[tokio::test]
async fn the_first_token_and_answer_are_asked_for_before_the_wasm_is_there() {
    let test = async |browser: &Browser| {
        let one = "const one = host.tokens(['a-token']); gauges.forEach((gauge) => { gauge.getToken = one; gauge.getToken = one })";
        let shared = "customElements.get('secure-score-gauge').getToken = host.tokens(['a-token'])";
        for (what, script) in [("a callback of their own", one), ("the one for all", shared)] {
            let gate = open_without_wasm(browser, &GAUGE.repeat(3), script).await;
            assert_eq!(browser.token_reasons().await, ["initial"], "{what}");
            browser.server.request(API, 1).await;
            gate.open();
            let _: bool = browser.wait("host.until(() => gauges.every((one) => one.state === 'ready'))").await;
            let calls = browser.token_calls().await;
            assert!(calls.len() == 1 && calls[0].signal && !calls[0].aborted, "{what}: {calls:?}");
            assert_eq!(asked(browser), 1, "{what}");
            assert_eq!(browser.server.requests(API)[0].header("authorization"), Some("Bearer a-token"), "{what}");
            browser.run("gauges.forEach((one) => one.remove()); await host.turn(50)").await;
            assert!(!browser.token_calls().await[0].aborted, "{what}: an answer that came is nothing to give up");
            browser.is_quiet().await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn where_there_is_a_doubt_the_wasm_decides() {
    let test = async |browser: &Browser| {
        for script in [
            "gauge.src = '/sample/score.json'; gauge.getToken = host.tokens(['a-token'])",
            "gauge.snapshot = { score: 1, time: '2026-01-01T00:00:00Z' }; gauge.getToken = host.tokens(['a-token'])",
            "gauge.setToken('another'); gauge.getToken = host.tokens(['a-token'])",
            "gauge.apiBase = 'http://defender.example'; gauge.getToken = host.tokens(['a-token'])",
            "gauge.apiBase = '//defender.example'; gauge.getToken = host.tokens(['a-token'])",
            "gauge.apiBase = 'https://user:word@defender.example'; gauge.getToken = host.tokens(['a-token'])",
            "host.hide(true); gauge.getToken = host.tokens(['a-token'])",
            "host.offline(true); gauge.getToken = host.tokens(['a-token'])",
        ] {
            let gate = open_without_wasm(browser, GAUGE, script).await;
            assert!(browser.token_calls().await.is_empty(), "{script}");
            assert_eq!(asked(browser), 0, "{script}");
            gate.open();
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_head_start_that_no_longer_matters_is_taken_back() {
    let test = async |browser: &Browser| {
        let early = "gauge.getToken = host.tokens(['an-early-token'])";
        for (change, reasons, sent) in [
            ("gauge.getToken = gauge.getToken", json!([["page", true]]), Value::Null),
            (
                "gauge.getToken = host.tokens(['a-token'], 'other')",
                json!([["page", true], ["other", false]]),
                json!("Bearer a-token"),
            ),
            ("gauge.setToken('given')", json!([["page", true]]), json!("Bearer given")),
            ("gauge.src = '/sample/score.json'", json!([["page", true]]), Value::Null),
            ("gauge.snapshot = { score: 1, time: '2026-01-01T00:00:00Z' }", json!([["page", true]]), Value::Null),
            ("gauge.apiBase = '/elsewhere'", json!([["page", true], ["page", false]]), Value::Null),
            ("gauge.clearToken()", json!([["page", true]]), Value::Null),
            ("gauge.remove()", json!([["page", true]]), Value::Null),
        ] {
            let gate = open_without_wasm(browser, GAUGE, early).await;
            browser.server.request(API, 1).await;
            browser.run(&format!("{change}; await host.turn(50)")).await;
            gate.open();
            browser.run("await import('/secure-score-gauge.js'); await host.until(() => !window.gauge || gauge.state !== 'loading')").await;
            let _: Value = browser.wait("host.turn(100)").await;
            let calls: Value = browser.value("host.record.tokenCalls.map((call) => [call.name, call.aborted])").await;
            assert_eq!(calls, reasons, "{change}");
            let asked = browser.server.requests(API);
            assert_eq!(asked[0].header("authorization"), Some("Bearer an-early-token"), "{change}");
            let later = asked.get(1).and_then(|sent| sent.header("authorization").map(str::to_owned));
            assert_eq!(json!(later), sent, "{change}");
            browser.is_quiet().await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_early_request_is_the_one_that_the_feed_would_make() {
    let test = async |browser: &Browser| {
        // A token that was handed over is the feed's from the beginning.
        open_with_token(browser).await;
        let plain = browser.server.requests(API).remove(0);
        let gate = open_without_wasm(browser, GAUGE, "gauge.getToken = host.tokens(['a-token'])").await;
        browser.server.request(API, 1).await;
        let early = browser.server.requests(API).remove(0);
        gate.open();
        browser.gauge().reads("value", "340").await;
        assert_eq!(asked(browser), 1);
        for name in ["accept", "authorization", "cache-control", "cookie", "pragma", "referer", "sec-fetch-mode"] {
            assert_eq!(early.header(name), plain.header(name), "{name}");
        }
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_file_is_asked_for_early_too_and_without_a_token() {
    let test = async |browser: &Browser| {
        const FILE: &str = "/sample/score.json";
        let script = "gauge.getToken = host.tokens(['a-token'])";
        let gauge = format!(r#"<secure-score-gauge src="{FILE}" stale-after="1000000"></secure-score-gauge>"#);
        let gate = open_without_wasm(browser, &gauge, script).await;
        browser.server.request(FILE, 1).await;
        gate.open();
        browser.gauge().becomes("ready").await;
        let asked = browser.server.requests(FILE);
        assert_eq!((asked.len(), asked[0].header("authorization")), (1, None));
        assert!(browser.token_calls().await.is_empty());
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn an_early_answer_that_is_no_score_is_as_good_as_a_later_one() {
    let test = async |browser: &Browser| {
        for (reply, code, reasons) in [
            (Reply::new(200, "application/json", "{}"), "invalid-response", &["initial"][..]),
            (Reply::status(403), "forbidden", &["initial"]),
            (Reply::status(401), "token-unchanged", &["initial", "rejected"]),
            (Reply::reset(), "network", &["initial"]),
        ] {
            browser.server.reply(API, reply);
            let gate = open_without_wasm(browser, GAUGE, "gauge.getToken = host.tokens(['a-token'])").await;
            browser.server.request(API, 1).await;
            gate.open();
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], code);
            assert_eq!(browser.token_reasons().await, reasons, "{code}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_early_answer_of_another_address_is_not_taken() {
    let test = async |browser: &Browser| {
        for (change, address) in [
            ("gauge.metric = 'exposure-score'", "/defender/api/exposureScore"),
            ("gauge.apiBase = '/elsewhere'", "/elsewhere/api/configurationScore"),
        ] {
            browser.server.reply(address, Reply::score("71"));
            let gate = open_without_wasm(browser, GAUGE, "gauge.getToken = host.tokens(['a-token'])").await;
            browser.server.request(API, 1).await;
            browser.run(change).await;
            gate.open();
            browser.gauge().reads("value", "71").await;
            assert_eq!((asked(browser), browser.server.requests(address).len()), (1, 1), "{change}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_head_start_that_fails_is_told_once() {
    let test = async |browser: &Browser| {
        for answer in [
            "() => { throw new Error('from the page') }",
            "() => Promise.reject(new Error('from the page'))",
            "() => Object.defineProperty(Promise.resolve('a'), 'constructor', { get: () => { throw new Error('broken') } })",
            "42",
        ] {
            let script = format!("gauge.getToken = host.tokens([{answer}])");
            let gate = open_without_wasm(browser, GAUGE, &script).await;
            gate.open();
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "token-failed", "{answer}");
            assert_eq!(browser.token_calls().await.len(), 1, "{answer}");
            assert_eq!(asked(browser), 0, "{answer}");
            browser.is_quiet().await;
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_signal_of_a_head_start_follows_the_question() {
    let test = async |browser: &Browser| {
        let never = "gauge.getToken = host.tokens([() => new Promise(() => {})])";
        let gate = open_without_wasm(browser, GAUGE, never).await;
        gate.open();
        browser.gauge().becomes("loading").await;
        assert!(!browser.token_calls().await[0].aborted);
        browser.run("gauge.clearToken()").await;
        let _: bool = browser.wait("host.until(() => host.record.tokenCalls[0].aborted)").await;
        assert_eq!(browser.token_calls().await.len(), 1);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn without_its_wasm_a_gauge_gives_its_question_up() {
    let test = async |browser: &Browser| {
        let gate = open_before(browser, b"no wasm", GAUGE, "gauge.getToken = host.tokens(['a-token'])").await;
        assert!(!browser.token_calls().await[0].aborted);
        gate.open();
        assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "wasm-blocked");
        assert!(browser.token_calls().await[0].aborted);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn where_the_wasm_is_there_the_feed_asks_and_shares() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("window.one = host.tokens(['a-token']); gauge.getToken = window.one").await;
        browser.gauge().becomes("ready").await;
        browser
            .run(
                "const later = gauge.cloneNode(); later.id = 'later'; later.getToken = window.one; \
                 document.body.append(later)",
            )
            .await;
        browser.gauge_by_id("later").becomes("ready").await;
        assert_eq!((browser.token_calls().await.len(), asked(browser)), (1, 1));
    };
    topic().run(test).await;
}
