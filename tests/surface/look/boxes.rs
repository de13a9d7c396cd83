//! Nothing sticks out, lies on something else or changes the box, at any size, in any state.

use std::time::Duration;

use secure_score_tests::{Browser, every_engine, topic};

use crate::look::scene::open;

const WIDTHS: &str = "72,120,160,240,320,480,900,1600";
const LANGUAGES: [&str; 4] = ["en", "de", "ja", "ar"];
/// The narrow ones, and those where the layout changes.
const NARROW: &str = "72,96,119,120,160,199,200,240,260,320,480,520";
const EVERY_LANGUAGE: [&str; 12] = ["en", "ar", "de", "es", "fr", "he", "it", "ja", "nl", "pt-BR", "sv", "zh-CN"];

pub(super) async fn untidy(browser: &Browser) -> Vec<String> {
    browser.value(&format!("({}, boxes())", include_str!("boxes.js").trim_end().trim_end_matches(';'))).await
}

async fn is_tidy(browser: &Browser, show: &str, language: &str, widths: &str) {
    let direction = if ["ar", "he"].contains(&language) { "rtl" } else { "ltr" };
    let query = format!("show={show}&theme=light&dir={direction}&lang={language}&widths={widths}");
    // Engines that have no larger screen keep to theirs.
    let _ = browser.client.set_window_size(1800, 1000).await;
    open(browser, &query).await;
    let found = untidy(browser).await;
    assert!(found.is_empty(), "in {} {query}: {found:#?}", browser.engine);
}

async fn is_tidy_in_every_state(browser: &Browser, language: &str, widths: &str) {
    is_tidy(browser, "states", language, widths).await;
}

#[tokio::test]
async fn every_state_fits_at_every_size_in_one_box() {
    let test = async |browser: &Browser| {
        for language in LANGUAGES {
            is_tidy_in_every_state(browser, language, WIDTHS).await;
        }
    };
    every_engine().limit(Duration::from_secs(240), Duration::from_secs(60)).run(test).await;
}

#[tokio::test]
async fn every_language_fits_narrow_cards_in_one_box() {
    let test = async |browser: &Browser| {
        for language in EVERY_LANGUAGE {
            is_tidy_in_every_state(browser, language, NARROW).await;
        }
    };
    every_engine().limit(Duration::from_secs(240), Duration::from_secs(60)).run(test).await;
}

#[tokio::test]
async fn every_value_fits_at_every_size() {
    let test = async |browser: &Browser| {
        for language in LANGUAGES {
            is_tidy(browser, "values", language, WIDTHS).await;
        }
    };
    every_engine().limit(Duration::from_secs(240), Duration::from_secs(60)).run(test).await;
}

#[tokio::test]
async fn larger_text_makes_a_larger_card_and_loses_nothing() {
    let test = async |browser: &Browser| {
        open(browser, "show=states&theme=light&dir=ltr&widths=240,320,480").await;
        browser.run("document.documentElement.style.fontSize = '200%'").await;
        let found = untidy(browser).await;
        assert!(found.is_empty(), "{found:#?}");
    };
    topic().run(test).await;
}
