//! A published past.

use devserver::{Gate, Reply};
use secure_score_tests::{Browser, every_engine, topic};
use serde_json::json;

use super::scene::{PUBLISHED, past, score, serve, trend, trend_has};
use crate::scene::{MORNING, painted, seconds};

const NOVEMBER_16: (&str, f64) = ("2026-11-16T12:00:00.1234567Z", 628.0);
const NOVEMBER_18: (&str, f64) = ("2026-11-18T12:00:00+00:00", 633.25);

#[tokio::test]
async fn a_file_gives_change_and_trend() {
    let test = async |browser: &Browser| {
        serve(
            browser,
            640.0,
            &[
                NOVEMBER_18,
                NOVEMBER_16,
                ("2026-11-20T11:00:00Z", 1.0),
                ("2026-11-20T13:00:00Z", 2.0),
                ("2026-11-25T12:00:00Z", 3.0),
                ("2025-10-16T12:00:00Z", 4.0),
                ("2025-10-17T12:00:00Z", 5.0),
            ],
        );
        browser.open(PUBLISHED).await;
        trend_has(browser, 4).await;
        let expected = json!([
            ["2025-10-17T12:00:00Z", 5],
            ["2026-11-16T12:00:00.1234567Z", 628],
            ["2026-11-18T12:00:00+00:00", 633.25],
            ["2026-11-20T12:00:00Z", 640],
        ]);
        assert_eq!(trend(browser).await, expected);
        let gauge = browser.gauge();
        assert_eq!(
            gauge.value("it.score.delta").await,
            json!({ "points": 6.75, "since": "2026-11-18T12:00:00+00:00" })
        );
        let frozen = "[it.trend, ...it.trend, it.score, it.score.delta].every(Object.isFrozen)";
        assert_eq!(gauge.value(frozen).await, true);
        assert_eq!(
            gauge.value("it.toCSV()").await,
            "time,value\r\n2025-10-17T12:00:00Z,5\r\n2026-11-16T12:00:00.1234567Z,628\r\n\
             2026-11-18T12:00:00+00:00,633.25\r\n2026-11-20T12:00:00Z,640\r\n"
        );
        assert_eq!(browser.value::<usize>("localStorage.length").await, 0, "with a URL nothing is kept");
        let asked = browser.server.request("/history.json", 1).await;
        assert_eq!(asked.header("authorization"), None);
        assert_eq!(asked.header("cookie"), None);
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn it_is_asked_for_when_it_is_set_and_with_each_request_for_a_score() {
    let test = async |browser: &Browser| {
        serve(browser, 640.0, &[NOVEMBER_16]);
        browser.open(PUBLISHED).await;
        trend_has(browser, 2).await;
        assert_eq!(browser.server.requests("/history.json").len(), 1, "both at once are one request");
        browser.server.reply("/history.json", past(&[NOVEMBER_16, NOVEMBER_18]));
        browser.run("await host.turn(1100); await gauge.refresh()").await;
        trend_has(browser, 3).await;
        assert_eq!(browser.server.requests("/history.json").len(), 2);
        browser.server.reply("/other.json", past(&[NOVEMBER_16]));
        browser.run("gauge.history = '/other.json'").await;
        trend_has(browser, 2).await;
        assert_eq!(browser.server.requests("/other.json").len(), 1);
        assert_eq!(browser.server.requests("/score.json").len(), 2);
        browser.run("gauge.history = null").await;
        trend_has(browser, 0).await;
        assert_eq!(browser.gauge().value("it.score.delta").await, json!(null));
        assert_eq!(browser.gauge().value("it.toCSV()").await, "time,value\r\n");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_broken_file_costs_one_warning_and_never_the_score() {
    let test = async |browser: &Browser| {
        let long = format!(r#"{{"points":[]{}}}"#, " ".repeat(64 * 1024));
        for (name, reply) in [
            ("missing", Reply::status(404)),
            ("no JSON", Reply::json(200, "<html>")),
            ("no list", Reply::json(200, r#"{"points":{}}"#)),
            ("too long", Reply::json(200, long)),
            ("redirected", Reply::redirect("/elsewhere.json")),
            ("reset", Reply::reset()),
        ] {
            serve(browser, 640.0, &[]);
            browser.server.reply("/history.json", reply);
            browser.open(PUBLISHED).await;
            browser.gauge().reads("value", "640").await;
            let _: bool = browser.wait("host.until(() => host.record.console.length > 0)").await;
            browser.run("await host.turn(1100); await gauge.refresh()").await;
            browser.server.answered("/history.json", 2).await;
            painted(browser).await;
            let said = browser.said().await;
            assert_eq!(said.len(), 1, "{name}: {said:?}");
            assert!(said[0].level == "warn" && said[0].text.contains("/history.json"), "{name}: {said:?}");
            assert_eq!(browser.gauge().state().await, "stale", "{name}");
            assert_eq!(browser.gauge().value("[it.score.delta, it.trend.length]").await, json!([null, 1]), "{name}");
            browser.server.forget_requests();
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_slow_file_keeps_no_score_waiting() {
    let test = async |browser: &Browser| {
        let gate = Gate::new();
        serve(browser, 640.0, &[]);
        browser.server.reply("/history.json", past(&[NOVEMBER_16]).held(&gate));
        browser.open(PUBLISHED).await;
        browser.gauge().reads("value", "640").await;
        assert_eq!(browser.gauge().value("it.score.delta").await, json!(null));
        assert!(browser.events("secure-score-target").await.is_empty());
        gate.open();
        browser.gauge().until("it.score.delta?.points === 12").await;
        let target = browser.event("secure-score-target", 1).await;
        assert_eq!(target.detail, json!({ "reached": true, "target": 630, "value": 640 }));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn another_source_begins_without_the_past_of_the_one_before() {
    let test = async |browser: &Browser| {
        serve(browser, 640.0, &[NOVEMBER_16]);
        browser.server.reply("/broken.json", Reply::status(404));
        let gate = Gate::new();
        browser.server.reply("/slow.json", score("2026-11-20T12:00:00Z", 100.0).held(&gate));
        browser.open(PUBLISHED).await;
        trend_has(browser, 2).await;
        let gone = "[it.score, it.trend.length]";
        browser.run("gauge.src = '/slow.json'").await;
        browser.gauge().until("it.state === 'loading'").await;
        assert_eq!(browser.gauge().value(gone).await, json!([null, 0]));
        gate.open();
        browser.gauge().until("it.score?.delta?.points === -528").await;
        browser.run("gauge.src = '/broken.json'").await;
        browser.gauge().becomes("error").await;
        assert_eq!(browser.gauge().value(gone).await, json!([null, 0]), "in an error, too");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_file_that_never_comes_is_given_up() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        serve(browser, 640.0, &[]);
        browser.server.reply("/history.json", Reply::never());
        browser.open(PUBLISHED).await;
        browser.gauge().until("it.score !== null").await;
        browser.server.request("/history.json", 1).await;
        browser.pass(seconds(31)).await;
        browser.server.abandoned("/history.json", 1).await;
        trend_has(browser, 1).await;
        let said = browser.said().await;
        assert!(format!("{said:?}").contains("no answer came in time"), "{said:?}");
        // The next request for a score asks for it again.
        browser.server.reply("/history.json", past(&[NOVEMBER_16]));
        browser.run("await gauge.refresh()").await;
        trend_has(browser, 2).await;
    };
    topic().run(test).await;
}
