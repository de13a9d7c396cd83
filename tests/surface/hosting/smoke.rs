//! The main job, in every engine.

use secure_score_tests::{Browser, every_engine};

use crate::scene::{API, GAUGE, open_with_callback, open_with_token};

#[tokio::test]
async fn a_host_page_shows_its_score() {
    let test = async |browser: &Browser| {
        open_with_callback(browser).await;
        let load = browser.event("secure-score-load", 1).await;
        assert_eq!(load.detail["value"], 340);
        let gauge = browser.gauge();
        gauge.reads("value", "340").await;
        gauge.until("it.shadowRoot.querySelector('[part~=time]').textContent.includes('2019')").await;
        gauge
            .until("it.shadowRoot.querySelector('time')?.getAttribute('datetime') === '2019-12-03T09:15:58.1665846Z'")
            .await;
        assert_eq!(gauge.state().await, "ready");
        assert_eq!(browser.server.requests(API).len(), 1);
        browser.is_quiet().await;
        browser.screenshot("host-page").await;
    };
    every_engine().run(test).await;
}

/// What a careful host allows, and nothing more.
const POLICY: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:";

#[tokio::test]
async fn a_strict_policy_is_no_obstacle() {
    let test = async |browser: &Browser| {
        browser.server.header("/", "content-security-policy", POLICY);
        open_with_token(browser).await;
        browser.gauge().becomes("ready").await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn events_and_properties_say_what_happens() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.gauge().becomes("idle").await;
        assert_eq!(browser.gauge().value("it.score").await, serde_json::Value::Null);
        browser.run("gauge.setToken('a-token')").await;
        let load = browser.event("secure-score-load", 1).await;
        assert!(load.bubbles && load.composed && !load.cancelable, "{load:?}");

        let states = browser.events("secure-score-state").await;
        let (mut previous, mut seen) = (None, Vec::new());
        for event in &states {
            assert!(event.bubbles && event.composed && !event.cancelable, "{event:?}");
            assert!(previous.is_none() || previous == Some(&event.detail["previous"]), "a gap in {states:?}");
            previous = Some(&event.detail["state"]);
            seen.push(event.detail["state"].as_str().unwrap_or_default());
        }
        assert!(seen.ends_with(&["loading", "ready"]), "{seen:?}");
        assert!(browser.events("secure-score-error").await.is_empty());

        let gauge = browser.gauge();
        assert_eq!(gauge.value("it.matches(':state(ready)')").await, true);
        assert_eq!(gauge.value("Object.isFrozen(it.score)").await, true);
        let keys = "Object.keys(it.score).filter((key) => key !== 'delta').sort().join()";
        assert_eq!(gauge.value(keys).await, "band,max,retrievedAt,target,time,value");
        assert_eq!(gauge.value("it.score.value").await, 340);
        assert_eq!(gauge.value("it.score.max").await, 1000);
        assert_eq!(gauge.value("new window.Date(it.score.time).toISOString()").await, "2019-12-03T09:15:58.166Z");
        assert_eq!(
            gauge.value("Math.abs(new window.Date(it.score.retrievedAt) - window.Date.now()) < 60000").await,
            true
        );
        let detail = gauge.value("JSON.parse(JSON.stringify(it.score))").await;
        assert_eq!(detail, load.detail, "the event carries the score");
    };
    every_engine().run(test).await;
}
