//! Every page that the build makes opens without a word in the console.

use std::fs;

use secure_score_tests::{Browser, dist, every_engine};
use serde_json::Value;

fn pages() -> Vec<String> {
    let entries = fs::read_dir(dist()).unwrap();
    let mut pages: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    pages.retain(|name| name.ends_with(".html"));
    pages.sort();
    pages
}

#[tokio::test]
async fn every_page_is_quiet_and_knows_every_tag() {
    let pages = pages();
    assert!(pages.iter().any(|page| page == "index.html"), "{pages:?}");
    let test = async |browser: &Browser| {
        for page in &pages {
            browser.goto(&format!("/{page}")).await;
            // Pages of text, and a frame that nobody holds, load no gauge.
            let script = "document.querySelector('script[src*=secure-score-gauge]') && customElements.whenDefined('secure-score-gauge')";
            let _: Value = browser.wait(&format!("Promise.resolve({script}).then(() => null)")).await;
            // The gallery shows what loading looks like, by gauges that never get an answer.
            let settled = "host.until(() => gauges.every((one) => one.state && one.state !== 'loading') || \
                           (document.title.includes('allery') && gauges.some((one) => one.state === 'ready')))";
            let _: Value = browser.wait(settled).await;
            let unknown: Vec<String> = browser
                .value("[...document.querySelectorAll(':not(:defined)')].map((element) => element.localName)")
                .await;
            assert!(unknown.is_empty(), "{page}: {unknown:?}");
            browser.is_quiet().await;
            browser.screenshot(page).await;
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_demo_shows_a_score_without_a_server_of_ours() {
    let test = async |browser: &Browser| {
        // A plain static server: the played API is not there.
        browser.goto("/index.html").await;
        let _: Value = browser
            .wait("host.until(() => gauges.some((one) => ['ready', 'stale'].includes(one.state) && one.score))")
            .await;
        let api: Vec<_> =
            browser.server.received().into_iter().filter(|request| request.path.contains("/api/")).collect();
        assert!(api.is_empty(), "{api:?}");
    };
    every_engine().run(test).await;
}
