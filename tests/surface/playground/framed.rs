//! The playground in a frame: a foreign page gets no token from it, and with the documented headers
//! not even the page.

use std::fs;

use secure_score_tests::{Browser, every_engine, repository};
use serde_json::Value;

use crate::playground::scene::started;

/// The headers that the guide has for the playground.
fn documented() -> Vec<(String, String)> {
    let guide = fs::read_to_string(repository().join("docs/static-hosting.md")).expect("the guide");
    let chapter = guide.split("## The playground on your server").nth(1).expect("the chapter of the playground");
    let lines = chapter.split("```").nth(1).expect("its headers").lines().filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(": ").expect("a header"))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect()
}

/// Opens a page with the playground in a frame, and waits until the browser has loaded it or
/// refused to.
async fn open_around(browser: &Browser, url: &str) {
    let frame = format!(
        r#"<iframe title="Playground" width="900" height="700" src="{url}" onload="this.dataset.loaded = ''"></iframe>"#
    );
    let page =
        format!(r#"<!doctype html><html lang="en"><head><title>A host page</title></head><body>{frame}</body></html>"#);
    browser.server.page("/around.html", page);
    browser.goto("/around.html").await;
    let _: bool = browser.wait("host.until(() => 'loaded' in document.querySelector('iframe').dataset)").await;
}

/// The playground at another site than the page's.
fn foreign(browser: &Browser) -> String {
    format!("http://localhost:{}/index.html#source=api&cloud=own&base=/defender", browser.server.port())
}

async fn enter(browser: &Browser) {
    browser.client.enter_frame(0).await.expect("a frame");
    started(browser).await;
}

#[tokio::test]
async fn a_foreign_frame_works_and_takes_no_token() {
    let test = async |browser: &Browser| {
        open_around(browser, &foreign(browser)).await;
        enter(browser).await;
        assert!(browser.value::<bool>("document.getElementById('framed').checkVisibility()").await);
        let closed: Vec<bool> = browser
            .value("['#token', '#give', '#module', '#load'].map((one) => document.querySelector(one).matches(':disabled'))")
            .await;
        assert_eq!(closed, [true; 4], "in {}", browser.engine);
        browser.gauge().becomes("idle").await;
        let sample = "(document.querySelector('[name=source][value=sample]').click(), null)";
        let _: Value = browser.value(sample).await;
        browser.gauge().becomes("ready").await;
        browser.gauge().reads("value", "640").await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_frame_of_the_same_site_takes_tokens() {
    let test = async |browser: &Browser| {
        for (name, value) in documented() {
            browser.server.header("/index.html", &name, &value);
        }
        open_around(browser, "/index.html#source=api&cloud=own&base=/defender").await;
        enter(browser).await;
        assert!(!browser.value::<bool>("document.getElementById('framed').checkVisibility()").await);
        assert!(browser.value::<bool>("document.querySelector('#token').matches(':enabled')").await);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_documented_headers_keep_foreign_frames_empty() {
    let headers = documented();
    assert_eq!(headers.len(), 2, "{headers:?}");
    let test = async |browser: &Browser| {
        // Each of them alone, as older browsers know only one.
        for (name, value) in &headers {
            let path = format!("/{name}");
            browser.server.directory(&path, secure_score_tests::dist());
            browser.server.header(&path, name, value);
            open_around(browser, &format!("http://localhost:{}{path}/index.html", browser.server.port())).await;
            let seen: Vec<String> = browser
                .server
                .received()
                .into_iter()
                .map(|request| request.path)
                .filter(|one| one.starts_with(&path))
                .collect();
            assert_eq!(seen, [format!("{path}/index.html")], "in {}: no script of it is loaded", browser.engine);
        }
    };
    every_engine().run(test).await;
}
