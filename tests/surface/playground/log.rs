//! The log of the playground has every event, the newest last, and no more than a person may want
//! to read.

use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::playground::scene::{open, press, reads, text};

/// The lines of the log without their times.
const LINES: &str = "[...document.querySelectorAll('#log p')].map((line) => { \
    const [, kind, rest] = line.querySelector('time') ? [0, line.querySelector('b').textContent, line.lastChild.data] : []; \
    return `${kind} ${rest}` })";

#[tokio::test]
async fn every_event_of_the_gauge_is_in_the_log() {
    let test = async |browser: &Browser| {
        open(browser, "history=sample/played/history.json&drop-alert=5").await;
        browser.gauge().becomes("ready").await;
        reads(browser, "log", "secure-score-drop").await;
        let slide = "(document.querySelector('[name=sample]').value = 720, \
                     document.querySelector('[name=sample]').dispatchEvent(new Event('change', { bubbles: true })), null)";
        let _: Value = browser.value(slide).await;
        reads(browser, "log", "secure-score-target").await;
        let lines: Vec<String> = browser.value(LINES).await;
        let mut rest = lines.iter();
        for expected in [
            "secure-score-state idle → loading",
            "secure-score-state loading → ready",
            r#"secure-score-load {"value":640,"#,
            r#"secure-score-drop {"points":"#,
            r#"secure-score-load {"value":720,"#,
            r#"secure-score-band {"band":"Good","previous":"Fair","value":720}"#,
            r#"secure-score-target {"reached":true,"target":700,"value":720}"#,
        ] {
            assert!(rest.any(|line| line.starts_with(expected)), "{expected} is missing, or too early, in {lines:#?}");
        }
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_log_keeps_the_newest_in_sight_and_forgets_the_oldest() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        browser.gauge().becomes("ready").await;
        let flood = "(() => { for (let n = 1; n <= 250; n += 1) \
                     gauge.dispatchEvent(new CustomEvent('secure-score-load', { detail: { n } })); return null })()";
        let _: Value = browser.value(flood).await;
        let lines: Vec<String> = browser.value(LINES).await;
        assert_eq!(lines.len(), 200);
        assert_eq!(lines.first().map(String::as_str), Some(r#"secure-score-load {"n":51}"#));
        assert_eq!(lines.last().map(String::as_str), Some(r#"secure-score-load {"n":250}"#));
        let below: f64 = browser
            .value("(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.getElementById('log'))")
            .await;
        assert!(below.abs() <= 1.0, "{below} px of the log are below its edge");
        press(browser, "#clear").await;
        assert_eq!(text(browser, "log").await, "");
        press(browser, "#ask").await;
        reads(browser, "log", "secure-score-load").await;
    };
    topic().run(test).await;
}
