//! What pages do with a gauge over its life: a second version of it, another document, paper, the
//! back button, calls in the wrong order.

use devserver::Reply;
use secure_score_tests::{Browser, Engine, dist, every_engine, topic};
use serde_json::Value;

use crate::{
    scene::{API, GAUGE, MORNING, SCRIPT, open_with_token},
    security::scene::console_of_ours,
};

#[tokio::test]
async fn two_versions_of_the_script_live_side_by_side() {
    let test = async |browser: &Browser| {
        browser.server.directory("/another", dist());
        // The other version has another style sheet, another wasm of its own, and comes first or
        // second.
        for (first, second) in [("/", "/another/"), ("/another/", "/")] {
            let head = format!(r#"<script type="module" src="{first}secure-score-gauge.js"></script>"#);
            browser.open_page(&head, &GAUGE.repeat(2)).await;
            browser
                .run(&format!(
                    "const one = await import('{first}secure-score-gauge.js'), two = await import('{second}secure-score-gauge.js'); \
                     window.same = customElements.get('secure-score-gauge') === one.SecureScoreGauge \
                       && two.define() === one.SecureScoreGauge && two.SecureScoreGauge === one.SecureScoreGauge; \
                     two.define('another-score'); const other = document.createElement('another-score'); other.apiBase = '/defender'; \
                     other.id = 'other'; document.body.append(other); other.setToken('b-token'); gauges[0].setToken('a-token')"
                ))
                .await;
            assert!(browser.value::<bool>("window.same").await);
            browser.gauge().reads("value", "340").await;
            browser.gauge_by_id("other").reads("value", "340").await;
            browser.is_quiet().await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn adopted_into_another_document_it_goes_on() {
    let test = async |browser: &Browser| {
        browser
            .open_page(
                SCRIPT,
                &format!("{GAUGE}<iframe title=inner srcdoc='<!doctype html><p id=place>inner</p>'></iframe>"),
            )
            .await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser
            .run(
                "window.one = gauge; const inner = await host.until(() => { const inner = document.querySelector('iframe').contentDocument; \
                 return inner?.querySelector('#place') && inner }); window.inner = inner; \
                 inner.body.append(inner.adoptNode(window.one)); await host.turn(50)",
            )
            .await;
        let inside = "[one.ownerDocument === inner, one.isConnected, one.shadowRoot.adoptedStyleSheets.length, \
                      one.shadowRoot.querySelector('[part~=value]')?.textContent.includes('340')]"
            .replace("one.", "window.one.")
            .replace("inner,", "window.inner,");
        assert_eq!(browser.value::<Value>(&inside).await, serde_json::json!([true, true, 1, true]));
        browser.server.reply(API, Reply::score("512"));
        // Taken out of its document it was removed, so that a token of its own is gone with it.
        browser.run("window.one.setToken('b-token'); await window.one.refresh()").await;
        browser
            .wait::<bool>(
                "host.until(() => window.one.shadowRoot.querySelector('[part~=value]').textContent.includes('512'))",
            )
            .await;
        browser.run("document.body.append(window.one); await host.turn(50); window.one.setToken('c-token'); await window.one.refresh()").await;
        browser.gauge().reads("value", "512").await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

/// The other document's style sheet is made from the rules of this one's, which browsers write
/// anew.
#[tokio::test]
async fn adopted_into_another_document_it_looks_the_same() {
    let test = async |browser: &Browser| {
        let styles = concat!(
            include_str!("../../../static/element/skeleton.css"),
            include_str!("../../../static/element/card.css"),
            include_str!("../../../static/element/notice.css")
        );
        browser.server.reply("/styles.css", Reply::new(200, "text/css", styles));
        let frame = "<iframe title=inner width=700 srcdoc='<!doctype html><p id=place>inner</p>'></iframe>";
        browser.open_page(SCRIPT, &format!("{GAUGE}{frame}")).await;
        browser.run("gauge.target = '700'; gauge.bands = '0 Low, 400 Fair'; gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser
            .run(
                "window.one = gauge; window.inner = await host.until(() => { const inner = document.querySelector('iframe').contentDocument; \
                 return inner?.querySelector('#place') && inner }); \
                 window.inner.body.append(window.inner.adoptNode(window.one)); await host.turn(50); \
                 window.styles = new window.inner.defaultView.CSSStyleSheet(); \
                 window.styles.replaceSync(await (await fetch('/styles.css')).text()); \
                 window.looks = () => [...window.one.shadowRoot.querySelectorAll('[part~=card], [part~=card] *')].flatMap((node) => \
                   ['', '::before', '::after'].flatMap((part) => { const style = window.inner.defaultView.getComputedStyle(node, part); \
                     return Array.from(style).filter((name) => !name.startsWith('--')).map((name) => `${node.outerHTML.slice(0, 60)}${part} ${name}: ${style.getPropertyValue(name)}`) }))",
            )
            .await;
        for width in [72, 150, 280, 640] {
            let differs = format!(
                "(() => {{ window.one.style.inlineSize = '{width}px'; const made = window.one.shadowRoot.adoptedStyleSheets, own = window.looks(); \
                 window.one.shadowRoot.adoptedStyleSheets = [window.styles]; const expected = window.looks(); \
                 window.one.shadowRoot.adoptedStyleSheets = made; \
                 return [own.length > 6000, ...own.filter((look, index) => look !== expected[index])] }})()"
            );
            assert_eq!(browser.value::<Value>(&differs).await, serde_json::json!([true]), "{width}");
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn printing_shows_the_score() {
    let test = async |browser: &Browser| {
        open_with_token(browser).await;
        browser.run("window.dispatchEvent(new Event('beforeprint'))").await;
        // What comes back is a PDF, which the browser could make only by laying the page out for
        // paper.
        let printed = browser.client.issue_cmd(Print).await.expect("a printed page");
        assert!(printed.as_str().is_some_and(|pdf| pdf.len() > 1000));
        browser.gauge().reads("value", "340").await;
        browser.gauge().becomes("ready").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

/// WebDriver's own way to print.
#[derive(Debug)]
struct Print;

impl fantoccini::wd::WebDriverCompatibleCommand for Print {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/print", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some("{}".to_owned()))
    }
}

#[tokio::test]
async fn the_back_button_brings_it_back_alive() {
    let test = async |browser: &Browser| {
        browser.server.page("/next.html", "<!doctype html><title>Next</title><link rel=icon href=data:,>");
        browser.open(GAUGE).await;
        browser.run("gauge.getToken = host.tokens(['a-token']); window.mark = 1; window.addEventListener('pageshow', (event) => { window.kept = event.persisted })").await;
        browser.gauge().reads("value", "340").await;
        browser.goto("/next.html").await;
        browser.server.reply(API, Reply::score("512"));
        browser.client.back().await.expect("a page to go back to");
        // An engine may have kept the page or load it anew: either way there is a gauge, and it can
        // be asked.
        let kept: bool = browser.value("window.mark === 1 && window.kept === true").await;
        if kept {
            browser.gauge().reads("value", "340").await;
            browser.run("await gauge.refresh()").await;
        } else {
            assert_ne!(browser.engine, Engine::Firefox, "Firefox keeps a page that nothing forbids to keep");
            browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        }
        browser.gauge().reads("value", "512").await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_page_that_calls_in_the_wrong_order_is_answered() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.open(GAUGE).await;
        browser
            .run(
                "const it = document.createElement('secure-score-gauge'); it.clearToken(); it.setToken('x'); it.setToken(null); \
                 it.snapshot = null; it.strings = null; await it.refresh().catch((error) => { window.code = error.code }); \
                 it.remove(); it.connectedCallback(); it.disconnectedCallback(); it.disconnectedCallback(); it.adoptedCallback(); \
                 it.attributeChangedCallback('max', null, 'x'); document.body.append(it); it.remove(); document.body.append(it); \
                 gauge.addEventListener('secure-score-state', () => { gauge.remove(); throw new Error('from the page') }, { once: true }); \
                 gauge.setToken('a-token')",
            )
            .await;
        assert_eq!(browser.value::<String>("window.code").await, "crashed");
        let _: Value = browser.wait("host.turn(50)").await;
        browser.run("const again = document.createElement('secure-score-gauge'); again.apiBase = '/defender'; again.id = 'again'; document.body.append(again); again.setToken('x')").await;
        browser.gauge_by_id("again").reads("value", "340").await;
        assert!(console_of_ours(&browser.said().await).is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_readers_zone_is_followed_when_it_changes() {
    let test = async |browser: &Browser| {
        if browser.engine != Engine::Chromium {
            return;
        }
        browser.move_to_zone("Europe/Berlin").await;
        for lang in ["en", "de"] {
            let gauge = format!("<secure-score-gauge lang={lang}></secure-score-gauge>");
            browser.open(&gauge).await;
            browser.run("gauge.snapshot = { score: 340, time: '2026-01-02T09:15:00Z' }").await;
            browser.gauge().until("it.shadowRoot.querySelector('[part~=time]').textContent.includes('10:15')").await;
            browser.move_to_zone("Asia/Tokyo").await;
            browser.run("gauge.snapshot = { score: 341, time: '2026-01-02T09:15:00Z' }").await;
            browser.gauge().reads("value", "341").await;
            let time = browser.gauge().part("time").await.unwrap_or_default();
            assert!(time.contains("6:15") || time.contains("18:15"), "{lang}: {time}");
            browser.move_to_zone("Europe/Berlin").await;
        }
        browser.move_to_zone("").await;
    };
    topic().alone().run(test).await;
}

#[tokio::test]
async fn words_and_numbers_follow_one_locale_however_it_is_written() {
    let test = async |browser: &Browser| {
        for lang in ["de", "de_DE", "de-DE", "de_DE.UTF-8", "de_DE.UTF-8@euro"] {
            browser.open(&format!("<secure-score-gauge lang={lang}></secure-score-gauge>")).await;
            browser.run("gauge.snapshot = { score: 340, time: '2026-01-02T09:15:00Z' }").await;
            browser.gauge().reads("unit", "von 1.000 Punkten").await;
        }
    };
    every_engine().run(test).await;
}
