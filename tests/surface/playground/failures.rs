//! The playground plays every failure, with no network, and every code of the contract is among
//! them.

use std::collections::BTreeSet;

use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::playground::scene::{choose, open, press, reads, started, text};
use crate::scene::{MORNING, seconds};

/// Every code of the contract.
pub(crate) const CODES: [&str; 18] = [
    "no-token",
    "token-failed",
    "token-timeout",
    "token-unchanged",
    "unauthorized",
    "forbidden",
    "feature-disabled",
    "not-found",
    "throttled",
    "server",
    "http",
    "network",
    "timeout",
    "redirected",
    "invalid-response",
    "insecure-url",
    "wasm-blocked",
    "crashed",
];

/// What the playground offers, the code it ends in, and the state.
const PLAYED: &[(&str, &str, &str)] = &[
    ("no-token", "no-token", "unauthorized"),
    ("token-failed", "token-failed", "error"),
    ("token-unchanged", "token-unchanged", "unauthorized"),
    ("unauthorized", "unauthorized", "unauthorized"),
    ("claims", "unauthorized", "unauthorized"),
    ("forbidden", "forbidden", "unauthorized"),
    ("disallowed", "forbidden", "unauthorized"),
    ("feature-disabled", "feature-disabled", "unauthorized"),
    ("not-found", "not-found", "error"),
    ("resource-not-found", "not-found", "error"),
    ("throttled", "throttled", "error"),
    ("throttled-hidden", "throttled", "error"),
    ("bad-request", "http", "error"),
    ("odata", "http", "error"),
    ("invalid-input", "http", "error"),
    ("server", "server", "error"),
    ("gateway", "server", "error"),
    ("unavailable", "server", "error"),
    ("empty-status", "http", "error"),
    ("network", "network", "error"),
    ("redirected", "redirected", "error"),
    ("insecure-url", "insecure-url", "error"),
    ("html", "invalid-response", "error"),
    ("not-json", "invalid-response", "error"),
    ("empty", "invalid-response", "error"),
    ("no-score", "invalid-response", "error"),
    ("no-time", "invalid-response", "error"),
    ("text-score", "invalid-response", "error"),
    ("negative", "invalid-response", "error"),
    ("bad-time", "invalid-response", "error"),
    ("huge", "invalid-response", "error"),
];

/// Those that take 30 seconds of a clock.
const SLOW: &[(&str, &str)] = &[("token-timeout", "token-timeout"), ("timeout", "timeout")];
/// Those of the widget itself, for which the page loads anew.
const OWN: &[&str] = &["wasm-blocked", "crashed"];
/// Those that are no error.
const NO_ERROR: &[&str] = &["none", "stale", "slow"];

#[tokio::test]
async fn every_offer_is_tested_and_every_code_offered() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        let offered: BTreeSet<String> =
            browser.value("[...document.querySelectorAll('[name=fail] option')].map((one) => one.value)").await;
        let names =
            PLAYED.iter().map(|(name, ..)| name).chain(SLOW.iter().map(|(name, _)| name)).chain(OWN).chain(NO_ERROR);
        let known: BTreeSet<String> = names.map(|name| (*name).to_owned()).collect();
        assert_eq!(offered, known);
        let codes = PLAYED.iter().map(|(_, code, _)| code).chain(SLOW.iter().map(|(_, code)| code)).chain(OWN);
        assert_eq!(codes.collect::<BTreeSet<_>>(), CODES.iter().collect::<BTreeSet<_>>());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn each_failure_reaches_its_state() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        let log: String = browser.value("document.getElementById('log').role").await;
        assert_eq!(log, "log", "a screen reader follows it");
        browser.gauge().becomes("ready").await;
        for (name, code, state) in PLAYED {
            let before = browser.events("secure-score-error").await.len();
            choose(browser, "fail", name).await;
            let mut error = browser.event("secure-score-error", before + 1).await;
            if error.detail["code"] != *code {
                // The failure chosen before was tried once more, just before this one was chosen.
                error = browser.event("secure-score-error", before + 2).await;
            }
            assert_eq!(error.detail["code"], *code, "{name}");
            assert_eq!(browser.gauge().state().await, *state, "{name}");
            reads(browser, "state", state).await;
            reads(browser, "log", &format!("\"code\":\"{code}\"")).await;
            assert_eq!(browser.gauge().value("it.score").await, Value::Null, "{name} starts over");
        }
        choose(browser, "fail", "none").await;
        browser.gauge().becomes("ready").await;
        assert_eq!(browser.gauge().value("it.score.value").await, 640);
        let asked: Vec<_> = browser.server.received().into_iter().filter(|one| one.path.contains("/played/")).collect();
        assert!(asked.is_empty(), "nothing played goes to the network: {asked:?}");
        browser.is_quiet().await;
    };
    topic().limit(seconds(180), seconds(20)).run(test).await;
}

#[tokio::test]
async fn what_an_offer_names_is_in_the_answer_and_the_log_tells_of_it() {
    let test = async |browser: &Browser| {
        for (name, line, told) in [
            ("throttled", "HTTP 429\ncontent-type: application/json\nretry-after: 30\n", "with a token: 429 after"),
            ("unavailable", "retry-after: 30", "503 after"),
            ("claims", "www-authenticate: Bearer error=\"insufficient_claims\"", "401 after"),
            ("redirected", "A redirect. A page cannot read where it leads", "No readable response"),
            ("network", "No readable response.", "No readable response"),
            ("none", "\"score\":640", "200 after"),
        ] {
            open(browser, &format!("fail={name}")).await;
            reads(browser, "answer", line).await;
            reads(browser, "log", told).await;
        }
        press(browser, "#clear").await;
        assert_eq!(text(browser, "log").await, "");
        press(browser, "#ask").await;
        reads(browser, "log", "GET ").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_failure_after_a_good_answer_leaves_the_score() {
    let test = async |browser: &Browser| {
        open(browser, "fail=server&when=later").await;
        for (name, code) in [("forbidden", "forbidden"), ("no-token", "no-token"), ("network", "network")] {
            let before = browser.events("secure-score-error").await.len();
            choose(browser, "fail", name).await;
            let error = browser.event("secure-score-error", before + 1).await;
            assert_eq!(error.detail["code"], code);
            assert_eq!(browser.gauge().value("it.score.value").await, 640, "{name}");
            browser.gauge().reads("value", "640").await;
        }
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_never_answers_is_given_up_after_30_seconds() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        for (name, code) in SLOW {
            open(browser, &format!("fail={name}")).await;
            browser.settle().await;
            assert!(browser.error_codes().await.is_empty(), "{name}");
            browser.pass(seconds(31)).await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], *code);
        }
        open(browser, "fail=slow").await;
        browser.pass(seconds(4)).await;
        assert_eq!(browser.gauge().state().await, "loading");
        browser.pass(seconds(2)).await;
        browser.gauge().becomes("ready").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_widgets_own_failures_load_the_page_anew() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        for name in OWN {
            choose(browser, "fail", name).await;
            let _: Value = browser.wait("host.until(() => gauge?.state === 'error')").await;
            started(browser).await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], *name);
            reads(browser, "log", &format!("\"code\":\"{name}\"")).await;
            let notice: bool = browser.value("document.getElementById('no-wasm').checkVisibility()").await;
            assert_eq!(notice, *name == "wasm-blocked");
        }
        choose(browser, "fail", "none").await;
        let _: Value = browser.wait("host.until(() => gauge?.state === 'ready')").await;
        browser.gauge().reads("value", "640").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn hours_of_age_are_chosen() {
    let test = async |browser: &Browser| {
        for (hours, state) in [("23", "ready"), ("25", "stale"), ("200", "stale")] {
            open(browser, &format!("fail=stale&hours={hours}")).await;
            browser.gauge().becomes(state).await;
            browser.gauge().reads("value", "640").await;
        }
        browser.is_quiet().await;
    };
    topic().run(test).await;
}
