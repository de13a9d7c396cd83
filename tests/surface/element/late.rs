//! What comes too late is never shown.

use devserver::{Gate, Options, Reply, api};
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE};

#[tokio::test]
async fn an_answer_of_an_earlier_source_is_never_shown() {
    let test = async |browser: &Browser| {
        for (change, now) in [
            ("gauge.apiBase = '/other'", "512"),
            ("gauge.setAttribute('api-base', '/other')", "512"),
            ("gauge.src = '/score.json'", "640"),
            ("gauge.snapshot = { score: 777, time: '2026-01-02T03:04:05Z' }", "777"),
        ] {
            let gate = Gate::new();
            browser.server.forget_requests();
            browser.server.reply(API, Reply::score("111").held(&gate));
            browser.server.reply("/other/api/configurationScore", Reply::score("512"));
            browser.server.reply("/score.json", Reply::score("640"));
            browser.open(GAUGE).await;
            browser.run("gauge.getToken = host.tokens(['a-token'])").await;
            browser.server.request(API, 1).await;
            browser.run(change).await;
            browser.gauge().reads("value", now).await;
            browser.server.abandoned(API, 1).await;
            gate.open();
            let _: Value = browser.wait("host.turn(100)").await;
            browser.gauge().reads("value", now).await;
            let loads = browser.events("secure-score-load").await;
            assert!(loads.iter().all(|load| load.detail["value"] != 111), "{change}: {loads:?}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_answer_to_an_earlier_token_is_never_shown() {
    let test = async |browser: &Browser| {
        let gate = Gate::new();
        let held = gate.clone();
        browser.server.answer_with(API, move |request| match request.header("authorization") {
            Some("Bearer first") => Reply::score("111").held(&held),
            _ => Reply::score("512"),
        });
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('first')").await;
        browser.server.request(API, 1).await;
        browser.run("gauge.setToken('second')").await;
        browser.gauge().reads("value", "512").await;
        gate.open();
        let _: Value = browser.wait("host.turn(100)").await;
        browser.gauge().reads("value", "512").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn another_origin_never_gets_the_token() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().becomes("ready").await;
        browser.run(&format!("gauge.apiBase = {:?}", other.origin())).await;
        browser.gauge().becomes("idle").await;
        let _: Value = browser.wait("host.turn(100)").await;
        assert!(other.received().is_empty(), "{:?}", other.received());
        assert_eq!(browser.gauge().value("it.score").await, Value::Null, "the old source's score is gone with it");
        browser.run("gauge.setToken('another')").await;
        browser.gauge().becomes("ready").await;
        assert_eq!(other.request(api::SCORE_PATH, 1).await.header("authorization"), Some("Bearer another"));
    };
    topic().run(test).await;
}
