//! The web part on a page with SharePoint Online's policy, and a stub of the page that has the
//! types of SharePoint's packages.

use devserver::Reply;
use secure_score_tests::{Browser, every_engine};
use serde_json::{Value, json};

use super::page::{examples, until, wait_for_score};

/// Scripts of trusted sources, no inline script, no nonce, no `'wasm-unsafe-eval'`; the README
/// beside the web part says which parts are documented.
const POLICY: &str = "script-src 'self' 'unsafe-eval' 'report-sample'";

const START: &str = "start({ widget: '/secure-score-gauge.js', apiBase: '/defender', source: '', bands: '0 Low, 400 Fair', target: '70%' });";

#[tokio::test]
async fn a_web_part_shows_the_score() {
    let test = async |browser: &Browser| {
        let server = &browser.server;
        server.directory("/part/", examples().join("sharepoint/dist"));
        server.reply("/start.js", Reply::new(200, "text/javascript", START));
        server.header("/host.html", "content-security-policy", POLICY);
        browser
            .open_page(
                r#"<script defer src="/part/host.js"></script><script defer src="/part/SecureScoreWebPart.js"></script><script defer src="/start.js"></script>"#,
                r#"<div id="web-part"></div>"#,
            )
            .await;
        wait_for_score(browser).await;
        assert_eq!(
            browser.value::<Value>("window.asked").await,
            json!([{ "resource": "https://api.securitycenter.microsoft.com", "cached": true }])
        );
        let fields = "window.part.getPropertyPaneConfiguration().pages[0].groups[0].groupFields.map((one) => one.targetProperty).join()";
        assert_eq!(browser.value::<String>(fields).await, "source,bands,target");
        let _: Value = browser.wait("window.part.onDispose()").await;
        let _: bool = browser.wait(&until("!document.querySelector('secure-score-gauge')")).await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}
