//! The box of a gauge whose wasm is blocked or has crashed: as large as any other, with all words
//! in reach.

use secure_score_tests::{Browser, every_engine};

use crate::look::boxes::untidy;
use crate::scene::{SCRIPT, painted, seconds};

const WIDTHS: [u32; 14] = [72, 100, 120, 160, 200, 240, 260, 320, 400, 479, 480, 640, 900, 1600];
const LANGUAGES: [(&str, &str); 4] = [("en", "ltr"), ("de", "ltr"), ("ja", "ltr"), ("ar", "rtl")];

/// Attributes, and what the page has to say itself.
const CASES: [(&str, &str); 5] = [
    (r#"bands="0 Low, 400 Fair, 700 Good" target="800""#, "Secure score: see the Defender portal"),
    (r#"bands="0 Low, 400 Fair, 700 Good" target="800""#, ""),
    ("", ""),
    (r#"metric="exposure-score""#, ""),
    (r#"history="local""#, ""),
];

/// Keeps the wasm from starting.
const BLOCK: &str = "<script>WebAssembly.instantiate = () => Promise.reject(new Error('not today'))</script>";

/// Lets the page stop the wasm.
const TRAP: &str = r"<script>
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (module, imports) => {
      const { exports } = await instantiate(module, imports);
      const trapped = (call) => (...given) => { if (host.trap) throw new WebAssembly.RuntimeError('unreachable'); return call(...given); };
      const guarded = ([name, value]) => [name, typeof value === 'function' ? trapped(value) : value];
      return { exports: Object.fromEntries(Object.entries(exports).map(guarded)) };
    };
  </script>";

/// Every case in every width.
async fn open(browser: &Browser, head: &str, (language, direction): (&str, &str)) {
    let rows = CASES.iter().enumerate().map(|(number, (attributes, own))| {
        let cells = WIDTHS.map(|width| {
            format!(r#"<div class="cell" style="inline-size: {width}px"><secure-score-gauge {attributes}>{own}</secure-score-gauge></div>"#)
        });
        format!(r#"<h3>case {number} in {language}</h3><div class="row">{}</div>"#, cells.concat())
    });
    let body = format!(r#"<div lang="{language}" dir="{direction}">{}</div>"#, rows.collect::<String>());
    let _ = browser.client.set_window_size(1800, 1000).await;
    browser.open_page(&[head, SCRIPT].concat(), &body).await;
}

const SHOW: &str = "for (const one of shown) one.snapshot = { score: 640, time: new Date().toISOString() }; \
                    await host.until(() => shown.every((one) => host.part(one, 'value')))";

async fn heights(browser: &Browser) -> Vec<u32> {
    browser.value("gauges.map((one) => one.offsetHeight)").await
}

/// Waits until each gauge has given up, and says so where the page says nothing.
async fn have_stopped(browser: &Browser) {
    let words =
        "(one) => one.score || one.textContent || one.shadowRoot.querySelector('slot')?.textContent.length > 20";
    let all = format!("host.until(() => gauges.every((one) => one.state === 'error') && gauges.every({words}))");
    let _: bool = browser.wait(&all).await;
    painted(browser).await;
}

async fn is_tidy(browser: &Browser, before: &[u32], what: &str) {
    let found = untidy(browser).await;
    assert!(found.is_empty(), "{what} in {}: {found:#?}", browser.engine);
    assert_eq!(heights(browser).await, before, "{what} in {}", browser.engine);
}

#[tokio::test]
async fn a_widget_that_is_blocked_or_crashes_keeps_its_box() {
    let test = async |browser: &Browser| {
        for language in LANGUAGES {
            open(browser, "", language).await;
            browser.run(&format!("window.shown = gauges; {SHOW}")).await;
            let before = heights(browser).await;
            open(browser, TRAP, language).await;
            // One case keeps the last good score, the others have none when the wasm stops.
            browser.run(&format!("window.shown = gauges.slice(0, {}); {SHOW}", WIDTHS.len())).await;
            browser
                .run("for (const one of gauges) one.refresh().catch(() => {}); host.trap = true; gauge.max = 7")
                .await;
            have_stopped(browser).await;
            assert!(browser.error_codes().await.iter().all(|code| code == "crashed"));
            is_tidy(browser, &before, "crashed").await;
            browser.screenshot(&format!("crashed-{}", language.0)).await;
            open(browser, BLOCK, language).await;
            browser.run("for (const one of gauges) one.refresh().catch(() => {})").await;
            have_stopped(browser).await;
            assert!(browser.error_codes().await.iter().all(|code| code == "wasm-blocked"));
            is_tidy(browser, &before, "blocked").await;
            browser.screenshot(&format!("blocked-{}", language.0)).await;
        }
    };
    every_engine().limit(seconds(240), seconds(60)).run(test).await;
}
