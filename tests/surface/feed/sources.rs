//! One of three sources: snapshot before file before API.

use devserver::Reply;
use secure_score_tests::{Browser, topic};

use crate::scene::{API, GAUGE, asked};

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
                    { score: 777.5, time: new Date().toISOString() }; gauge.getToken = host.tokens(['a-token']) })</script>";
        browser
            .open_page(
                r#"<script type="module" src="/secure-score-gauge.js"></script>"#,
                &format!(r#"<secure-score-gauge api-base="/defender"></secure-score-gauge>{page}"#),
            )
            .await;
        browser.gauge().reads("value", "777").await;
        browser.gauge().becomes("ready").await;
        let same = "new Date(it.score.time).getTime() === new Date(it.snapshot.time).getTime()";
        assert_eq!(browser.gauge().value(same).await, true);
        assert_eq!(asked(browser), 0);
        assert!(browser.token_calls().await.is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_wrong_snapshot_warns_once_and_the_next_source_counts() {
    let test = async |browser: &Browser| {
        browser.server.reply("/score.json", Reply::score("512"));
        for snapshot in [
            "{ score: -1, time: '2026-01-02T03:04:05Z' }",
            "{ score: NaN, time: '2026-01-02T03:04:05Z' }",
            "{ score: '340', time: '2026-01-02T03:04:05Z' }",
            "{ score: 340, time: 'yesterday' }",
            "{ score: 340 }",
            "{}",
        ] {
            browser.open(r#"<secure-score-gauge src="/score.json"></secure-score-gauge>"#).await;
            browser.run(&format!("gauge.snapshot = {snapshot}")).await;
            browser.gauge().reads("value", "512").await;
            let said = browser.said().await;
            assert_eq!(said.len(), 1, "{snapshot}: {said:?}");
            assert!(said[0].level == "warn" && said[0].text.contains("snapshot"), "{snapshot}: {said:?}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_refused_snapshot_names_its_members_and_never_their_values() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.snapshot = { access_token: 'a-canary-token', score: 'a-canary-score', time: 7 }").await;
        browser.run("await host.turn(50)").await;
        let said = browser.said().await;
        assert_eq!(said.len(), 1, "{said:?}");
        for member in ["access_token: string", "score: string", "time: number"] {
            assert!(said[0].text.contains(member), "{member} is missing in {:?}", said[0].text);
        }
        assert!(!said[0].text.contains("canary"), "{:?}", said[0].text);
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
