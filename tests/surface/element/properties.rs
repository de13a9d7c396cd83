//! Attributes and properties: in step, lazy, and without secrets.

use secure_score_tests::{Browser, every_engine, topic};
use serde_json::{Value, json};

use crate::scene::{API, GAUGE, open_with_token};

#[tokio::test]
async fn attribute_and_property_are_in_step_both_ways() {
    let test = async |browser: &Browser| {
        for (property, attribute, default, text, value, other) in [
            ("apiBase", "api-base", json!("https://api.securitycenter.microsoft.com"), "/a", json!("/a"), json!("/b")),
            ("src", "src", Value::Null, "a.json", json!("a.json"), json!("b.json")),
            (
                "metric",
                "metric",
                json!("secure-score"),
                "exposure-score",
                json!("exposure-score"),
                json!("secure-score"),
            ),
            ("max", "max", json!(1000), "500", json!(500), json!(700)),
            ("bands", "bands", Value::Null, "0 Low", json!("0 Low"), json!("0 High")),
            ("target", "target", Value::Null, "70%", json!("70%"), json!("80%")),
            ("format", "format", json!("points"), "percent", json!("percent"), json!("points")),
            ("heading", "heading", Value::Null, "Ours", json!("Ours"), json!("Theirs")),
            ("refreshInterval", "refresh-interval", json!(60), "15", json!(15), json!("off")),
            ("staleAfter", "stale-after", json!(24), "48", json!(48), json!(0.5)),
            ("timeZone", "time-zone", Value::Null, "UTC", json!("UTC"), json!("Europe/Berlin")),
            ("helpBase", "help-base", Value::Null, "/help", json!("/help"), json!("")),
        ] {
            browser.open("<secure-score-gauge></secure-score-gauge>").await;
            let gauge = browser.gauge();
            let read = format!("it[{property:?}]");
            assert_eq!(gauge.value(&read).await, default, "{property}: default");
            browser.run(&format!("gauge.setAttribute({attribute:?}, {text:?})")).await;
            assert_eq!(gauge.value(&read).await, value, "{property}: from its attribute");
            browser.run(&format!("gauge[{property:?}] = {other}")).await;
            let written = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
            assert_eq!(
                gauge.value(&format!("it.getAttribute({attribute:?})")).await,
                written,
                "{property}: to its attribute"
            );
            assert_eq!(gauge.value(&read).await, other, "{property}");
            for nothing in ["null", "undefined"] {
                browser.run(&format!("gauge[{property:?}] = {text:?}; gauge[{property:?}] = {nothing}")).await;
                assert_eq!(
                    gauge.value(&format!("it.hasAttribute({attribute:?})")).await,
                    false,
                    "{property} = {nothing}"
                );
                assert_eq!(gauge.value(&read).await, default, "{property} = {nothing}");
            }
            browser.run("gauge.remove()").await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_property_that_was_set_before_the_class_came_counts() {
    let test = async |browser: &Browser| {
        let early = "<script>const early = document.querySelector('secure-score-gauge'); early.max = 500; early.heading = 'Early'; \
                     early.apiBase = '/defender'; early.getToken = () => 'early-token'; early.strings = { points: 'x' };</script>";
        browser.open_page("", &format!("<secure-score-gauge></secure-score-gauge>{early}")).await;
        let load = "(document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: '/secure-score-gauge.js' })), null)";
        let _: Value = browser.value(load).await;
        browser.gauge().reads("value", "340").await;
        assert_eq!(browser.server.request(API, 1).await.header("authorization"), Some("Bearer early-token"));
        let gauge = browser.gauge();
        assert_eq!(
            gauge.value("[it.getAttribute('max'), it.getAttribute('heading'), it.score.max]").await,
            json!(["500", "Early", 500])
        );
        // None of it stays on the element, where it would hide the class's own, or show the secret.
        assert_eq!(gauge.value("Reflect.ownKeys(it).map(String)").await, json!([]));
        assert_eq!(gauge.value("String(it.getToken)").await, "undefined");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn nothing_rich_and_nothing_secret_is_an_attribute() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser
            .run(
                "gauge.setToken('s3cr3t'); gauge.getToken = () => 's3cr3t'; gauge.snapshot = { score: 1, time: '2026-01-02T03:04:05Z' }; \
                 gauge.strings = { a: 'b' }; await host.turn(50)",
            )
            .await;
        let gauge = browser.gauge();
        assert_eq!(gauge.value("it.getAttributeNames()").await, json!(["api-base"]));
        browser.server.forget_requests();
        // An attribute of such a name is nobody's: no secret can be given by markup.
        browser.open(r#"<secure-score-gauge api-base="/defender" token="s3cr3t" get-token="x" gettoken="x" snapshot='{"score":9,"time":"2026-01-02T03:04:05Z"}'></secure-score-gauge>"#).await;
        browser.gauge().becomes("idle").await;
        assert!(browser.server.requests(API).is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn classes_and_states_of_its_own_are_no_attributes() {
    let test = async |browser: &Browser| {
        browser.open(r#"<secure-score-gauge api-base="/defender" class="mine" style="width: 300px" id="own" role="group" tabindex="0"></secure-score-gauge>"#).await;
        browser.run("gauge.setToken('a-token')").await;
        let gauge = browser.gauge_by_id("own");
        gauge.reads("value", "340").await;
        assert!(browser.value::<bool>("document.createElement('secure-score-gauge').matches(':state(idle)')").await);
        browser.run("await gauge.refresh(); gauge.clearToken(); await host.turn(30)").await;
        let own = "it.getAttributeNames().map((name) => `${name}=${it.getAttribute(name)}`)";
        assert_eq!(
            gauge.value(own).await,
            json!(["api-base=/defender", "class=mine", "style=width: 300px", "id=own", "role=group", "tabindex=0"])
        );
        assert_eq!(gauge.value("it.matches(':state(idle)')").await, true);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn read_only_properties_cannot_be_set_and_the_score_is_frozen() {
    let test = async |browser: &Browser| {
        open_with_token(browser).await;
        let set = "(() => { 'use strict'; const thrown = []; for (const deed of [() => { it.state = 'x' }, () => { it.score = 1 }, () => { it.score.value = 999 }, \
                   () => { delete it.score.value }]) { try { deed() } catch (error) { thrown.push(error.name) } } return [thrown, it.score.value, it.state] })()";
        assert_eq!(
            browser.gauge().value(set).await,
            json!([["TypeError", "TypeError", "TypeError", "TypeError"], 340, "ready"])
        );
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_change_by_the_page_fires_no_event_of_its_own() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.event("secure-score-load", 1).await;
        browser.run("window.count = host.record.events.length; gauge.max = 500; gauge.heading = 'x'; gauge.bands = '0 Low'; gauge.format = 'percent'; await host.turn(50)").await;
        assert!(browser.value::<bool>("host.record.events.length === window.count").await);
    };
    topic().run(test).await;
}
