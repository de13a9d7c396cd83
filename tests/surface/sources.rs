//! One of three sources: snapshot before file before API.

use devserver::Reply;
use secure_score_tests::{Browser, topic};

use crate::scene::{API, asked};

#[tokio::test]
async fn snapshot_beats_src_beats_the_api_and_each_falls_back_to_the_next() {
    let test = async |browser: &Browser| {
        browser.server.reply("/score.json", Reply::score("512"));
        browser.open(r#"<secure-score-gauge api-base="/defender" src="/score.json"></secure-score-gauge>"#).await;
        browser
            .run(
                "gauge.getToken = host.tokens(['a-token']); \
                 gauge.snapshot = { score: 777, time: '2026-01-02T03:04:05Z' }",
            )
            .await;
        let gauge = browser.gauge();
        gauge.reads("value", "777").await;
        assert_eq!(gauge.value("it.score.value").await, 777);
        browser.run("gauge.snapshot = null").await;
        gauge.reads("value", "512").await;
        assert_eq!(asked(browser), 0, "the file comes before the API");
        browser.run("gauge.removeAttribute('src')").await;
        gauge.reads("value", "340").await;
        assert_eq!(browser.server.request(API, 1).await.header("authorization"), Some("Bearer a-token"));
        browser.run("gauge.snapshot = { score: 1, time: '2026-01-02T03:04:05Z' }").await;
        gauge.until("it.score.value === 1").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn with_a_snapshot_nothing_is_fetched() {
    let test = async |browser: &Browser| {
        let page = "<script type=module>customElements.whenDefined('secure-score-gauge').then(() => { gauge.snapshot = \
                    { score: 777.5, time: '2026-01-02T03:04:05Z' }; gauge.getToken = host.tokens(['a-token']) })</script>";
        browser
            .open_page(
                r#"<script type="module" src="/secure-score-gauge.js"></script>"#,
                &format!(r#"<secure-score-gauge api-base="/defender"></secure-score-gauge>{page}"#),
            )
            .await;
        browser.gauge().reads("value", "777").await;
        browser.gauge().becomes("ready").await;
        assert_eq!(browser.gauge().value("new Date(it.score.time).toISOString()").await, "2026-01-02T03:04:05.000Z");
        assert_eq!(asked(browser), 0);
        assert!(browser.token_calls().await.is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_wrong_snapshot_is_refused_with_a_code() {
    let test = async |browser: &Browser| {
        for snapshot in [
            "{ score: -1, time: '2026-01-02T03:04:05Z' }",
            "{ score: NaN, time: '2026-01-02T03:04:05Z' }",
            "{ score: '340', time: '2026-01-02T03:04:05Z' }",
            "{ score: 340, time: 'yesterday' }",
            "{ score: 340 }",
            "{}",
        ] {
            browser.open("<secure-score-gauge></secure-score-gauge>").await;
            browser.run(&format!("gauge.snapshot = {snapshot}")).await;
            let error = browser.event("secure-score-error", 1).await;
            assert_eq!(error.detail["code"], "invalid-response", "{snapshot}");
            assert_eq!(browser.gauge().value("it.score").await, serde_json::Value::Null, "{snapshot}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_missing_file_is_not_found() {
    let test = async |browser: &Browser| {
        browser.open(r#"<secure-score-gauge src="/none.json"></secure-score-gauge>"#).await;
        let error = browser.event("secure-score-error", 1).await;
        assert_eq!((&error.detail["code"], &error.detail["status"]), (&"not-found".into(), &404.into()));
    };
    topic().run(test).await;
}
