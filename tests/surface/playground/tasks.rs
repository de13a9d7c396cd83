//! Five tasks that people come with, done as they do them, at the widths of a phone, a tablet, a
//! laptop and a wall.

use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::playground::scene::{choose, choose_source, fill, open, press, reads, text, type_keys};
use crate::scene::{API, seconds};

const WINDOWS: [(u32, u32); 4] = [(390, 844), (768, 1024), (1280, 800), (1920, 1080)];

async fn at_each_width(browser: &Browser, name: &str, task: impl AsyncFn()) {
    for (width, height) in WINDOWS {
        browser.client.set_window_size(width, height).await.expect("a window that can be sized");
        open(browser, "").await;
        browser.gauge().becomes("ready").await;
        task().await;
        browser.screenshot(&format!("task-{name}-{width}")).await;
    }
}

#[tokio::test]
async fn i_show_the_sample_and_simulate_throttling() {
    let test = async |browser: &Browser| {
        at_each_width(browser, "throttling", async || {
            browser.gauge().reads("value", "640").await;
            choose(browser, "fail", "throttled").await;
            let before = browser.events("secure-score-error").await.len();
            choose(browser, "when", "next").await;
            let error = browser.event("secure-score-error", before + 1).await;
            assert_eq!(error.detail["code"], "throttled");
            browser.gauge().reads("value", "640").await;
            press(browser, "#ask").await;
            browser.gauge().becomes("ready").await;
            reads(browser, "log", "\"code\":\"throttled\"").await;
        })
        .await;
    };
    topic().limit(seconds(120), seconds(20)).run(test).await;
}

#[tokio::test]
async fn i_point_it_to_an_api_with_a_token() {
    let test = async |browser: &Browser| {
        at_each_width(browser, "token", async || {
            choose_source(browser, "api").await;
            choose(browser, "cloud", "own").await;
            fill(browser, "[name=base]", "/defender").await;
            browser.gauge().becomes("idle").await;
            press(browser, "#ask").await;
            reads(browser, "asked", "a token is missing").await;
            // Enter hands it over, and the page asks before it goes to a host that is not
            // Microsoft's.
            type_keys(browser, "#token", "a-token\u{e007}").await;
            reads(browser, "question-text", &browser.server.origin()).await;
            press(browser, "#question-send").await;
            browser.gauge().becomes("ready").await;
            reads(browser, "answer", "HTTP 200").await;
        })
        .await;
        assert_eq!(browser.server.requests(API).len(), WINDOWS.len());
    };
    topic().limit(seconds(120), seconds(20)).run(test).await;
}

#[tokio::test]
async fn i_understand_a_failure() {
    let test = async |browser: &Browser| {
        at_each_width(browser, "failure", async || {
            choose(browser, "fail", "forbidden").await;
            browser.gauge().becomes("unauthorized").await;
            reads(browser, "answer", "HTTP 403").await;
            press(browser, "#diagnose").await;
            reads(browser, "checks", "Failed: token").await;
            let advice: bool = browser
                .value("[...document.querySelectorAll('#checks .bad')].every((one) => one.textContent.trim().length > one.querySelector('b').textContent.length + 2)")
                .await;
            assert!(advice, "each failure says what to do: {}", text(browser, "checks").await);
            choose(browser, "fail", "none").await;
            assert_eq!(text(browser, "checks").await, "", "a diagnosis is about one moment");
        })
        .await;
    };
    topic().limit(seconds(120), seconds(20)).run(test).await;
}

#[tokio::test]
async fn i_take_away_a_page_for_my_portal_in_react() {
    let test = async |browser: &Browser| {
        at_each_width(browser, "react", async || {
            choose_source(browser, "api").await;
            choose(browser, "cloud", "eu").await;
            press(browser, "[name=embed][value=react]").await;
            reads(browser, "snippet", "getToken={getToken}").await;
            reads(browser, "snippet", "api-base={\"https://eu.api.security.microsoft.com\"}").await;
            reads(browser, "file-secure-score-token.js", "export async function getToken").await;
            reads(browser, "policy", "connect-src https://widgets.example https://eu.api.security.microsoft.com").await;
        })
        .await;
    };
    topic().limit(seconds(120), seconds(20)).run(test).await;
}

#[tokio::test]
async fn i_see_it_on_a_wall() {
    let test = async |browser: &Browser| {
        at_each_width(browser, "wall", async || {
            press(browser, "[data-preset=wall]").await;
            browser.gauge().reads("value", "64").await;
            let room: i32 = browser.value("innerWidth - gauge.offsetWidth").await;
            assert!(room < 120, "{room} px of the width are left");
            press(browser, "#whole").await;
            let _: Value = browser.wait("host.until(() => document.fullscreenElement?.contains(gauge))").await;
            let _: Value = browser.wait("document.exitFullscreen().then(() => null)").await;
        })
        .await;
    };
    topic().limit(seconds(120), seconds(20)).run(test).await;
}

#[tokio::test]
async fn the_skip_link_leads_past_the_header() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        type_keys(browser, "body", "\u{e004}").await;
        let first: String = browser.value("document.activeElement.textContent").await;
        assert_eq!(first, "Skip to the controls");
        type_keys(browser, ".skip", "\u{e007}").await;
        let _: Value = browser.wait("host.until(() => document.activeElement.id === 'source-title')").await;
    };
    topic().run(test).await;
}
