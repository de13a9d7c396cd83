//! Attributes: defaults, reflection, and wrong values.

use devserver::Reply;
use secure_score_tests::{Browser, topic};

use crate::scene::GAUGE;

const SNAPSHOT: &str = "gauge.snapshot = { score: 340, time: '2019-12-03T09:15:58Z' }";

#[tokio::test]
async fn a_wrong_value_warns_once_and_falls_back() {
    let test = async |browser: &Browser| {
        for (attribute, value, default) in [
            ("max", "lots", "1000"),
            ("max", "-5", "1000"),
            ("max", "0", "1000"),
            ("refresh-interval", "0.5", "60"),
            ("refresh-interval", "soon", "60"),
            ("stale-after", "never", "24"),
        ] {
            browser.open(&format!(r#"<secure-score-gauge {attribute}="{value}"></secure-score-gauge>"#)).await;
            browser.run(SNAPSHOT).await;
            browser.gauge().reads("value", "340").await;
            let warnings: Vec<_> = browser.said().await;
            assert_eq!(warnings.len(), 1, "{attribute}={value}: {warnings:?}");
            assert_eq!(warnings[0].level, "warn");
            for word in [attribute, value, default] {
                assert!(warnings[0].text.contains(word), "{word} is missing in {:?}", warnings[0].text);
            }
            assert_eq!(browser.gauge().value("it.score.max").await, 1000);
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn good_values_are_quiet_and_reflected() {
    let test = async |browser: &Browser| {
        browser.server.reply("/score.json", Reply::documented());
        browser
            .open(
                r#"<secure-score-gauge api-base="/defender" src="/score.json" max="500" heading="Contoso"
                    refresh-interval="15" stale-after="48"></secure-score-gauge>"#,
            )
            .await;
        browser.run(SNAPSHOT).await;
        browser.gauge().reads("heading", "Contoso").await;
        for (property, value) in [
            ("it.getAttribute('api-base')", "/defender"),
            ("new URL(it.apiBase, location).pathname", "/defender"),
            ("new URL(it.src, location).pathname", "/score.json"),
            ("String(it.max)", "500"),
            ("it.heading", "Contoso"),
            ("String(it.refreshInterval)", "15"),
            ("String(it.staleAfter)", "48"),
        ] {
            assert_eq!(browser.gauge().value(property).await, value, "{property}");
        }
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn properties_are_attributes_too() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run(&format!("gauge.max = 500; gauge.heading = 'Contoso'; {SNAPSHOT}")).await;
        browser.gauge().reads("heading", "Contoso").await;
        assert_eq!(browser.gauge().value("it.getAttribute('max')").await, "500");
        assert_eq!(browser.gauge().value("it.getAttribute('heading')").await, "Contoso");
        browser.gauge().until("it.score.max === 500").await;
        browser.run("gauge.removeAttribute('max'); gauge.heading = 'Fabrikam'").await;
        browser.gauge().until("it.score.max === 1000").await;
        browser.gauge().reads("heading", "Fabrikam").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn properties_set_before_the_definition_count() {
    let test = async |browser: &Browser| {
        let early = "<script>const early = document.querySelector('secure-score-gauge'); early.max = 500; \
                     early.snapshot = { score: 340, time: '2019-12-03T09:15:58Z' };</script>";
        browser.open_page("", &format!(r"<secure-score-gauge></secure-score-gauge>{early}")).await;
        let load = "(document.head.append(Object.assign(document.createElement('script'), \
                    { type: 'module', src: '/secure-score-gauge.js' })), null)";
        let _: serde_json::Value = browser.value(load).await;
        browser.gauge().reads("value", "340").await;
        assert_eq!(browser.gauge().value("it.score.max").await, 500);
    };
    topic().run(test).await;
}
