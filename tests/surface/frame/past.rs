//! Past scores of a frame lie with the page that holds it.

use devserver::{Reply, api};
use secure_score_tests::{Browser, every_engine, topic};
use serde_json::{Value, json};

use super::scene::{enter, frame_origin, open, run};
use crate::scene::API;

fn score(browser: &Browser, score: &str, time: &str) {
    browser.server.reply(API, Reply::json(200, api::score_answer(score, time)));
}

async fn shows(browser: &Browser, query: &str) -> Value {
    open(browser, query).await;
    run(browser, "window.frame = connect(() => 'a-token')").await;
    browser.wait("heardOf('load')").await
}

#[tokio::test]
async fn a_past_that_is_local_is_the_pages_own() {
    let test = async |browser: &Browser| {
        let query = "api-base=/defender&history=local:portal";
        score(browser, "300", "2026-03-01T09:00:00Z");
        assert_eq!(shows(browser, query).await["delta"], Value::Null);
        let _: bool = browser.wait("host.until(() => localStorage.length === 1)").await;
        score(browser, "340", "2026-03-02T09:00:00Z");
        let load = shows(browser, query).await;
        assert_eq!(load["delta"], json!({ "points": 40, "since": "2026-03-01T09:00:00Z" }));
        let kept: String = browser.value("JSON.stringify({ ...localStorage })").await;
        assert!(kept.contains("2026-03-01") && !kept.contains("a-token"), "{kept}");
        // The same page without the frame: there is nothing in the frame's own storage.
        browser.server.page("/empty.html", "<!doctype html><title>Empty</title>");
        browser.client.goto(&format!("{}/empty.html", frame_origin(browser))).await.unwrap();
        assert_eq!(browser.value::<usize>("localStorage.length").await, 0);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn without_storage_a_frame_has_no_past_and_no_error() {
    let test = async |browser: &Browser| {
        score(browser, "300", "2026-03-01T09:00:00Z");
        open(browser, "api-base=/defender&history=local").await;
        let block = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError') } }); \
                     window.frame = connect(() => 'a-token')";
        run(browser, block).await;
        let load: Value = browser.wait("heardOf('load')").await;
        assert_eq!((&load["value"], &load["delta"]), (&json!(300), &Value::Null));
        browser.threw_nothing("blocked storage").await;
        enter(browser, 0).await;
        browser.gauge().reads("value", "300").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_no_message_can_hold_stays_with_the_page() {
    let test = async |browser: &Browser| {
        score(browser, "340", "2026-03-02T09:00:00Z");
        open(browser, "api-base=/defender&history=local").await;
        let fill = "localStorage.setItem('secure-score-history x', 'a'.repeat((1 << 20) + 1)); \
                    localStorage.setItem(`secure-score-history ${'k'.repeat(1024)}`, '{}'); \
                    window.frame = connect(() => 'a-token')";
        run(browser, fill).await;
        let load: Value = browser.wait("heardOf('load')").await;
        assert_eq!(load["value"], 340);
        let refused =
            "try { frame.setAttribute('bands', 'x'.repeat(8193)) } catch (error) { window.refused = error.message }";
        run(browser, refused).await;
        let sentence: String = browser.value("window.refused").await;
        assert!(sentence.contains("8,192"), "{sentence}");
        // A frame that is loaded anew is greeted as before.
        run(browser, "document.querySelector('iframe').src += ''; await heardOf('load', 2)").await;
        let kept = "Object.entries(localStorage).map(([name, text]) => name.length + text.length).sort().join()";
        let kept: String = browser.value(kept).await;
        assert!(kept.contains("1048599") && kept.contains("1047"), "both are there: {kept}");
        run(browser, "localStorage.clear()").await;
        browser.threw_nothing("long entries").await;
    };
    topic().run(test).await;
}
