//! The script arrives at a page that has its cards already.

use devserver::{Gate, Reply};
use secure_score_tests::{Browser, Engine, every_engine, topic};

use super::{ATTRIBUTES, PUBLISHED, SCORE, element, inline};
use crate::scene::{SCRIPT, painted};

/// Notes what moves, from the start on.
const WATCH: &str = r#"<script>
    window.moved = [];
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
      new PerformanceObserver((list) => moved.push(...list.getEntries().map(({ value }) => value)))
        .observe({ type: 'layout-shift', buffered: true });
    }
    </script>"#;

const PRERENDERED: &str = "!!it.shadowRoot.querySelector('[data-prerendered]')";

/// The element's box and what stands below it.
const PLACES: &str = "(() => { const { width, height } = document.querySelector('secure-score-gauge').getBoundingClientRect(); \
                      return [width, height, document.getElementById('below').offsetTop] })()";

#[tokio::test]
async fn the_card_stays_until_a_score_is_drawn_and_nothing_moves() {
    every_engine().run(async |browser: &Browser| stays_until_drawn(browser, element).await).await;
}

#[tokio::test]
async fn so_does_a_card_with_its_style_in_it() {
    every_engine().run(async |browser: &Browser| stays_until_drawn(browser, inline).await).await;
}

async fn stays_until_drawn(browser: &Browser, element: fn(&Browser, &[(&str, &str)]) -> String) {
    let html = element(browser, &ATTRIBUTES);
    let gate = Gate::new();
    browser.server.reply(SCORE, Reply::json(200, PUBLISHED.replace("640", "700")).held(&gate));
    // The script comes when the page has been there for a while.
    browser
        .open_page(
            WATCH,
            &format!("<div style=\"inline-size: 320px\">{html}</div><p id=below>What stands below it.</p>"),
        )
        .await;
    painted(browser).await;
    let before: Vec<f64> = browser.value(PLACES).await;
    let _: bool = browser
        .value(
            "(() => { const script = document.createElement('script'); script.type = 'module'; \
                 script.src = '/secure-score-gauge.js'; document.head.append(script); return true })()",
        )
        .await;
    browser.server.request(SCORE, 1).await;
    let gauge = browser.gauge();
    assert_eq!(gauge.value(PRERENDERED).await, true, "in {}", browser.engine);
    gauge.reads("value", "640").await;
    assert_eq!(browser.value::<Vec<f64>>(PLACES).await, before, "in {}", browser.engine);
    gate.open();
    gauge.reads("value", "700").await;
    assert_eq!(gauge.value(PRERENDERED).await, false, "in {}", browser.engine);
    let told = gauge.value("it.shadowRoot.querySelector('[role=status]').textContent").await;
    assert_eq!(told, "", "a first score is no news in {}", browser.engine);
    painted(browser).await;
    assert_eq!(browser.value::<Vec<f64>>(PLACES).await, before, "in {}", browser.engine);
    if browser.engine == Engine::Chromium {
        let moved: Vec<f64> = browser.value("window.moved").await;
        // Other digits may end a hair's breadth from those before.
        assert!(moved.iter().sum::<f64>() < 0.001, "{moved:?}");
    }
    browser.is_quiet().await;
}

#[tokio::test]
async fn a_score_that_has_aged_since_is_marked_as_soon_as_a_script_can() {
    let test = async |browser: &Browser| {
        let html = element(browser, &[("src", "score.json")]);
        let gate = Gate::new();
        browser.server.reply(SCORE, Reply::json(200, PUBLISHED).held(&gate));
        browser.open_page(SCRIPT, &html).await;
        let gauge = browser.gauge();
        gauge.until("it.shadowRoot.querySelector('[data-prerendered]')?.dataset.state === 'stale'").await;
        gate.open();
        gauge.becomes("stale").await;
        gauge.reads("value", "640").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_template_of_somebody_elses_is_replaced() {
    let test = async |browser: &Browser| {
        browser.server.reply(SCORE, Reply::json(200, PUBLISHED));
        let html = r#"<secure-score-gauge src="score.json" stale-after="999999"><template shadowrootmode="open">
            <p id="foreign">Not ours</p></template></secure-score-gauge>"#;
        browser.open_page(SCRIPT, html).await;
        let gauge = browser.gauge();
        gauge.reads("value", "640").await;
        assert_eq!(
            gauge.value("it.shadowRoot.getElementById('foreign')").await,
            serde_json::Value::Null,
            "in {}",
            browser.engine
        );
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}
