//! What assistive technology is told.

use devserver::Reply;
use secure_score_tests::{Browser, every_engine, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE, open_with_callback};

const METER: &str = "it.shadowRoot.querySelector('[role=meter]')";

#[tokio::test]
async fn a_shown_value_is_a_meter() {
    let test = async |browser: &Browser| {
        open_with_callback(browser).await;
        browser.gauge().reads("value", "340").await;
        for (attribute, value) in [("aria-valuemin", "0"), ("aria-valuemax", "1000"), ("aria-valuenow", "340")] {
            let found = browser.gauge().value(&format!("{METER}.getAttribute('{attribute}')")).await;
            assert_eq!(found, value, "{attribute}");
        }
        let text = browser.gauge().value(&format!("{METER}.getAttribute('aria-valuetext')")).await;
        assert!(text.as_str().is_some_and(|text| text.contains("340") && text.contains("1,000")), "{text}");
        let named = format!("!!({METER}.getAttribute('aria-label') || {METER}.getAttribute('aria-labelledby'))");
        assert_eq!(browser.gauge().value(&named).await, true);
        let siblings = format!("{METER}.querySelector('button, [part~=message], [part~=retry]')");
        assert_eq!(browser.gauge().value(&siblings).await, Value::Null, "children of a meter are invisible to readers");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_value_beyond_the_scale_is_clamped_for_the_meter_and_shown_as_it_is() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::score("1200"));
        open_with_callback(browser).await;
        browser.gauge().reads("value", "1,200").await;
        assert_eq!(browser.gauge().value(&format!("{METER}.getAttribute('aria-valuenow')")).await, "1000");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn without_a_value_there_is_no_meter() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.gauge().becomes("idle").await;
        browser.gauge().until("host.part(it, 'heading')").await;
        assert_eq!(browser.gauge().value(METER).await, Value::Null);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn ids_of_two_gauges_do_not_meet() {
    let test = async |browser: &Browser| {
        browser.open(&format!("{GAUGE}{GAUGE}")).await;
        browser.run("gauges.forEach((one) => one.setToken('a-token'))").await;
        let _: bool = browser.wait("host.until(() => gauges.every((one) => one.state === 'ready'))").await;
        let ids = "gauges.every((one) => { const ids = [...one.shadowRoot.querySelectorAll('[id]')].map((e) => e.id); \
                   return new Set(ids).size === ids.length })";
        assert!(browser.value::<bool>(ids).await);
        assert_eq!(
            browser.value::<u32>("document.querySelectorAll('[id]').length").await,
            0,
            "none in the page itself"
        );
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_scale_begins_where_the_text_begins() {
    let test = async |browser: &Browser| {
        for (direction, expected) in [("ltr", true), ("rtl", false)] {
            browser.open(&format!("<secure-score-gauge dir={direction}></secure-score-gauge>")).await;
            browser.run("gauge.snapshot = { score: 340, time: '2026-01-02T03:04:05Z' }").await;
            browser.gauge().reads("value", "340").await;
            let from_the_left = "(([zero, full]) => zero.getBoundingClientRect().left < full.getBoundingClientRect().left)(it.shadowRoot.querySelectorAll('.end'))";
            assert_eq!(browser.gauge().value(from_the_left).await, expected, "in {}, {direction}", browser.engine);
        }
    };
    every_engine().run(test).await;
}
