//! The token in the playground: handed over, and found nowhere afterwards.

use devserver::Reply;
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::playground::scene::{choose, choose_source, give_token, open, press, reads, started, text};

const TOKEN: &str = "c4n4ry-t0k3n";
const API: &str = "/defender/api/configurationScore";

/// Every place where the page could have kept it.
const SEARCH: &str = r"(async () => JSON.stringify([
    document.documentElement.outerHTML, gauge.shadowRoot.innerHTML,
    [...document.querySelectorAll('input, select')].map((control) => control.value),
    { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, window.name, history.state,
    (await indexedDB.databases()).map((one) => one.name), await caches.keys(),
    performance.getEntries().map((entry) => entry.name),
    Reflect.ownKeys(window).map((key) => { try { return JSON.stringify(window[key]) ?? String(window[key]) } catch { return '' } }),
    host.record,
]))()";

async fn is_nowhere(browser: &Browser) {
    let found: String = browser.wait(SEARCH).await;
    let at = found.find(TOKEN).map(|at| found.get(at.saturating_sub(80)..at + 40).unwrap_or_default().to_owned());
    assert_eq!(at, None, "the token is in the page");
}

#[tokio::test]
async fn the_token_typed_in_is_found_nowhere_afterwards() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=own&base=/defender").await;
        give_token(browser, TOKEN).await;
        browser.gauge().becomes("ready").await;
        assert_eq!(
            browser.server.request(API, 1).await.header("authorization"),
            Some(format!("Bearer {TOKEN}").as_str())
        );
        reads(browser, "answer", "HTTP 200").await;
        is_nowhere(browser).await;
        browser.server.reply(API, Reply::error(403, "Forbidden"));
        press(browser, "#ask").await;
        browser.gauge().becomes("unauthorized").await;
        is_nowhere(browser).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_page_forgets_it_on_reload_and_says_so() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=own&base=/defender").await;
        assert!(text(browser, "forgetful").await.contains("When you reload this page, it is forgotten."));
        give_token(browser, TOKEN).await;
        browser.gauge().becomes("ready").await;
        browser.client.refresh().await.expect("a page that loads again");
        started(browser).await;
        browser.gauge().becomes("idle").await;
        is_nowhere(browser).await;
        assert_eq!(browser.server.requests(API).len(), 1);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn another_origin_or_source_never_gets_it() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=own&base=/defender").await;
        give_token(browser, TOKEN).await;
        browser.gauge().becomes("ready").await;
        choose_source(browser, "sample").await;
        browser.gauge().becomes("ready").await;
        choose_source(browser, "api").await;
        browser.gauge().becomes("idle").await;
        give_token(browser, TOKEN).await;
        browser.gauge().becomes("ready").await;
        choose(browser, "cloud", "eu").await;
        browser.gauge().becomes("idle").await;
        reads(browser, "held", "the token is forgotten").await;
        assert_eq!(browser.server.requests(API).len(), 2);
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_link_to_a_foreign_host_is_called_what_it_is() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=own&base=https://api.security.microsoft.com.example").await;
        reads(browser, "where", "It will be sent to https://api.security.microsoft.com.example").await;
        reads(browser, "where", "not one of Microsoft’s hosts").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_sign_in_module_yields_tokens() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=own&base=/defender").await;
        press(browser, "#load").await;
        browser.gauge().becomes("ready").await;
        let received = browser.server.request(API, 1).await;
        assert_eq!(received.header("authorization"), Some("Bearer a-token-for-initial"));
        reads(browser, "log", "reason: initial").await;
        press(browser, "#drop").await;
        browser.gauge().until("it.state !== 'loading'").await;
        let module = "document.getElementById('module').value = 'https://scripts.example/sign-in.js'";
        let _: Value = browser.value(module).await;
        press(browser, "#load").await;
        reads(browser, "held", "scripts of its own origin only").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}
