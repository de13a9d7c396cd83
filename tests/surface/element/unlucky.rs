//! Pages and browsers that are out of the ordinary.

use devserver::{Options, api};
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE, SCRIPT, WITH_FALLBACK, asked};

#[tokio::test]
async fn states_that_a_browser_takes_with_dashes_only_leave_no_blank_box() {
    let test = async |browser: &Browser| {
        // As Chromium 90 to 124 do.
        let head = format!(
            "<script>const {{ add }} = CustomStateSet.prototype; CustomStateSet.prototype.add = function (name) {{ \
             if (!name.startsWith('--')) throw new DOMException('no dashes', 'SyntaxError'); return add.call(this, name) }}</script>{SCRIPT}"
        );
        browser.open_page(&head, GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        assert_eq!(browser.gauge().value("it.matches(':state(--ready)')").await, true);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn whatever_throws_the_pages_own_content_shows() {
    let test = async |browser: &Browser| {
        for broken in [
            "CSSStyleSheet.prototype.replaceSync = () => { throw new Error('not today') }",
            "Element.prototype.append = () => { throw new Error('not today') }",
            "Element.prototype.setAttribute = () => { throw new Error('not today') }",
            "Node.prototype.cloneNode = () => { throw new Error('not today') }",
            "HTMLElement.prototype.attachInternals = () => { throw new Error('not today') }",
        ] {
            browser.open_page(&format!("<script>{broken}</script>{SCRIPT}"), WITH_FALLBACK).await;
            browser.gauge().until("it.firstElementChild.checkVisibility()").await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn options_inherit_nothing() {
    let test = async |browser: &Browser| {
        // Not enumerable: the driver's own scripts loop over objects.
        let polluted = "for (const [name, value] of Object.entries({ method: 'POST', body: 'x', integrity: 'sha256-AAAA', cache: \
                        'force-cache', bubbles: false, delegatesFocus: true, slotAssignment: 'manual' })) \
                        Object.defineProperty(Object.prototype, name, { value, writable: true, configurable: true })";
        browser.open_page(&format!("{SCRIPT}<script>{polluted}</script>"), GAUGE).await;
        browser.run("gauge.getToken = async () => 'a-token'").await;
        browser.gauge().reads("value", "340").await;
        let request = browser.server.request(API, 1).await;
        assert_eq!((request.method.as_str(), request.body.len()), ("GET", 0));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_gauge_that_the_page_hides_gets_its_score_all_the_same() {
    let test = async |browser: &Browser| {
        for hidden in ["hidden", "style='display: none'"] {
            browser.open(&format!("<div {hidden}>{GAUGE}</div>")).await;
            browser.run("gauge.getToken = async () => 'a-token'").await;
            browser.event("secure-score-load", 1).await;
            browser.open(&format!("<div {hidden}><secure-score-gauge></secure-score-gauge></div>")).await;
            browser.run("gauge.snapshot = { score: 340, time: '2026-01-01T00:00:00Z' }").await;
            browser.event("secure-score-load", 1).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn properties_that_came_as_attributes_are_explained_in_one_line() {
    let test = async |browser: &Browser| {
        let secret = "eyJ-canary";
        browser
            .open(&format!(
                r#"<secure-score-gauge getToken="{secret}" :get-token="fetchToken" snapshot="[object Object]"></secure-score-gauge>{GAUGE}"#
            ))
            .await;
        browser.run("gauges[1].setAttribute('gettoken', '[object Object]')").await;
        let said = browser.said().await;
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said.iter().all(|line| line.level == "warn" && !line.text.contains(secret)), "{said:?}");
        assert!(said.iter().any(|line| line.text.contains("element.getToken =")), "{said:?}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_a_sign_in_library_gives_is_told_from_a_token() {
    let test = async |browser: &Browser| {
        for (token, words) in
            [("{ accessToken: 'canary', expiresOn: new Date() }", "accessToken"), ("'Bearer canary'", "Bearer")]
        {
            browser.open(GAUGE).await;
            browser.run(&format!("gauge.getToken = async () => ({token})")).await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "token-failed");
            let said = browser.said().await;
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].text.contains(words) && !said[0].text.contains("canary"), "{said:?}");
            assert_eq!(asked(browser), 0);
        }
    };
    topic().run(test).await;
}

/// What a page that was written by a server brings along.
const PRERENDERED: &str = r#"<secure-score-gauge api-base="/defender"><template shadowrootmode="open">
<div part="card" data-prerendered data-state="ready"><span part="value">512</span></div></template></secure-score-gauge>"#;

#[tokio::test]
async fn a_card_that_the_page_brought_along_stays_until_there_is_a_better_one() {
    let test = async |browser: &Browser| {
        browser.open(PRERENDERED).await;
        let _: Value = browser.wait("host.turn(200)").await;
        browser.gauge().reads("value", "512").await;
        browser
            .run("gauge.getToken = async () => { await host.turn(100); return 'a-token' }; await host.turn(30)")
            .await;
        browser.gauge().reads("value", "512").await;
        browser.gauge().reads("value", "340").await;
        assert_eq!(browser.gauge().value("it.shadowRoot.querySelectorAll('[part~=card]').length").await, 1);
        // One that is not ours is as good as none.
        browser.open(&PRERENDERED.replace(" data-prerendered", "")).await;
        browser.gauge().lacks("value").await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_diagnosis_follows_no_redirect() {
    let test = async |browser: &Browser| {
        let (api, elsewhere) = (Options::new().start().unwrap(), Options::new().start().unwrap());
        api.reply(
            api::SCORE_PATH,
            devserver::Reply::redirect(&elsewhere.url("/nobody-configured-this")).without_cors(),
        );
        browser.open(&GAUGE.replace("/defender", &api.origin())).await;
        browser.run("gauge.getToken = async () => 'a-token'; window.report = await gauge.diagnose()").await;
        assert!(elsewhere.received().is_empty(), "{:?}", elsewhere.received());
    };
    topic().run(test).await;
}
