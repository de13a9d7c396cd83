//! The leak test that reviewers run against a deployed copy.

use std::fs;

use devserver::{Options, Reply};
use secure_score_tests::{Browser, asset, dist, every_engine, read_asset, repository, topic};

use crate::scene::seconds;

/// Runs the page against a script, and gives its verdict.
async fn verdict(browser: &Browser, script: &str) -> String {
    browser.server.directory("/docs", repository().join("docs"));
    browser.goto(&format!("/docs/leak-test.html?widget={script}")).await;
    let verdict =
        "(() => { const said = document.querySelector('#verdict').textContent; return said !== 'Running…' && said })()";
    browser.wait::<String>(&format!("host.until(() => {verdict})")).await
}

#[tokio::test]
async fn no_token_is_found_anywhere_over_a_whole_life() {
    let test = async |browser: &Browser| {
        let said = verdict(browser, "/secure-score-gauge.js").await;
        assert!(said.starts_with("Clean: "), "{said}");
        assert!(said.contains("1 wasm memory"), "{said}");
    };
    every_engine().limit(seconds(120), seconds(60)).run(test).await;
}

#[tokio::test]
async fn a_copy_on_another_origin_can_be_tested() {
    let test = async |browser: &Browser| {
        let deployed = Options::new().dist(dist()).start().unwrap();
        let said = verdict(browser, &deployed.url("/secure-score-gauge.js")).await;
        assert!(said.starts_with("Waiting: "), "{said}");
        assert!(deployed.received().is_empty(), "not before a click");
        let _: Option<bool> = browser.value("(document.querySelector('button').click(), null)").await;
        let verdict = "(() => { const said = document.querySelector('#verdict').textContent; return said.includes(': ') && !said.startsWith('Waiting') && said })()";
        let said: String = browser.wait(&format!("host.until(() => {verdict})")).await;
        assert!(said.starts_with("Clean: "), "{said}");
    };
    topic().limit(seconds(120), seconds(60)).run(test).await;
}

/// What a careless widget could do with its token, each put into a copy of ours.
const LEAKS: [(&str, &str, &str); 12] = [
    ("an attribute", "this.setAttribute('data-token', t)", "the document"),
    ("a shadow root's text", "this.shadowRoot.append(t)", "the document"),
    ("an own property", "this.kept = t", "the gauge"),
    ("a hidden property", "Object.defineProperty(this, Symbol('t'), { value: { t } })", "the gauge"),
    (
        "a getter of the prototype",
        "Object.defineProperty(Object.getPrototypeOf(this), 'peek', { configurable: true, get: () => t })",
        "the gauge",
    ),
    ("window", "globalThis.__token = t", "names on window"),
    ("a storage", "sessionStorage.kept = t", "storages"),
    ("a cookie", "document.cookie = `kept=${t}`", "storages"),
    ("the history", "history.replaceState({ t }, '')", "history"),
    ("the console", "console.debug({ deep: [t] })", "console"),
    (
        "an event",
        "this.dispatchEvent(new CustomEvent('secure-score-state', { detail: { t }, bubbles: true }))",
        "event",
    ),
    ("an address", "fetch(`/ping?${t}`).catch(() => 0)", "addresses"),
];

#[tokio::test]
async fn every_leak_is_found() {
    let test = async |browser: &Browser| {
        let script = fs::read_to_string(dist().join("secure-score-gauge.js")).unwrap();
        browser.server.reply("/ping", Reply::status(204));
        for (what, leak, found) in LEAKS {
            let door = script.find("setToken(").expect("the door for tokens");
            let start = door + script[door..].find("){").unwrap() + 2;
            let argument = &script[door + "setToken(".len()..door + script[door..].find(',').unwrap()];
            let leaking = format!(
                "{}try {{ ((t) => {{ if (typeof t === 'string') {{ {leak} }} }})({argument}) }} catch {{}};{}",
                &script[..start],
                &script[start..]
            );
            browser.server.reply("/leaking.js", Reply::new(200, "text/javascript", leaking));
            browser.server.reply(
                &asset("secure-score.wasm"),
                Reply::new(200, "application/wasm", read_asset("secure-score.wasm")),
            );
            let said = verdict(browser, "/leaking.js").await;
            assert!(said.starts_with("Leaks: ") && said.contains(found), "{what}: {said}");
        }
    };
    topic().limit(seconds(300), seconds(60)).run(test).await;
}
