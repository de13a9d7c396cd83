//! The playground shows what the gauge finds out about itself.

use secure_score_tests::{Browser, topic};

use crate::playground::scene::{open, press, reads, text};

#[tokio::test]
async fn the_diagnosis_names_what_is_wrong() {
    let test = async |browser: &Browser| {
        for (fragment, found) in [
            ("", "Good: api"),
            ("fail=forbidden", "Look here: token"),
            ("fail=not-found", "Look here: api"),
            ("fail=wasm-blocked", "Look here: wasm"),
            ("source=api&cloud=own&base=%2Fdefender", "Look here: token"),
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
