//! `setToken`, `clearToken`, `refresh`, and the callbacks.

use devserver::{Gate, Reply};
use secure_score_tests::{Browser, topic};
use serde_json::{Value, json};

use crate::scene::{API, GAUGE, asked, open_with_answer_to_come, open_with_callback};

#[tokio::test]
async fn without_a_token_the_gauge_is_idle_and_asks_nothing() {
    let test = async |browser: &Browser| {
        browser.open(r#"<secure-score-gauge api-base="/defender"><p>See the portal</p></secure-score-gauge>"#).await;
        let gauge = browser.gauge();
        gauge.becomes("idle").await;
        gauge.until("host.part(it, 'heading')").await;
        gauge.until("it.firstElementChild.checkVisibility()").await;
        assert_eq!(asked(browser), 0);
        assert!(browser.error_codes().await.is_empty(), "idle is no error");
        browser.run("gauge.setToken('a-token')").await;
        gauge.reads("value", "340").await;
        gauge.until("!it.firstElementChild.checkVisibility()").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_cleared_token_is_gone_and_what_is_under_way_ends() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::never());
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.server.request(API, 1).await;
        browser.run("gauge.clearToken()").await;
        browser.server.abandoned(API, 1).await;
        browser.gauge().becomes("idle").await;
        browser.server.as_before(API);
        browser.run("gauge.setToken('another')").await;
        browser.gauge().becomes("ready").await;
        assert_eq!(browser.server.request(API, 2).await.header("authorization"), Some("Bearer another"));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_token_that_was_cleared_is_a_new_one_when_it_comes_again() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.server.answered(API, 1).await;
        browser.gauge().becomes("ready").await;
        // The same token given twice is asked with once: whoever forgot it cannot know that it is
        // the same.
        browser.run("gauge.setToken('a-token'); await host.turn(30); gauge.clearToken(); await host.turn(30)").await;
        assert_eq!(asked(browser), 1);
        browser.run("gauge.setToken('a-token')").await;
        browser.server.answered(API, 2).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn refresh_resolves_with_the_score() {
    let test = async |browser: &Browser| {
        open_with_callback(browser).await;
        browser.gauge().becomes("ready").await;
        browser.server.reply(API, Reply::score("512"));
        let value: f64 = browser.wait("gauge.refresh().then((score) => score.value)").await;
        assert!((value - 512.0).abs() < f64::EPSILON);
        browser.gauge().reads("value", "512").await;
        assert_eq!(asked(browser), 2);
        assert_eq!(browser.gauge().value("it.score.value").await, 512);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn refresh_rejects_with_an_error_and_its_code() {
    let test = async |browser: &Browser| {
        open_with_callback(browser).await;
        browser.gauge().becomes("ready").await;
        let rejected =
            "gauge.refresh().then(() => 'resolved', (error) => [error instanceof window.Error, error.code].join())";
        for (reply, code) in [
            (Reply::error(404, "NotFound"), "true,not-found"),
            (Reply::error(500, "InternalServerError"), "true,server"),
            (Reply::json(200, "{}"), "true,invalid-response"),
        ] {
            browser.server.reply(API, reply);
            assert_eq!(browser.wait::<String>(rejected).await, code);
            assert_eq!(browser.gauge().part("value").await.as_deref().map(|text| text.contains("340")), Some(true));
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn refresh_without_a_token_says_so() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.gauge().becomes("idle").await;
        let code: String = browser.wait("gauge.refresh().then(() => 'resolved', (error) => error.code)").await;
        assert_eq!(code, "no-token");
        assert_eq!(asked(browser), 0);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_refresh_that_nobody_waits_for_is_quiet() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.gauge().becomes("idle").await;
        let _: Value = browser.wait("gauge.refresh().catch(() => null)").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn several_refreshes_share_one_request() {
    let test = async |browser: &Browser| {
        let gate = Gate::new();
        open_with_callback(browser).await;
        browser.gauge().becomes("ready").await;
        browser.server.reply(API, Reply::score("512").held(&gate));
        browser.run("window.all = Promise.all([1, 2, 3].map(() => gauge.refresh()))").await;
        browser.server.request(API, 2).await;
        gate.open();
        let values: Vec<f64> = browser.wait("window.all.then((scores) => scores.map((score) => score.value))").await;
        assert_eq!(values, [512.0; 3]);
        assert_eq!(asked(browser), 2);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn every_refresh_ends_whatever_becomes_of_the_gauge() {
    let test = async |browser: &Browser| {
        for (change, outcome) in [
            ("gauge.remove()", json!("crashed")),
            (
                "gauge.apiBase = '/other'; await host.until(() => host.record.tokenCalls.length === 2); window.answer('a-token')",
                json!(512),
            ),
            ("gauge.src = '/other/api/configurationScore'", json!(512)),
            ("gauge.snapshot = { score: 77, time: '2026-01-01T00:00:00Z' }", json!(77)),
            ("gauge.apiBase = 'http://api.example'", json!("insecure-url")),
            ("gauge.getToken = host.tokens(['another-token'], 'other')", json!(340)),
            ("gauge.getToken = null", json!("no-token")),
            ("gauge.clearToken()", json!("no-token")),
        ] {
            browser.server.reply("/other/api/configurationScore", Reply::score("512"));
            open_with_answer_to_come(browser).await;
            browser
                .run(&format!(
                    "const asked = [gauge.refresh(), gauge.refresh()]; await host.turn(30); {change}; \
                     window.ended = Promise.all(asked.map((one) => one.then(({{ value }}) => value, ({{ code }}) => code)))"
                ))
                .await;
            assert_eq!(browser.wait::<Value>("window.ended").await, json!([outcome, outcome]), "{change}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_refresh_is_not_answered_by_a_source_that_was_left_to_others() {
    let test = async |browser: &Browser| {
        let gate = Gate::new();
        browser.server.reply(API, Reply::score("340").held(&gate));
        browser.server.reply("/other/api/configurationScore", Reply::score("512"));
        browser.open(&GAUGE.repeat(2)).await;
        browser.run("const one = host.tokens(['a-token']); gauges.forEach((it) => { it.getToken = one })").await;
        browser.server.request(API, 1).await;
        browser.run("window.asked = gauges[0].refresh(); await host.turn(30); gauges[0].apiBase = '/other'").await;
        assert_eq!(browser.wait::<u32>("window.asked.then(({ value }) => value)").await, 512);
        gate.open();
        let _: bool = browser.wait("host.until(() => gauges[1].score?.value === 340)").await;
        assert_eq!(browser.value::<u32>("gauges[0].score.value").await, 512);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_sign_out_before_the_gauge_has_started_holds() {
    let test = async |browser: &Browser| {
        for (script, calls) in [
            ("it.getToken = host.tokens(['a-token']); it.clearToken(); document.body.append(it)", 0),
            ("it.clearToken(); it.getToken = host.tokens(['a-token']); document.body.append(it)", 1),
            (
                "it.getToken = host.tokens(['a-token']); document.body.append(it); it.clearToken(); await it.refresh()",
                1,
            ),
        ] {
            browser.open("").await;
            browser
                .run(&format!(
                    "const it = document.createElement('secure-score-gauge'); it.apiBase = '/defender'; {script}"
                ))
                .await;
            let settled = if calls == 0 { "waiting for sign-in" } else { "340" };
            let _: bool = browser
                .wait(&format!("host.until(() => gauge.shadowRoot.textContent.toLowerCase().includes('{settled}'))"))
                .await;
            assert_eq!(browser.token_calls().await.len(), calls, "{script}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_callback_that_had_no_token_is_asked_again_when_it_is_set_again() {
    let test = async |browser: &Browser| {
        for (first, code) in [("null", "no-token"), ("7", "token-failed")] {
            browser.open(GAUGE).await;
            browser.run(&format!("window.one = host.tokens([{first}, 'a-token']); gauge.getToken = one")).await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], code);
            browser.run("gauge.getToken = one").await;
            browser.gauge().reads("value", "340").await;
            browser.run("gauge.getToken = one; await host.turn(30)").await;
            assert_eq!(browser.token_calls().await.len(), 2, "{code}: and not once more with a score");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn one_callback_serves_every_gauge_that_has_none() {
    let test = async |browser: &Browser| {
        browser.open(&format!("{GAUGE}{GAUGE}")).await;
        browser
            .run(
                "gauges[1].getToken = host.tokens(['own'], 'own'); \
                 const { SecureScoreGauge } = await import('/secure-score-gauge.js'); \
                 SecureScoreGauge.getToken = host.tokens(['shared'], 'shared')",
            )
            .await;
        let _: bool = browser.wait("host.until(() => gauges.every((one) => one.state === 'ready'))").await;
        let mut tokens: Vec<_> = browser
            .server
            .requests(API)
            .iter()
            .map(|request| request.header("authorization").unwrap().to_owned())
            .collect();
        tokens.sort();
        assert_eq!(tokens, ["Bearer own", "Bearer shared"]);
    };
    topic().run(test).await;
}
