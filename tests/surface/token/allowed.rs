//! `allowedOrigins`: to which origins alone a token may go.

use devserver::{Options, api};
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::scene::{GAUGE, asked};

const CLASS: &str = "const { SecureScoreGauge: it } = await import('/secure-score-gauge.js')";

#[tokio::test]
async fn an_origin_that_is_not_listed_is_refused_before_anybody_is_asked() {
    let test = async |browser: &Browser| {
        let api = Options::new().start().unwrap();
        let listed = format!(r#"<secure-score-gauge id="listed" api-base="{}"></secure-score-gauge>"#, api.origin());
        browser.open(&format!("{GAUGE}{listed}")).await;
        browser
            .run(&format!(
                "{CLASS}; it.allowedOrigins = ['{}']; window.one = host.tokens(['a-token']); it.getToken = one",
                api.origin()
            ))
            .await;
        browser.gauge_by_id("listed").reads("value", "340").await;
        let error = browser.event("secure-score-error", 1).await;
        assert_eq!(error.detail["code"], "insecure-url", "the page's own origin is no exception");
        assert_eq!((asked(browser), browser.token_calls().await.len()), (0, 1));
        assert_eq!(api.requests(api::SCORE_PATH).len(), 1);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn gauges_that_run_already_keep_to_it_too() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().becomes("ready").await;
        browser.run(&format!("{CLASS}; it.allowedOrigins = ['https://api.example']")).await;
        browser.gauge().becomes("error").await;
        assert_eq!(browser.error_codes().await, ["insecure-url"]);
        assert_eq!(browser.gauge().value("it.score").await, Value::Null);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn it_is_set_once_and_to_origins_alone() {
    let test = async |browser: &Browser| {
        browser.open("").await;
        let thrown = |value: &str| {
            format!(
                "import('/secure-score-gauge.js').then(({{ SecureScoreGauge: it }}) => {{ try {{ it.allowedOrigins = {value}; return 'none' }} \
                 catch (error) {{ return error.name }} }})"
            )
        };
        for wrong in [
            "null",
            "undefined",
            "'https://a.example'",
            "new Set(['https://a.example'])",
            "['https://a.example/']",
            "['https://a.example/path']",
            "['http://a.example']",
            "['*']",
            "['null']",
            "[7]",
            "['https://user@a.example']",
        ] {
            assert_eq!(browser.wait::<String>(&thrown(wrong)).await, "TypeError", "{wrong}");
        }
        let of = "customElements.get('secure-score-gauge').allowedOrigins";
        assert_eq!(browser.value::<Value>(of).await, Value::Null);
        let good = "['https://a.example', location.origin, 'http://localhost:8080']";
        assert_eq!(browser.wait::<String>(&thrown(good)).await, "none");
        assert!(browser.value::<bool>(&format!("Object.isFrozen({of}) && {of}.length === 3")).await);
        assert_eq!(browser.wait::<String>(&thrown(good)).await, "TypeError", "once");
    };
    topic().run(test).await;
}
