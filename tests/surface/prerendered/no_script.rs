//! The score without any script.

use secure_score_publish::style_source;
use secure_score_tests::{Browser, every_engine};
use serde_json::{Value, json};

use super::{ATTRIBUTES, element, inline};

/// The words and the looks of the card, as far as a reader sees them.
const SEEN: &str = "(() => {
    const { shadowRoot } = document.querySelector('secure-score-gauge');
    const part = (name) => shadowRoot.querySelector(`[part~=\"${name}\"]`);
    const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const { width, height } = part('card').getBoundingClientRect();
    return [part('value').textContent, part('time').dateTime, getComputedStyle(part('card')).display,
      shown(part('value')), part('gauge').getAttribute('aria-valuenow'), width, height > 100];
  })()";

/// Opens a page of this element under a policy that lets no script run.
async fn open(browser: &Browser, html: &str, style_source: &str) {
    // The recorder of these tests is a script, too.
    browser.server.head_start("");
    let policy = format!("default-src 'none'; style-src {style_source}");
    browser.server.header("/page.html", "content-security-policy", &policy);
    browser.server.page(
        "/page.html",
        format!(
            r#"<!doctype html><html lang="en"><head><title>A page</title></head><body>
            <div><script src="/never.js"></script>{html}</div></body></html>"#
        ),
    );
    browser.goto("/page.html").await;
}

async fn shows_the_number(browser: &Browser) {
    let seen: Value = browser.value(SEEN).await;
    let width = &seen[5];
    let expected = json!(["640", "2019-12-03T09:15:58.1665846Z", "grid", true, "640", width, true]);
    assert_eq!(seen, expected, "in {}", browser.engine);
}

fn asks_for_nothing_but(browser: &Browser, suffix: &str) {
    let asked: Vec<String> = browser.server.received().into_iter().map(|request| request.path).collect();
    let wanted = |path: &String| path == "/page.html" || path.ends_with(suffix) || path == "/favicon.ico";
    assert!(asked.iter().all(wanted), "in {}: {asked:?}", browser.engine);
}

#[tokio::test]
async fn the_number_is_in_the_first_paint_where_no_script_may_run() {
    let test = async |browser: &Browser| {
        let html = element(browser, &ATTRIBUTES);
        open(browser, &html, "'self'").await;
        shows_the_number(browser).await;
        browser.screenshot("prerendered-without-script").await;
        asks_for_nothing_but(browser, ".css");
    };
    every_engine().bare().run(test).await;
}

#[tokio::test]
async fn a_card_with_its_style_in_it_asks_for_nothing() {
    let test = async |browser: &Browser| {
        let html = inline(browser, &ATTRIBUTES);
        open(browser, &html, &style_source()).await;
        shows_the_number(browser).await;
        asks_for_nothing_but(browser, "/page.html");
        // The policy counts: without the hash there is the number, and no style.
        open(browser, &html, "'self'").await;
        let seen: Value = browser.value(SEEN).await;
        assert_eq!((&seen[0], &seen[2]), (&json!("640"), &json!("block")), "in {}", browser.engine);
    };
    every_engine().bare().run(test).await;
}
