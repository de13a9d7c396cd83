//! Before the wasm is there: a callback may be asked, and nothing is sent.

use devserver::{Options, api};
use secure_score_tests::{Browser, read_asset, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE, asked, hold_wasm};

const EARLY: &str = "early-canary-token";

/// A page whose wasm waits for the gate, and a callback that is asked meanwhile.
async fn open_before_the_wasm(browser: &Browser) -> devserver::Gate {
    let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
    browser.server.forget_requests();
    browser.open(GAUGE).await;
    gate
}

#[tokio::test]
async fn nothing_is_sent_before_the_feed_is_there() {
    let test = async |browser: &Browser| {
        let gate = open_before_the_wasm(browser).await;
        browser
            .run(&format!(
                "window.asked = []; gauge.getToken = (question) => {{ asked.push(question); return '{EARLY}' }}"
            ))
            .await;
        let _: Value = browser.wait("host.until(() => asked.length === 1)").await;
        let _: Value = browser.wait("host.turn(100)").await;
        assert_eq!(asked(browser), 0, "only the feed sends");
        gate.open();
        browser.gauge().reads("value", "340").await;
        let question: Value = browser
            .value("asked.map(({ reason, origin, signal }) => [reason, origin === location.origin, signal.aborted])")
            .await;
        assert_eq!(question, serde_json::json!([["initial", true, false]]), "asked once, and taken over");
        assert_eq!(browser.server.requests(API)[0].header("authorization"), Some("Bearer early-canary-token"));
        let statics =
            "['$_', '$&', '$`', \"$'\", '$+', 'input', 'lastMatch', 'leftContext'].map((name) => RegExp[name]).join()";
        assert!(!browser.value::<String>(statics).await.contains("canary"));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn whatever_takes_an_early_question_back_within_the_callback_ends_it() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        for deed in [
            "gauge.clearToken()".to_owned(),
            "gauge.snapshot = { score: 1, time: '2026-01-01T00:00:00Z' }".to_owned(),
            "gauge.src = '/sample/score.json'".to_owned(),
            "gauge.getToken = null".to_owned(),
            "gauge.setToken('another-token')".to_owned(),
            format!("gauge.apiBase = '{}'; gauge.getToken = null", other.origin()),
            "window.kept = gauge; gauge.remove()".to_owned(),
        ] {
            let gate = open_before_the_wasm(browser).await;
            browser
                .run(&format!(
                    "window.calls = 0; gauge.getToken = ({{ signal }}) => {{ window.signal ??= signal; if (calls++) return null; {deed}; \
                     return '{EARLY}' }}"
                ))
                .await;
            let _: Value = browser.wait("host.until(() => calls > 0 && signal.aborted)").await;
            gate.open();
            let _: Value = browser.wait("host.turn(200)").await;
            for server in [&browser.server, &other] {
                let seen = server
                    .received()
                    .into_iter()
                    .any(|request| request.headers.iter().any(|(_, value)| value.contains(EARLY)));
                assert!(!seen, "{deed}");
            }
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_token_is_for_the_origin_of_the_moment_whatever_becomes_of_the_base() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        let gate = open_before_the_wasm(browser).await;
        browser
            .run(&format!(
                "gauge.setToken('{EARLY}'); const base = document.createElement('base'); base.href = '{}/'; document.head.append(base)",
                other.origin()
            ))
            .await;
        gate.open();
        browser.run("await gauge.refresh().catch((error) => { window.code = error.code })").await;
        assert_eq!(browser.value::<String>("window.code").await, "no-token");
        assert!(other.requests(&format!("/defender{}", api::SCORE_PATH)).is_empty());
        assert_eq!(asked(browser), 0);
    };
    topic().run(test).await;
}

/// `api-base` as it comes, each of which JavaScript and Rust must understand alike: an early
/// question is taken over, or never asked.
const BASES: [&str; 42] = [
    "/defender",
    "defender",
    "./defender",
    "../defender",
    "/defender/",
    "/",
    "",
    " ",
    "\t",
    "?x=1",
    "#y",
    "//127.0.0.1:1",
    "https://a.example",
    "https://a.example/",
    "HTTPS://A.EXAMPLE",
    " https://a.example ",
    "\u{feff}https://a.example",
    "\u{a0}https://a.example",
    "https://a.example\u{a0}",
    "\u{85}https://a.example",
    "https:a.example",
    "https:/a.example",
    "https://a.example:443",
    "https://a.example:444/path?x#y",
    "https://user@a.example",
    "https://:p@a.example",
    "https://ä.example",
    "https://a.example\\b",
    "https://[::1]",
    "http://[::1]:1",
    "http://127.1:1",
    "http://localhost:1",
    "http://127.0.0.1.evil.example",
    "http://portal.localhost:1",
    "http://api.example",
    "https://",
    "https://[",
    "javascript:alert(1)",
    "data:,x",
    "blob:https://a.example/1",
    "ftp://a.example",
    "http:defender",
];

#[tokio::test]
async fn addresses_are_read_alike_before_and_after_the_wasm_is_there() {
    let test = async |browser: &Browser| {
        let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
        browser.open("").await;
        let bases = serde_json::to_string(BASES.as_slice()).unwrap();
        browser
            .run(&format!(
                "window.questions = []; {bases}.forEach((base, index) => {{ const it = document.createElement('secure-score-gauge'); \
                 it.setAttribute('api-base', base); it.getToken = ({{ reason, origin }}) => {{ (questions[index] ??= []).push([reason, origin]); \
                 return null }}; document.body.append(it) }})"
            ))
            .await;
        let _: Value = browser.wait("host.until(() => questions.filter(Boolean).length >= 15)").await;
        gate.open();
        let all = "host.until(() => gauges.every((one) => ['unauthorized', 'error'].includes(one.state)))";
        let _: bool = browser.wait(all).await;
        let seen: Vec<(String, usize, usize)> = browser
            .value("gauges.map((one, index) => [one.state, questions[index]?.length ?? 0, new Set((questions[index] ?? []).map(String)).size])")
            .await;
        for (base, (state, questions, origins)) in BASES.iter().zip(seen) {
            let expected = if state == "error" { 0 } else { 1 };
            assert_eq!((questions, origins), (expected, expected), "{base:?}: {state}");
        }
    };
    topic().run(test).await;
}
