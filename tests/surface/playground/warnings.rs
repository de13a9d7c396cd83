//! A wrong attribute says its sentence under its field: the one that the console has.

use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::playground::scene::{fill, open, reads, text};

#[tokio::test]
async fn a_wrong_value_says_under_its_field_what_the_console_says() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        browser.gauge().becomes("ready").await;
        for (name, wrong, right) in
            [("max", "many", "800"), ("bands", "400 Fair, 0 Low", "0 Low"), ("time-zone", "Mars/Base", "UTC")]
        {
            let id = format!("wrong-{name}");
            fill(browser, &format!("[name={name}]"), wrong).await;
            let _: Value =
                browser.wait(&format!("host.until(() => document.getElementById({id:?})?.textContent)")).await;
            let sentence = text(browser, &id).await;
            let said = browser.said().await;
            let same =
                said.iter().filter(|one| one.level == "warn" && one.text == format!("secure-score-gauge: {sentence}"));
            assert_eq!(same.count(), 1, "{sentence}: {said:?}");
            fill(browser, &format!("[name={name}]"), right).await;
            assert_eq!(text(browser, &id).await, "", "{name}");
            // The console says it once, and the page every time.
            fill(browser, &format!("[name={name}]"), wrong).await;
            reads(browser, &id, &sentence).await;
            assert_eq!(
                browser.value::<String>(&format!("document.querySelector('[name={name}]').ariaInvalid")).await,
                "true"
            );
            fill(browser, &format!("[name={name}]"), right).await;
        }
    };
    topic().run(test).await;
}
