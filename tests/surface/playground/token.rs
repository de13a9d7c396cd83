//! The token in the playground: handed over, and found nowhere afterwards.

use devserver::{Gate, Reply};
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::playground::scene::{choose, choose_source, give_token, open, press, reads, started, text, type_keys};

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
        assert!(text(browser, "forgetful").await.contains("Reloading this page clears it."));
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
        reads(browser, "held", "the token is cleared").await;
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
        reads(browser, "question-text", "is not one of Microsoft’s hosts").await;
        press(browser, "#question-send").await;
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

#[tokio::test]
async fn a_token_goes_to_another_host_only_after_a_question_that_names_it() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=own&base=/defender").await;
        type_keys(browser, "#token", TOKEN).await;
        press(browser, "#give").await;
        reads(browser, "question-text", &format!("{} is not one of Microsoft’s hosts", browser.server.origin())).await;
        press(browser, "#question-cancel").await;
        reads(browser, "held", "Cancelled").await;
        assert_eq!(browser.gauge().state().await, "idle");
        press(browser, "#give").await;
        // Escape is a "no", too.
        type_keys(browser, "#question", "\u{e00c}").await;
        reads(browser, "held", "Cancelled").await;
        assert!(browser.server.requests(API).is_empty());
        press(browser, "#drop").await;
        is_nowhere(browser).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_address_that_changes_during_the_question_gets_nothing() {
    let test = async |browser: &Browser| {
        for button in ["#give", "#load"] {
            open(browser, "source=api&cloud=own&base=/defender").await;
            type_keys(browser, "#token", TOKEN).await;
            press(browser, button).await;
            reads(browser, "question-text", &format!("{} is not one of", browser.server.origin())).await;
            // The page's opener can do so at any time.
            let other = "location.hash = 'source=api&cloud=own&base=https://elsewhere.example/defender'";
            let _: Value = browser.value(other).await;
            reads(browser, "where", "It will be sent to https://elsewhere.example").await;
            press(browser, "#question-send").await;
            reads(browser, "held", "nothing was sent").await;
            assert_eq!(browser.gauge().state().await, "idle", "{button}");
            assert!(!text(browser, "log").await.contains("reason: "), "{button}: the module was asked");
        }
        assert!(browser.server.requests(API).is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_module_that_comes_after_a_change_of_the_view_is_not_used() {
    let test = async |browser: &Browser| {
        let gate = Gate::new();
        let module = "export default () => ({ token: 'late', expiresAt: Date.now() + 3600000 });";
        browser.server.reply("/late.js", Reply::new(200, "text/javascript", module).held(&gate));
        open(browser, "source=api&cloud=eu").await;
        let _: Value = browser.value("(document.getElementById('module').value = 'late.js', null)").await;
        press(browser, "#load").await;
        browser.server.request("/late.js", 1).await;
        // Neither of the two hosts needs a question.
        choose(browser, "cloud", "uk").await;
        reads(browser, "where", "It will be sent to https://uk.api.security.microsoft.com").await;
        gate.open();
        reads(browser, "held", "nothing was sent").await;
        assert_eq!(browser.gauge().state().await, "idle");
        assert!(!text(browser, "log").await.contains("reason: "), "the module was asked");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_link_that_sets_another_host_says_so() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=own&base=https://api.security.microsoft.com.example").await;
        reads(
            browser,
            "linked-to",
            "https://api.security.microsoft.com.example, which is not one of Microsoft’s hosts",
        )
        .await;
        assert!(browser.value::<bool>("document.getElementById('linked').checkVisibility()").await);
        press(browser, "#unlink").await;
        reads(browser, "where", "https://api.securitycenter.microsoft.com, and nowhere else.").await;
        assert!(!browser.value::<bool>("document.getElementById('linked').checkVisibility()").await);
        open(browser, "source=api&cloud=eu").await;
        assert!(!browser.value::<bool>("document.getElementById('linked').checkVisibility()").await);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_pasted_token_is_checked_on_the_page_alone() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=eu").await;
        let token = |claims: &str| {
            format!(
                "'e30.' + btoa(JSON.stringify({claims})).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') + '.sig'"
            )
        };
        let audience = "https://api.securitycenter.microsoft.com";
        for (claims, found) in [
            (
                format!("{{ aud: '{audience}', exp: Date.now() / 1000 + 1800, scp: 'Score.Read' }}"),
                "Expiry: in 30 minutes.",
            ),
            (format!("{{ aud: '{audience}', exp: 1, scp: 'Score.Read' }}"), "Acquire a new token."),
            (
                "{ aud: 'https://api.security.microsoft.com', exp: 1, scp: 'Machine.Read' }".to_owned(),
                "Expected https://api.securitycenter.microsoft.com",
            ),
            (format!("{{ aud: '{audience}', exp: 1, roles: ['Score.Read.All'] }}"), "application token"),
            ("'no claims'".to_owned(), "not a token with readable claims"),
        ] {
            let _: Value =
                browser.value(&format!("(document.getElementById('token').value = {}, 0)", token(&claims))).await;
            press(browser, "#check").await;
            reads(browser, "checked", found).await;
            let seen: String =
                browser.value("JSON.stringify([RegExp.input, RegExp.lastMatch, RegExp.leftContext])").await;
            assert!(!seen.contains("e30."), "no regular expression sees a token: {seen}");
        }
        assert!(browser.events("secure-score-load").await.is_empty());
        type_keys(browser, "#token", "x").await;
        assert_eq!(text(browser, "checked").await, "", "the findings are about one token");
        browser.is_quiet().await;
    };
    topic().run(test).await;
}
