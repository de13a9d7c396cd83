//! A gauge behind the proxy.

use devserver::{Reply, api};
use secure_score_tests::{Browser, topic};
use serde_json::{Value, json};

use super::servers::{Kind, Proxy};

/// A host page under the recipe's own policy: its script is a file.
const PAGE: &str = r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>
<script type="module" src="portal.js"></script><script type="module" src="secure-score-gauge.js"></script>
<secure-score-gauge api-base="/defender">Secure score: see the Defender portal</secure-score-gauge>"#;

const SCRIPT: &str = "window.heard = [];
window.refused = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => refused.push([violatedDirective, blockedURI]));
for (const name of ['load', 'error']) {
  addEventListener(`secure-score-${name}`, ({ detail }) => heard.push([name, detail.value ?? detail.code]));
}
window.after = async (count) => { while (heard.length < count) await new Promise((resolve) => setTimeout(resolve, 10)); return heard; };
await customElements.whenDefined('secure-score-gauge');
document.querySelector('secure-score-gauge').getToken = async () => 'a-token';";

async fn open(browser: &Browser, proxy: &Proxy) {
    proxy.write("portal.html", PAGE);
    proxy.write("portal.js", SCRIPT);
    browser.client.goto(&proxy.url("/portal.html")).await.unwrap();
}

#[tokio::test]
async fn a_score_comes_through_with_the_token_and_nothing_else() {
    let test = async |browser: &Browser| {
        for kind in [Kind::Nginx, Kind::Caddy] {
            browser.server.forget_requests();
            let proxy = Proxy::start(kind, &browser.server);
            open(browser, &proxy).await;
            assert_eq!(browser.wait::<Value>("window.after(1)").await, json!([["load", 340]]), "{kind:?}");
            assert_eq!(browser.value::<Value>("window.refused").await, json!([]), "{kind:?}");
            let asked = browser.server.requests(api::SCORE_PATH);
            assert_eq!(asked.len(), 1, "{kind:?}");
            let known = ["accept", "authorization", "host"];
            let mut others = asked[0].headers.iter().filter(|(name, _)| !known.contains(&name.as_str()));
            assert!(others.next().is_none(), "{kind:?}: {:?}", asked[0].headers);
            assert_eq!(asked[0].header("authorization"), Some("Bearer a-token"), "{kind:?}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_the_api_says_comes_through_as_its_code() {
    let test = async |browser: &Browser| {
        for kind in [Kind::Nginx, Kind::Caddy] {
            let proxy = Proxy::start(kind, &browser.server);
            for (reply, code) in [
                (Reply::error(403, "Forbidden"), "forbidden"),
                (Reply::error(429, "TooManyRequests").retry_after(600), "throttled"),
                (Reply::error(500, "InternalServerError"), "server"),
                (Reply::error(404, "NotFound"), "not-found"),
                (Reply::redirect("https://login.example/"), "redirected"),
                (Reply::new(200, "text/html", "<!doctype html><title>Sign in</title>"), "invalid-response"),
                (Reply::reset(), "server"),
            ] {
                browser.server.reply(api::SCORE_PATH, reply);
                open(browser, &proxy).await;
                assert_eq!(browser.wait::<Value>("window.after(1)").await[0], json!(["error", code]), "{kind:?}");
            }
            browser.server.as_before(api::SCORE_PATH);
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_frame_is_for_the_page_that_the_recipe_names() {
    let test = async |browser: &Browser| {
        for kind in [Kind::Nginx, Kind::Caddy] {
            let proxy = Proxy::start(kind, &browser.server);
            proxy.write("frame.json", &json!({ "parents": [browser.server.origin()] }).to_string());
            let iframe =
                format!(r#"<iframe title="Score" src="{}"></iframe>"#, proxy.url("/frame.html?api-base=/defender"));
            let connect = "window.heard = [], import('/secure-score-frame.js').then(({ connectFrame }) => { \
                               const iframe = document.querySelector('iframe'); \
                               window.frame = connectFrame(iframe, { origin: new URL(iframe.src).origin, getToken: () => 'a-token', \
                                                                     onEvent: ({ type }) => heard.push(type) }); })";
            browser.open_page("", &iframe).await;
            let _: Value = browser.value(&format!("({connect}, 1)")).await;
            let _: bool = browser.wait("host.until(() => heard.includes('secure-score-load'))").await;
            // Another page: the browser itself shows nothing of it.
            let other = devserver::Options::new().start().unwrap();
            browser.server.forget_requests();
            other.page("/other.html", iframe);
            browser.client.goto(&other.url("/other.html")).await.unwrap();
            browser.client.clone().enter_frame(0).await.unwrap();
            assert!(browser.value::<bool>("!document.querySelector('main')").await, "{kind:?}");
            browser.client.clone().enter_parent_frame().await.unwrap();
            assert!(browser.server.received().is_empty(), "{kind:?}");
        }
    };
    topic().run(test).await;
}
