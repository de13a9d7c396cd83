//! A gauge never moves what stands around it, nor anything of its own.

use devserver::Reply;
use secure_score_tests::{Browser, every_engine};

use crate::scene::{API, painted, seconds};

const HEAD: &str = r#"<script>
    window.moved = [];
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const place = ({ x, y, width, height }) => [x, y, width, height].join(' ');
          moved.push([gauge.state, ...entry.sources.map(({ node, previousRect, currentRect }) =>
            `${node?.nodeName}: ${place(previousRect)} → ${place(currentRect)}`)]);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    }
    </script><script type="module" src="/secure-score-gauge.js"></script>"#;

const BODY: &str = r#"<div class="place"><secure-score-gauge api-base="/defender" bands="0 Low, 400 Fair, 700 Good" target="800">
    Secure score: see the Defender portal</secure-score-gauge></div><p id="below">What stands below it.</p>"#;

/// The gauge's box, and where the paragraph below it is.
const PLACES: &str = "(() => { const { width, height } = gauge.getBoundingClientRect(); \
                      return [width, height, document.getElementById('below').offsetTop] })()";

#[tokio::test]
async fn a_whole_life_moves_nothing() {
    let test = async |browser: &Browser| {
        let mut shifts = Vec::new();
        for width in [72, 120, 240, 320, 560, 900] {
            browser.server.as_before(API);
            let head = format!("{HEAD}<style>.place {{ inline-size: {width}px }}</style>");
            browser.open_page(&head, BODY).await;
            browser.gauge().becomes("idle").await;
            // Until the script is there, the page's own content is all there is, and as large as it
            // is.
            painted(browser).await;
            let _: Vec<u8> = browser.value("(moved.length = 0, [])").await;
            let before: Vec<f64> = browser.value(PLACES).await;
            let stands = async |state: &str| {
                browser.gauge().becomes(state).await;
                painted(browser).await;
                let now: Vec<f64> = browser.value(PLACES).await;
                assert_eq!(now, before, "in {} at {width} px, {state}", browser.engine);
            };
            browser.run("gauge.getToken = () => new Promise((give) => { window.give = give })").await;
            stands("loading").await;
            browser.run("window.give(null)").await;
            stands("unauthorized").await;
            browser.server.reply(API, Reply::error(403, "Forbidden"));
            browser.run("gauge.getToken = async () => 'a-token'").await;
            browser.gauge().reads("message", "You do not have access").await;
            stands("unauthorized").await;
            browser.server.reply(API, Reply::error(500, "InternalServerError"));
            browser.run("await gauge.refresh().catch(() => {})").await;
            stands("error").await;
            browser.server.as_before(API);
            // A failing attempt of the gauge's own may still be under way.
            browser.run("await gauge.refresh().catch(() => gauge.refresh())").await;
            stands("ready").await;
            browser.server.reply(API, Reply::error(403, "Forbidden"));
            browser.run("await gauge.refresh().catch(() => {})").await;
            stands("unauthorized").await;
            browser.server.reply(API, Reply::error(500, "InternalServerError"));
            browser.run("await gauge.refresh().catch(() => {})").await;
            stands("error").await;
            browser.server.reply(API, Reply::score("712.5"));
            browser.run("await gauge.refresh().catch(() => gauge.refresh())").await;
            stands("ready").await;
            browser.run("gauge.snapshot = { score: 712.5, time: '2019-12-03T09:15:58Z' }").await;
            stands("stale").await;
            browser.run("gauge.snapshot = null; gauge.clearToken()").await;
            stands("idle").await;
            let moved: Vec<serde_json::Value> = browser.value("window.moved").await;
            shifts.extend(moved.into_iter().map(|shift| format!("at {width} px: {shift}")));
        }
        assert!(shifts.is_empty(), "in {}: {shifts:#?}", browser.engine);
    };
    every_engine().limit(seconds(180), seconds(30)).run(test).await;
}
