//! The score without any script.

use secure_score_tests::{Browser, every_engine};

use super::{ATTRIBUTES, element};

/// The words and the looks of the card, as far as a reader sees them.
const SEEN: &str = "(() => {
    const { shadowRoot } = document.querySelector('secure-score-gauge');
    const part = (name) => shadowRoot.querySelector(`[part~=\"${name}\"]`);
    const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const { width, height } = part('card').getBoundingClientRect();
    return [part('value').textContent, part('time').dateTime, getComputedStyle(part('card')).display,
      shown(part('value')), part('gauge').getAttribute('aria-valuenow'), width, height > 100];
  })()";

#[tokio::test]
async fn the_number_is_in_the_first_paint_where_no_script_may_run() {
    let test = async |browser: &Browser| {
        let html = element(browser, &ATTRIBUTES);
        // The recorder of these tests is a script, too.
        browser.server.head_start("");
        browser.server.header("/page.html", "content-security-policy", "default-src 'none'; style-src 'self'");
        browser.server.page(
            "/page.html",
            format!(
                r#"<!doctype html><html lang="en"><head><title>A page</title></head><body>
                <div><script src="/never.js"></script>{html}</div></body></html>"#
            ),
        );
        browser.goto("/page.html").await;
        let seen: serde_json::Value = browser.value(SEEN).await;
        let width = &seen[5];
        let expected = serde_json::json!(["640", "2019-12-03T09:15:58.1665846Z", "grid", true, "640", width, true]);
        assert_eq!(seen, expected, "in {}", browser.engine);
        browser.screenshot("prerendered-without-script").await;
        let asked: Vec<String> = browser.server.received().into_iter().map(|request| request.path).collect();
        let wanted = |path: &String| path == "/page.html" || path.ends_with(".css") || path == "/favicon.ico";
        assert!(asked.iter().all(wanted), "in {}: {asked:?}", browser.engine);
    };
    every_engine().bare().run(test).await;
}
