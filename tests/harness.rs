//! The harness itself, in every engine, on pages with a stub in place of the widget.

use std::time::Duration;

use devserver::Reply;
use secure_score_tests::{Browser, every_engine};

const STUB: &str = r#"<script type="module">
customElements.define('secure-score-gauge', class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML = '<p part="value big">340</p><p part="time" hidden>now</p>';
    setTimeout(() => this.tell('secure-score-load', { value: 340 }), 3_600_000);
  }
  tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })); }
});
</script>"#;

async fn open_stub(browser: &Browser) {
    browser.open_page(STUB, r#"<secure-score-gauge id="one"></secure-score-gauge>"#).await;
}

#[tokio::test]
async fn a_page_runs_in_utc_and_american_english_and_its_parts_are_read_as_seen() {
    let test = async |browser: &Browser| {
        open_stub(browser).await;
        let gauge = browser.gauge_by_id("one");
        assert_eq!(gauge.part("value").await.as_deref(), Some("340"));
        assert_eq!(gauge.part("time").await, None, "hidden");
        assert_eq!(gauge.part("retry").await, None, "missing");
        let zone: String = browser.value("Intl.DateTimeFormat().resolvedOptions().timeZone").await;
        let language: String = browser.value("navigator.language").await;
        assert_eq!((zone.as_str(), language.as_str()), ("UTC", "en-US"));
        browser.is_quiet().await;
    };
    every_engine().bare().run(test).await;
}

#[tokio::test]
async fn what_scripts_say_is_recorded() {
    let test = async |browser: &Browser| {
        browser.server.header("/host.html", "content-security-policy", "img-src 'none'");
        // In the page itself: what a driver's own script throws is muted as another origin's.
        let script = "console.warn('a', { b: 1 }); setTimeout(() => { throw new Error('thrown') }); \
                      Promise.reject(new TypeError('rejected')); new Image().src = '/x.png'; \
                      document.head.append(Object.assign(document.createElement('script'), { src: '/gone.js' }))";
        browser.open_page("", &format!("<script>{script}</script>")).await;
        for (level, text) in [
            ("warn", r#"a {"b":1}"#),
            ("uncaught", "thrown"),
            ("unhandled", "TypeError: rejected"),
            ("policy", "img-src"),
            ("missing", "/gone.js"),
        ] {
            let found =
                format!("host.record.console.some((one) => one.level === {level:?} && one.text.includes({text:?}))");
            let _: bool = browser.wait(&format!("host.until(() => {found})")).await;
        }
        assert!(browser.console().await.len() >= 5);
    };
    every_engine().bare().run(test).await;
}

#[tokio::test]
async fn an_hour_passes_at_once_and_events_are_awaited() {
    let test = async |browser: &Browser| {
        browser.stop_clocks("2026-03-02T09:00:00Z");
        open_stub(browser).await;
        browser.pass(Duration::from_secs(3599)).await;
        assert!(browser.events("secure-score-load").await.is_empty());
        browser.pass(Duration::from_secs(1)).await;
        let event = browser.event("secure-score-load", 1).await;
        assert_eq!((event.detail["value"].as_i64(), event.target.as_str(), event.bubbles), (Some(340), "one", true));
        assert_eq!(browser.value::<String>("new window.Date().toISOString()").await, "2026-03-02T10:00:00.000Z");
    };
    every_engine().bare().run(test).await;
}

#[tokio::test]
async fn a_request_is_not_overtaken_by_fake_time() {
    let test = async |browser: &Browser| {
        browser.stop_clocks("2026-03-02T09:00:00Z");
        open_stub(browser).await;
        browser.server.reply("/slow", Reply::new(200, "text/plain", "x").delayed(Duration::from_millis(30)));
        browser
            .run(
                "window.seen = 'nothing'; setTimeout(() => { const stop = new window.AbortController(); \
                 setTimeout(() => stop.abort(), 30_000); \
                 fetch('/slow', { signal: stop.signal }).then(() => { window.seen = 'answer' }, () => { window.seen = 'abort' }) }, 1000)",
            )
            .await;
        browser.pass(Duration::from_secs(60)).await;
        assert_eq!(browser.value::<String>("window.seen").await, "answer");
    };
    every_engine().bare().run(test).await;
}

#[tokio::test]
#[should_panic(expected = "the message of the test")]
async fn a_failing_test_fails_with_its_own_message() {
    let test = async |browser: &Browser| {
        open_stub(browser).await;
        panic!("the message of the test");
    };
    secure_score_tests::topic().bare().run(test).await;
}
