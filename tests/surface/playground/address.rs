//! What the playground shows is in its address, and the address brings it back.

use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::playground::scene::{choose, choose_source, fill, open, open_at, press, started};

/// Everything that a link must bring back.
const VIEW: &str = "JSON.stringify([
    [...document.querySelectorAll('#controls input, #controls select, [form=controls]')].map((one) => [one.name, one.type === 'radio' || one.type === 'checkbox' ? one.checked : one.value]),
    gauge.getAttributeNames().map((name) => [name, gauge.getAttribute(name)]).sort(),
    gauge.state, gauge.score?.value, document.documentElement.dataset.theme,
    ...['request', 'files', 'policy', 'cors', 'css'].map((id) => document.getElementById(id).textContent),
])";

async fn view_and_address(browser: &Browser) -> (String, String) {
    (browser.value(VIEW).await, browser.value("location.href").await)
}

#[tokio::test]
async fn a_link_restores_the_view() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        assert_eq!(browser.value::<String>("location.hash").await, "", "the first view needs no fragment");
        fill(browser, "[name=bands]", "0 Low, 300 Fair & square").await;
        fill(browser, "[name=heading]", "Geräte = Ünsere #1").await;
        choose(browser, "lang", "de").await;
        choose(browser, "theme", "dark").await;
        choose(browser, "width", "160").await;
        browser.gauge().until("it.offsetWidth === 160").await;
        choose(browser, "width", "480").await;
        press(browser, "[name=as][value=curl]").await;
        choose(browser, "fail", "forbidden").await;
        choose(browser, "when", "later").await;
        browser.gauge().until("it.score?.value === 640").await;
        browser.gauge().becomes("unauthorized").await;
        let (view, address) = view_and_address(browser).await;
        let fragment = address.split_once('#').map(|(_, fragment)| fragment.to_owned()).unwrap_or_default();
        open(browser, &fragment).await;
        browser.gauge().becomes("unauthorized").await;
        assert_eq!(view_and_address(browser).await, (view, address));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn each_source_has_its_link() {
    let test = async |browser: &Browser| {
        for (fragment, state) in [
            ("sample=820", "ready"),
            ("fail=stale&hours=49", "stale"),
            ("source=api&cloud=gcc-high", "idle"),
            ("source=api&cloud=own&base=%2Fdefender", "idle"),
            ("source=file&src=sample%2Fscore.json", "stale"),
            ("source=values&score=512&time=2019-12-03T09%3A15%3A58Z", "stale"),
        ] {
            open(browser, fragment).await;
            browser.gauge().becomes(state).await;
            let (view, address) = view_and_address(browser).await;
            browser.client.refresh().await.expect("a page that loads again");
            started(browser).await;
            browser.gauge().becomes(state).await;
            assert_eq!(view_and_address(browser).await, (view, address), "{fragment}");
        }
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_link_followed_on_the_page_is_obeyed() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        let _: Value = browser.value("location.hash = 'source=values&score=99'").await;
        browser.gauge().reads("value", "99").await;
        choose_source(browser, "sample").await;
        browser.gauge().reads("value", "640").await;
        press(browser, "#start-over").await;
        browser.gauge().until("location.hash === ''").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_link_holds_only_what_counts() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        choose(browser, "fail", "throttled").await;
        choose_source(browser, "api").await;
        browser.gauge().becomes("idle").await;
        assert_eq!(browser.value::<String>("location.hash").await, "#source=api");
        choose_source(browser, "sample").await;
        let address: String = browser.value("location.hash").await;
        assert_eq!(address, "#fail=throttled", "the page itself remembers");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_link_of_another_version_does_no_harm() {
    let test = async |browser: &Browser| {
        open(browser, "fail=no-such-thing&source=elsewhere&cloud=mars&unknown=1&lang=xx&token=abc").await;
        browser.gauge().becomes("ready").await;
        open_at(browser, "/index.html?v=3", "sample=100").await;
        browser.gauge().reads("value", "100").await;
        fill(browser, "[name=heading]", "x").await;
        let address: String = browser.value("location.search + location.hash").await;
        assert!(address.starts_with("?v=3#"), "{address}");
        browser.is_quiet().await;
    };
    topic().run(test).await;
}
