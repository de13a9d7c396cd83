//! Host pages under policies stricter than most.

use secure_score_tests::{Browser, topic};

use crate::scene::{GAUGE, open_with_token};

#[tokio::test]
async fn trusted_types_are_no_obstacle() {
    let test = async |browser: &Browser| {
        let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src data:; require-trusted-types-for 'script'; trusted-types 'none'";
        browser.server.header("/host.html", "content-security-policy", policy);
        open_with_token(browser).await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_page_that_wraps_fetch_and_its_errors_is_survived() {
    let test = async |browser: &Browser| {
        let head = r#"<script>
            const original = fetch;
            window.fetch = (...asked) => asked[0]?.url?.includes('/api/') ? Promise.reject('a text, and no Error') : original(...asked);
            </script><script type="module" src="/secure-score-gauge.js"></script>"#;
        browser.open_page(head, GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "network");
        browser.run("window.fetch = original").await;
        browser.run("await gauge.refresh()").await;
        browser.gauge().reads("value", "340").await;
    };
    topic().run(test).await;
}
