//! The playground shows what the gauge finds out about itself.

use secure_score_tests::{Browser, topic};

use serde_json::Value;

use crate::playground::scene::{fill, open, press, reads, text};

#[tokio::test]
async fn the_diagnosis_names_what_is_wrong() {
    let test = async |browser: &Browser| {
        for (fragment, found) in [
            ("", "Passed: api"),
            ("fail=forbidden", "Failed: token"),
            ("fail=not-found", "Failed: api"),
            ("fail=wasm-blocked", "Failed: wasm"),
            ("source=api&cloud=own&base=%2Fdefender", "Failed: token"),
        ] {
            open(browser, fragment).await;
            browser.gauge().until("it.state !== 'loading'").await;
            press(browser, "#diagnose").await;
            reads(browser, "checks", found).await;
            assert!(!text(browser, "checks").await.contains("undefined"), "{fragment}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_diagnosis_is_copied_as_text_and_cleared_by_any_change() {
    let test = async |browser: &Browser| {
        open(browser, "fail=forbidden").await;
        browser.gauge().becomes("unauthorized").await;
        press(browser, "#diagnose").await;
        reads(browser, "checks", "Failed: token").await;
        let clipboard = "{ value: { writeText: async (text) => { window.copied = text } } }";
        let _: Value =
            browser.value(&format!("(Object.defineProperty(navigator, 'clipboard', {clipboard}), null)")).await;
        press(browser, "#copy-checks").await;
        let lines: usize = browser
            .wait("host.until(() => window.copied?.trim().split('\\n').filter((line) => line.includes(': ')).length)")
            .await;
        assert!(lines >= 5, "one line per check, not {lines}");
        fill(browser, "[name=heading]", "x").await;
        assert_eq!(text(browser, "checks").await, "");
    };
    topic().run(test).await;
}
