//! A sign-out lasts until the page wants a token again, whatever becomes of the source.

use devserver::Reply;
use secure_score_tests::{Browser, read_asset, topic};
use serde_json::{Value, json};

use crate::scene::{API, GAUGE, asked, hold_wasm};

/// A gauge with a score by a callback, `window.one`.
async fn open(browser: &Browser) {
    browser.open(GAUGE).await;
    browser.run("window.one = host.tokens(['a-token']); gauge.getToken = one").await;
    browser.gauge().becomes("ready").await;
}

#[tokio::test]
async fn another_source_ends_no_sign_out() {
    let test = async |browser: &Browser| {
        for change in [
            "gauge.clearToken(); gauge.metric = 'exposure-score'",
            "gauge.clearToken(); gauge.apiBase = '/other'",
            "gauge.clearToken(); gauge.apiBase = '/other'; await host.turn(50); gauge.apiBase = '/defender'",
            "gauge.clearToken(); gauge.src = '/sample/score.json'; await host.turn(100); gauge.src = null",
            "gauge.src = '/sample/score.json'; gauge.clearToken(); await host.turn(100); gauge.src = null",
            "gauge.src = '/sample/score.json'; await host.turn(100); gauge.clearToken(); gauge.src = null",
            "gauge.clearToken(); gauge.snapshot = { score: 1, time: '2026-01-01T00:00:00Z' }; await host.turn(100); gauge.snapshot = null",
            "gauge.clearToken(); gauge.apiBase = 'http://insecure.example'; await host.turn(50); gauge.apiBase = '/defender'",
            "gauge.snapshot = { score: 1, time: '2026-01-01T00:00:00Z' }; gauge.clearToken(); await host.turn(100); window.kept = gauge; \
             kept.remove(); await host.turn(30); document.body.append(kept); await host.turn(50); kept.snapshot = null",
        ] {
            open(browser).await;
            browser.run(&format!("{change}; await host.turn(200)")).await;
            assert_eq!((browser.token_calls().await.len(), asked(browser)), (1, 1), "{change}");
            browser.gauge().becomes("idle").await;
            assert_eq!(browser.gauge().value("it.score").await, Value::Null, "{change}");
            browser.run("gauge.getToken = one").await;
            browser.gauge().until("it.score !== null").await;
            browser.server.forget_requests();
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_new_callback_ends_it_at_any_time() {
    let test = async |browser: &Browser| {
        let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
        let shared = "customElements.get('secure-score-gauge').getToken = one";
        browser.open(GAUGE).await;
        browser.run(&format!("window.one = host.tokens(['a-token']); {shared}; gauge.clearToken(); {shared}")).await;
        gate.open();
        browser.gauge().becomes("ready").await;
        // While it is in no document, too.
        let away = "gauge.clearToken(); window.kept = gauge; kept.remove(); await host.turn(30)";
        browser.run(&format!("{away}; {shared}; document.body.append(kept)")).await;
        browser.gauge().becomes("ready").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn whoever_wants_the_score_before_the_wasm_is_there_ends_it_for_all_with_the_callback() {
    let test = async |browser: &Browser| {
        let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
        browser.server.reply(API, Reply::status(503));
        browser.open(GAUGE).await;
        browser
            .run(
                "window.one = host.tokens(['a-token']); gauge.getToken = one; gauge.clearToken(); \
                 window.refreshed = gauge.refresh().catch(({ code }) => code)",
            )
            .await;
        gate.open();
        assert_eq!(browser.wait::<Value>("refreshed").await, json!("server"));
        browser.run("document.body.append(gauge.cloneNode()); gauges[1].getToken = one; await host.turn(200)").await;
        assert_eq!(browser.value::<Value>("gauges.map((one) => one.state)").await, json!(["error", "error"]));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_score_that_no_token_was_needed_for_stays() {
    let test = async |browser: &Browser| {
        browser.server.reply("/score.json", Reply::json(200, r#"{"score":640,"time":"2026-11-20T12:00:00Z"}"#));
        let past = r#"{"points":[{"score":628,"time":"2026-11-16T12:00:00Z"}]}"#;
        browser.server.reply("/history.json", Reply::json(200, past));
        for (body, give) in [
            (r#"<secure-score-gauge src="/score.json" history="/history.json"></secure-score-gauge>"#, ""),
            (GAUGE, "gauge.snapshot = { score: 340, time: '2026-01-01T00:00:00Z' }"),
        ] {
            browser.open(body).await;
            browser.run(give).await;
            browser.gauge().until("it.score !== null && (!it.history.startsWith('/') || it.trend.length > 1)").await;
            let seen = "[it.state, it.score, it.trend, it.toCSV()]";
            let before = browser.gauge().value(seen).await;
            browser.run("gauge.clearToken(); await host.turn(50)").await;
            assert_eq!(browser.gauge().value(seen).await, before);
            assert_eq!(
                browser.gauge().value("it.toBlob('image/svg+xml').then(({ type }) => type)").await,
                "image/svg+xml"
            );
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_callback_rests_whenever_the_sign_out_came() {
    let test = async |browser: &Browser| {
        let made = "const it = document.createElement('secure-score-gauge'); it.apiBase = '/defender'";
        for (calls, deed) in [
            // Before the gauge has begun.
            (0, "type.getToken = one; document.body.append(it); it.clearToken()"),
            // In no document, after another callback was set.
            (
                0,
                "type.getToken = another; it.clearToken(); type.getToken = one; it.clearToken(); document.body.append(it)",
            ),
            // After somebody asked.
            (
                1,
                "type.getToken = one; document.body.append(it); const asked = it.refresh(); it.clearToken(); \
                 window.code = await asked.catch(({ code }) => code)",
            ),
        ] {
            let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
            browser.server.forget_requests();
            browser.open("").await;
            let before = "const type = customElements.get('secure-score-gauge'); const one = host.tokens(['a-token']); \
                          const another = host.tokens(['another-token'])";
            let done = format!("window.done = (async () => {{ {before}; {made}; {deed} }})(); await host.turn(50)");
            browser.run(&done).await;
            gate.open();
            browser.run("await done; await host.turn(200)").await;
            assert_eq!((browser.token_calls().await.len(), asked(browser)), (calls, 0), "{deed}");
            browser.gauge().becomes("idle").await;
        }
        assert_eq!(browser.value::<String>("window.code").await, "no-token");
    };
    topic().run(test).await;
}
