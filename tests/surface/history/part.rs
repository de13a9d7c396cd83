//! The part of the wasm for past scores: a file of its own, which comes with the first gauge that
//! has a history.

use devserver::Reply;
use secure_score_tests::{Browser, Engine, asset, every_engine, read_asset, topic};
use serde_json::{Value, json};

use super::scene::{PUBLISHED, serve, trend_has};
use crate::scene::{PAST, WASM_TYPE, hold_past, hold_wasm};
use crate::security::scene::console_of_ours;

const PLAIN: &str = r#"<secure-score-gauge src="/score.json"></secure-score-gauge>"#;
const SET: &str = "gauge.setAttribute('history', '/history.json')";

fn serve_two_points(browser: &Browser) {
    serve(browser, 640.0, &[("2026-11-16T12:00:00Z", 628.0)]);
}

#[tokio::test]
async fn it_comes_once_and_only_where_there_is_a_history() {
    let test = async |browser: &Browser| {
        serve_two_points(browser);
        browser.open(PLAIN).await;
        browser.gauge().reads("value", "640").await;
        browser.run("gauge.toCSV(); gauge.setAttribute('drop-alert', '5'); gauge.setAttribute('actions', 'csv')").await;
        browser.run("gauge.removeAttribute('history')").await;
        let _: Value = browser.wait("host.turn(50)").await;
        assert!(browser.server.requests(&asset(PAST)).is_empty());
        browser.run(SET).await;
        trend_has(browser, 2).await;
        browser.run("document.body.append(Object.assign(gauge.cloneNode(), { id: 'second' }))").await;
        browser.gauge_by_id("second").until("it.score?.delta?.points === 12").await;
        assert_eq!(browser.server.requests(&asset(PAST)).len(), 1);
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn it_is_asked_for_beside_the_wasm() {
    let test = async |browser: &Browser| {
        serve_two_points(browser);
        let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
        browser.open(PUBLISHED).await;
        browser.server.request(&asset(PAST), 1).await;
        gate.open();
        trend_has(browser, 2).await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn where_it_cannot_be_had_the_score_shows_and_the_next_gauge_asks_again() {
    let test = async |browser: &Browser| {
        let whole = read_asset(PAST);
        let cut = Reply::new(200, WASM_TYPE, whole[..whole.len() - 1].to_vec());
        for broken in [Reply::status(404), cut] {
            serve_two_points(browser);
            browser.server.forget_requests();
            browser.server.reply(&asset(PAST), broken);
            browser.open(PUBLISHED).await;
            browser.gauge().reads("value", "640").await;
            assert_eq!(
                browser.gauge().value("[it.trend, it.score.delta, it.toCSV()]").await,
                json!([[], null, "time,value\r\n"])
            );
            assert_eq!(browser.server.requests(&asset(PAST)).len(), 3, "twice, and then for the reason");
            assert!(browser.server.requests("/history.json").is_empty());
            let said = browser.console().await;
            let said = console_of_ours(&said);
            assert!(matches!(said[..], [line] if line.text.contains("past scores are not shown")), "{said:?}");
            browser.server.reply(&asset(PAST), Reply::new(200, WASM_TYPE, whole.clone()));
            browser.run("document.body.append(Object.assign(gauge.cloneNode(), { id: 'second' }))").await;
            browser.gauge_by_id("second").until("it.trend.length === 2").await;
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_tools_of_a_developer_still_find_the_memory() {
    let test = async |browser: &Browser| {
        if browser.engine != Engine::Chromium {
            return;
        }
        serve_two_points(browser);
        for page in [PLAIN, PUBLISHED] {
            browser.open(page).await;
            browser.gauge().reads("value", "640").await;
            let given = json!({ "expression": "WebAssembly.Memory.prototype" });
            let prototype = browser.devtools("Runtime.evaluate", given).await["result"]["objectId"].clone();
            let found = browser.devtools("Runtime.queryObjects", json!({ "prototypeObjectId": prototype })).await;
            assert_eq!(found["objects"]["description"], "Array(1)", "{found}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_score_waits_for_it_but_not_for_ever() {
    let test = async |browser: &Browser| {
        serve_two_points(browser);
        let gate = hold_past(browser);
        browser.open(PUBLISHED).await;
        browser.gauge().reads("value", "640").await;
        assert_eq!(browser.gauge().value("it.trend.length").await, json!(0));
        gate.open();
        trend_has(browser, 2).await;
        assert_eq!(browser.server.requests(&asset(PAST)).len(), 1);
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn what_a_page_does_while_it_is_on_its_way_counts() {
    let test = async |browser: &Browser| {
        serve_two_points(browser);
        let gate = hold_past(browser);
        browser.open(PLAIN).await;
        browser.gauge().reads("value", "640").await;
        browser.run(SET).await;
        browser.server.request(&asset(PAST), 1).await;
        // The attribute is taken back, and the gauge out of the page and in again.
        browser.run("globalThis.taken = gauge; taken.removeAttribute('history'); taken.remove()").await;
        let _: Value = browser.wait("host.turn(50)").await;
        browser
            .run("document.body.append(taken); taken.setAttribute('history', '/none.json'); taken.removeAttribute('history')")
            .await;
        gate.open();
        let _: Value = browser.wait("host.turn(50)").await;
        browser.gauge().reads("value", "640").await;
        assert_eq!(browser.gauge().value("it.trend.length").await, json!(0));
        assert!(browser.server.requests("/none.json").is_empty());
        browser.run(SET).await;
        trend_has(browser, 2).await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}
