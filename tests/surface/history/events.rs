//! What hosts are told of a move.

use secure_score_tests::{Browser, every_engine, topic};
use serde_json::{Value, json};

use super::scene::{PUBLISHED, score, serve, trend_has};
use crate::scene::painted;

async fn details(browser: &Browser, name: &str) -> Vec<Value> {
    browser.events(name).await.into_iter().map(|event| event.detail).collect()
}

#[tokio::test]
async fn a_move_into_another_band_and_over_the_target_is_told_once() {
    let test = async |browser: &Browser| {
        browser
            .open(r#"<secure-score-gauge bands="100 Low, 400 Fair, 700 Good" target="50%"></secure-score-gauge>"#)
            .await;
        for (value, bands, targets) in [(650, 0, 0), (680, 0, 0), (300, 1, 1), (310, 1, 1), (50, 2, 1), (710, 3, 2)] {
            browser.run(&format!("gauge.snapshot = {{ score: {value}, time: '2026-11-20T12:00:00Z' }}")).await;
            browser.gauge().until(&format!("it.score?.value === {value}")).await;
            painted(browser).await;
            assert_eq!(browser.events("secure-score-band").await.len(), bands, "{value}");
            assert_eq!(browser.events("secure-score-target").await.len(), targets, "{value}");
        }
        assert_eq!(
            details(browser, "secure-score-band").await,
            [
                json!({ "band": "Low", "previous": "Fair", "value": 300 }),
                json!({ "band": null, "previous": "Low", "value": 50 }),
                json!({ "band": "Good", "previous": null, "value": 710 }),
            ]
        );
        assert_eq!(
            details(browser, "secure-score-target").await,
            [
                json!({ "reached": false, "target": 500, "value": 300 }),
                json!({ "reached": true, "target": 500, "value": 710 }),
            ]
        );
        let event = browser.event("secure-score-band", 1).await;
        assert!(event.bubbles && event.composed && !event.cancelable);
        browser.run("gauge.bands = '0 All'; gauge.target = '900'").await;
        painted(browser).await;
        assert_eq!(browser.events("secure-score-band").await.len(), 3, "other bands are no move");
        assert_eq!(browser.events("secure-score-target").await.len(), 2, "another target is no move");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn where_lower_is_better_the_target_is_reached_from_above() {
    let test = async |browser: &Browser| {
        browser.open(r#"<secure-score-gauge metric="exposure-score" target="30"></secure-score-gauge>"#).await;
        for value in [31.5, 30.0, 29.0, 70.0] {
            browser.run(&format!("gauge.snapshot = {{ score: {value}, time: '2026-11-20T12:00:00Z' }}")).await;
            browser.gauge().until(&format!("it.score?.value === {value}")).await;
        }
        painted(browser).await;
        let reached = |detail: &Value| detail["reached"].clone();
        assert_eq!(
            details(browser, "secure-score-target").await.iter().map(reached).collect::<Vec<_>>(),
            [json!(true), json!(false)]
        );
        assert_eq!(
            details(browser, "secure-score-band").await,
            [
                json!({ "band": "Low", "previous": "Medium", "value": 29 }),
                json!({ "band": "High", "previous": "Low", "value": 70 }),
            ]
        );
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_first_score_is_compared_with_the_latest_that_the_past_knows() {
    let test = async |browser: &Browser| {
        let yesterday = ("2026-11-19T12:00:00Z", 300.0);
        serve(browser, 640.0, &[yesterday]);
        browser.open(PUBLISHED).await;
        let band = browser.event("secure-score-band", 1).await;
        assert_eq!(band.detail, json!({ "band": "Fair", "previous": "Low", "value": 640 }));
        browser.event("secure-score-target", 1).await;
        serve(browser, 640.0, &[yesterday, ("2026-11-20T11:00:00Z", 650.0)]);
        browser.open(PUBLISHED).await;
        trend_has(browser, 2).await;
        painted(browser).await;
        assert!(browser.events("secure-score-band").await.is_empty(), "today's point counts");
        assert!(browser.events("secure-score-target").await.is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_reload_tells_nothing_that_the_browser_knows() {
    let test = async |browser: &Browser| {
        let page = r#"<secure-score-gauge src="/score.json" history="local" bands="0 Low, 400 Fair" target="500"></secure-score-gauge>"#;
        browser.server.reply("/score.json", score("2026-11-19T12:00:00Z", 300.0));
        browser.open(page).await;
        trend_has(browser, 1).await;
        browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0));
        browser.open(&[page, &page.replace("gauge src", "gauge id=second src")].concat()).await;
        browser.event("secure-score-band", 2).await;
        browser.event("secure-score-target", 2).await;
        let told: Vec<String> =
            browser.events("secure-score-band").await.into_iter().map(|event| event.target).collect();
        assert_eq!(told, ["secure-score-gauge", "second"], "each gauge tells");
        let _: bool =
            browser.wait("host.until(() => Object.values(localStorage).some((text) => text.includes('640')))").await;
        browser.open(page).await;
        trend_has(browser, 2).await;
        painted(browser).await;
        assert!(browser.events("secure-score-band").await.is_empty());
        assert!(browser.events("secure-score-target").await.is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_fall_is_told_once_a_page() {
    let test = async |browser: &Browser| {
        let past = [("2026-11-10T12:00:00Z", 900.0), ("2026-11-14T12:00:00Z", 700.0), ("2026-11-18T12:00:00Z", 690.0)];
        for (alert, value, expected) in [
            ("60", 640.0, json!({ "points": 60, "since": "2026-11-14T12:00:00Z", "from": 700, "value": 640 })),
            ("61", 640.0, json!(null)),
            ("6%", 640.0, json!({ "points": 60, "since": "2026-11-14T12:00:00Z", "from": 700, "value": 640 })),
            (
                "1 over 5 days",
                640.0,
                json!({ "points": 50, "since": "2026-11-18T12:00:00Z", "from": 690, "value": 640 }),
            ),
            ("1 over 1 day", 640.0, json!(null)),
            (
                "1 over 10 days",
                640.0,
                json!({ "points": 260, "since": "2026-11-10T12:00:00Z", "from": 900, "value": 640 }),
            ),
            ("1", 710.0, json!(null)),
            ("0", 640.0, json!(null)),
        ] {
            serve(browser, value, &past);
            browser
                .open(&PUBLISHED.replace("<secure-score-gauge", &format!("<secure-score-gauge drop-alert={alert:?}")))
                .await;
            trend_has(browser, 4).await;
            painted(browser).await;
            let told = details(browser, "secure-score-drop").await;
            assert_eq!(told, expected.is_object().then_some(expected).into_iter().collect::<Vec<_>>(), "{alert}");
            if !told.is_empty() {
                browser.server.reply("/score.json", score("2026-11-20T13:00:00Z", 600.0));
                browser.run("await host.turn(1100); await gauge.refresh()").await;
                browser.run("const again = gauge.cloneNode(); gauge.remove(); document.body.append(again)").await;
                trend_has(browser, 4).await;
                painted(browser).await;
                assert_eq!(browser.events("secure-score-drop").await.len(), 1, "{alert}");
            }
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn gauges_with_other_alerts_tell_nothing_again() {
    let test = async |browser: &Browser| {
        let past = [("2026-11-14T12:00:00Z", 700.0), ("2026-11-18T12:00:00Z", 690.0)];
        serve(browser, 640.0, &past);
        let with = |alert: &str| {
            PUBLISHED.replace("<secure-score-gauge", &format!("<secure-score-gauge drop-alert={alert:?}"))
        };
        browser.open(&["60", "6%", "1", "30 over 7 days"].map(with).concat()).await;
        let _: bool = browser.wait("host.until(() => gauges.every((one) => one.trend.length === 3))").await;
        painted(browser).await;
        let told = details(browser, "secure-score-drop").await;
        let expected = json!({ "points": 60, "since": "2026-11-14T12:00:00Z", "from": 700, "value": 640 });
        assert_eq!(told, [expected], "one for the page");
        // A gauge that looks less far back finds the fall from another point.
        browser.run("gauges[0].dropAlert = '30 over 3 days'").await;
        let other = browser.event("secure-score-drop", 2).await;
        assert_eq!(other.detail, json!({ "points": 50, "since": "2026-11-18T12:00:00Z", "from": 690, "value": 640 }));
        browser.run("gauges[1].dropAlert = '10 over 3 days'; gauges[2].dropAlert = '50 over 6 days'").await;
        painted(browser).await;
        assert_eq!(details(browser, "secure-score-drop").await.len(), 2);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn where_lower_is_better_a_rise_is_the_fall() {
    let test = async |browser: &Browser| {
        serve(browser, 40.0, &[("2026-11-18T12:00:00Z", 20.0), ("2026-11-19T12:00:00Z", 90.0)]);
        browser
            .open(
                r#"<secure-score-gauge metric="exposure-score" src="/score.json" history="/history.json" drop-alert="20%"></secure-score-gauge>
                   <secure-score-gauge id="off" metric="exposure-score" src="/score.json" drop-alert="20%"></secure-score-gauge>"#,
            )
            .await;
        let told = browser.event("secure-score-drop", 1).await;
        assert_eq!(told.detail, json!({ "points": 20, "since": "2026-11-18T12:00:00Z", "from": 20, "value": 40 }));
        browser.gauge_by_id("off").until("it.score?.value === 40").await;
        painted(browser).await;
        assert_eq!(browser.events("secure-score-drop").await.len(), 1, "without a history nothing is known");
    };
    topic().run(test).await;
}
