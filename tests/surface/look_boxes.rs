//! Nothing sticks out, lies on something else or changes the box, at any size, in any state.

use std::time::Duration;

use secure_score_tests::{Browser, every_engine, topic};
use serde_json::Value;

use crate::look_scene::open;

const WIDTHS: &str = "72,120,160,240,320,480,900,1600";
const LANGUAGES: [(&str, &str); 4] = [("en", "ltr"), ("de", "ltr"), ("ja", "ltr"), ("ar", "rtl")];

/// The heights of the gauges of one width, state by state; none where they are all the same.
const UNEQUAL: &str = "(() => {
    const heights = {};
    for (const one of document.querySelectorAll('secure-score-gauge')) {
      const { width, height } = one.getBoundingClientRect();
      (heights[width] ??= []).push(height);
    }
    return Object.entries(heights).filter(([, all]) => Math.max(...all) - Math.min(...all) > 0.5);
  })()";

async fn is_tidy(browser: &Browser, query: &str) {
    // Engines that have no larger screen keep to theirs.
    let _ = browser.client.set_window_size(1800, 1000).await;
    open(browser, query).await;
    let found: Vec<String> = browser.value(include_str!("look_boxes.js")).await;
    assert!(found.is_empty(), "in {} {query}: {found:#?}", browser.engine);
}

#[tokio::test]
async fn every_state_fits_at_every_size_in_one_box() {
    let test = async |browser: &Browser| {
        for (language, direction) in LANGUAGES {
            let query = format!("show=states&theme=light&dir={direction}&lang={language}&widths={WIDTHS}");
            is_tidy(browser, &query).await;
            let unequal: Vec<Value> = browser.value(UNEQUAL).await;
            assert!(unequal.is_empty(), "in {} {language}: {unequal:?}", browser.engine);
        }
    };
    every_engine().limit(Duration::from_secs(240), Duration::from_secs(60)).run(test).await;
}

#[tokio::test]
async fn every_value_fits_at_every_size() {
    let test = async |browser: &Browser| {
        for (language, direction) in LANGUAGES {
            is_tidy(browser, &format!("show=values&theme=light&dir={direction}&lang={language}&widths={WIDTHS}")).await;
        }
    };
    topic().limit(Duration::from_secs(180), Duration::from_secs(60)).run(test).await;
}

#[tokio::test]
async fn larger_text_makes_a_larger_card_and_loses_nothing() {
    let test = async |browser: &Browser| {
        open(browser, "show=states&theme=light&dir=ltr&widths=240,320,480").await;
        browser.run("document.documentElement.style.fontSize = '200%'").await;
        let found: Vec<String> = browser.value(include_str!("look_boxes.js")).await;
        assert!(found.is_empty(), "{found:#?}");
    };
    topic().run(test).await;
}
