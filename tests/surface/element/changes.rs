//! A card becomes any other one: whatever it was before, it shows what it shall.

use std::collections::BTreeSet;
use std::time::Duration;

use secure_score_tests::{Browser, every_engine, topic};

use crate::scene::GAUGE;

/// How many changes one gauge goes through: enough for each of the states, over and over.
const CHANGES: usize = 400;

#[tokio::test]
async fn any_card_becomes_any_other() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.snapshot = { score: 1, time: new Date().toISOString() }").await;
        browser.gauge().becomes("ready").await;
        let wrong: Vec<String> = browser.wait(&format!("{}({CHANGES})", include_str!("changes.js").trim_end())).await;
        let codes: BTreeSet<String> = browser.error_codes().await.into_iter().collect();
        assert!(!codes.contains("crashed"), "in {}: {:?}", browser.engine, browser.said().await);
        assert!(wrong.is_empty(), "in {}: {wrong:#?}", browser.engine);
        let states: BTreeSet<String> = browser.states().await.into_iter().collect();
        assert_eq!(states.len(), 6, "{states:?}");
        assert!(codes.len() > 8, "{codes:?}");
    };
    every_engine().limit(Duration::from_secs(120), Duration::from_secs(90)).run(test).await;
}

#[tokio::test]
async fn many_cards_are_copies_of_the_same_elements() {
    let test = async |browser: &Browser| {
        browser.open("").await;
        browser
            .run(
                "window.made = 0; const theirs = Document.prototype.createElement;
                Document.prototype.createElement = function (...given) { made += 1; return theirs.apply(this, given); };
                window.add = async (count) => {
                  made = 0;
                  document.body.insertAdjacentHTML('beforeend', '<secure-score-gauge></secure-score-gauge>'.repeat(count));
                  const all = [...document.querySelectorAll('secure-score-gauge')];
                  for (const gauge of all) gauge.snapshot = { score: 1, time: new Date().toISOString() };
                  await host.until(() => all.every((gauge) => gauge.state === 'ready'));
                  return made;
                }",
            )
            .await;
        assert_ne!(browser.wait::<usize>("add(1)").await, 0);
        // Yew makes one element of each kind, finds that again, and copies it.
        assert_eq!(browser.wait::<usize>("add(20)").await, 0);
    };
    topic().run(test).await;
}
