//! The playground runs whole on any static server, and says in a sentence where a server is
//! missing.

use std::fs;

use devserver::Reply;
use secure_score_tests::{Browser, dist, every_engine, topic};
use serde_json::Value;

use crate::playground::scene::{choose, open_at};

async fn works(browser: &Browser) {
    browser.gauge().becomes("ready").await;
    browser.gauge().reads("value", "640").await;
    choose(browser, "fail", "not-found").await;
    browser.gauge().becomes("error").await;
    choose(browser, "fail", "none").await;
    browser.gauge().becomes("ready").await;
    browser.is_quiet().await;
}

#[tokio::test]
async fn it_runs_under_a_sub_path() {
    let test = async |browser: &Browser| {
        browser.server.directory("/deep/under/", dist());
        open_at(browser, "/deep/under/index.html", "").await;
        works(browser).await;
        let elsewhere: Vec<_> = browser
            .server
            .received()
            .into_iter()
            .filter(|one| !one.path.starts_with("/deep/under/") && !one.path.starts_with("/harness/"))
            .filter(|one| one.path != "/favicon.ico")
            .collect();
        assert!(elsewhere.is_empty(), "{elsewhere:?}");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn it_runs_behind_a_cdn_that_adds_a_query_to_every_file() {
    let test = async |browser: &Browser| {
        let page = fs::read_to_string(dist().join("index.html")).unwrap();
        let page = page.replace(".js\"", ".js?v=7\"").replace(".css\"", ".css?v=7\"").replace(".html\"", ".html?v=7\"");
        browser.server.directory("/cdn/", dist());
        browser.server.page("/cdn/index.html", page);
        // Where modules import each other, too.
        for folder in ["playground/", "playground/embed/"] {
            for file in fs::read_dir(dist().join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if name.ends_with(".js") {
                    let text = fs::read_to_string(&file).unwrap().replace(".js';\n", ".js?v=7';\n");
                    browser.server.reply(&format!("/cdn/{folder}{name}"), Reply::new(200, "text/javascript", text));
                }
            }
        }
        open_at(browser, "/cdn/index.html?v=7", "").await;
        works(browser).await;
        assert_eq!(browser.server.requests("/cdn/secure-score-gauge.js").len(), 1, "the widget is loaded once");
        let scripts = browser.server.received().into_iter().filter(|one| one.path.starts_with("/cdn/playground/"));
        let plain: Vec<_> = scripts.filter(|one| one.query.as_deref() != Some("v=7")).map(|one| one.path).collect();
        assert!(plain.is_empty(), "without a query: {plain:?}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn it_needs_no_directory_index() {
    let page = fs::read_to_string(dist().join("index.html")).unwrap();
    for part in page.split("href=\"").skip(1).chain(page.split("src=\"").skip(1)) {
        let address = part.split('"').next().unwrap_or_default();
        assert!(!address.ends_with('/') && !address.ends_with('.'), "{address} is a folder");
    }
    let test = async |browser: &Browser| {
        for folder in ["/", "/playground/", "/sample/", "/help/"] {
            browser.server.reply(folder, Reply::status(403));
        }
        open_at(browser, "/index.html", "").await;
        works(browser).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn from_disk_it_says_what_is_missing() {
    let test = async |browser: &Browser| {
        let file = dist().join("index.html").canonicalize().unwrap();
        browser.client.goto(&format!("file://{}", file.display())).await.expect("a file");
        let seen = "new Promise((seen) => { const look = () => { const notice = document.getElementById('needs-server'); \
                    getComputedStyle(notice).visibility === 'visible' ? seen(notice.textContent) : setTimeout(look, 50) }; look() })";
        let sentence: String = browser.wait(seen).await;
        assert!(sentence.contains("file://") && sentence.contains("static server"), "{sentence}");
        let fallback: String = browser.value("document.querySelector('secure-score-gauge').innerText").await;
        assert_eq!(fallback, "Secure score: see the Defender portal");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_host_that_forbids_wasm_is_told_in_a_sentence() {
    let test = async |browser: &Browser| {
        let policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:";
        browser.server.header("/index.html", "content-security-policy", policy);
        open_at(browser, "/index.html", "").await;
        assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "wasm-blocked");
        let _: Value = browser.wait("host.until(() => document.getElementById('no-wasm').checkVisibility())").await;
        browser.gauge().until("it.checkVisibility() && it.innerText === 'Secure score: see the Defender portal'").await;
    };
    topic().run(test).await;
}
