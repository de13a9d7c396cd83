//! The request, as the server saw it.

use devserver::{Options, Recorded, Reply, api};
use secure_score_tests::{Browser, every_engine, topic};

use crate::scene::{API, GAUGE, open_with_callback};

/// Headers that browsers add by themselves, whatever a page asks for.
const BROWSERS_OWN: &[&str] = &[
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "dnt",
    "host",
    "origin",
    "pragma",
    "priority",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "sec-gpc",
    "te",
    "user-agent",
];

fn is_to_the_letter(request: &Recorded, token: Option<&str>) {
    assert_eq!((request.method.as_str(), request.body.len(), request.query.as_deref()), ("GET", 0, None));
    let authorization = token.map(|token| format!("Bearer {token}"));
    let mut wanted = vec![("accept", "application/json")];
    wanted.extend(authorization.as_deref().map(|value| ("authorization", value)));
    let mut own: Vec<(&str, &str)> = request
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| !BROWSERS_OWN.contains(name))
        .collect();
    own.sort_unstable();
    assert_eq!(own, wanted, "one Accept, one Authorization, no cookie, no referrer, nothing else");
    // A file may be kept, as long as it is asked about each time.
    let caching = if token.is_some() { &["no-cache"][..] } else { &["no-cache", "max-age=0"] };
    for (name, values) in
        [("sec-fetch-mode", &["cors"][..]), ("cache-control", caching), ("sec-fetch-dest", &["empty"])]
    {
        assert!(request.header(name).is_none_or(|sent| values.contains(&sent)), "{name}: {:?}", request.header(name));
    }
}

#[tokio::test]
async fn the_request_is_the_documented_one_to_the_header() {
    let test = async |browser: &Browser| {
        // A cookie that a careless request would carry.
        browser.server.header("/host.html", "set-cookie", "session=of-the-host; Path=/");
        open_with_callback(browser).await;
        browser.event("secure-score-load", 1).await;
        let requests = browser.server.requests(API);
        assert_eq!(requests.len(), 1);
        is_to_the_letter(&requests[0], Some("a-token"));
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn across_origins_too_with_one_preflight_at_most() {
    let test = async |browser: &Browser| {
        let api = Options::new().start().unwrap();
        browser.open(&format!(r#"<secure-score-gauge api-base="{}"></secure-score-gauge>"#, api.origin())).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.event("secure-score-load", 1).await;
        is_to_the_letter(&api.request(api::SCORE_PATH, 1).await, Some("a-token"));
        assert_eq!(api.requests(api::SCORE_PATH).len(), 1);
        assert!(api.received().iter().filter(|request| request.is_preflight()).count() <= 1);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_published_file_is_asked_for_without_authorization() {
    let test = async |browser: &Browser| {
        browser.server.reply("/score.json", Reply::score("512"));
        browser.open(r#"<secure-score-gauge src="/score.json"></secure-score-gauge>"#).await;
        browser.run("gauge.getToken = host.tokens(['a-token']); gauge.setToken('another')").await;
        browser.gauge().reads("value", "512").await;
        for request in browser.server.requests("/score.json") {
            is_to_the_letter(&request, None);
        }
        assert!(browser.token_calls().await.is_empty(), "no token is asked for");
        assert!(browser.server.requests(API).is_empty());
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_root_of_the_api_may_carry_a_path_and_a_slash() {
    let test = async |browser: &Browser| {
        for base in ["/a/b", "/a/b/", "a/b"] {
            browser.server.forget_requests();
            browser.open(&format!(r#"<secure-score-gauge api-base="{base}"></secure-score-gauge>"#)).await;
            browser.run("gauge.setToken('a-token')").await;
            browser.gauge().becomes("ready").await;
            assert_eq!(browser.server.requests("/a/b/api/configurationScore").len(), 1, "{base}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_redirect_is_refused_and_the_token_stays() {
    let test = async |browser: &Browser| {
        let elsewhere = Options::new().start().unwrap();
        for target in [elsewhere.url("/stolen"), "/defender/elsewhere".to_owned()] {
            browser.server.reply(API, Reply::redirect(&target));
            open_with_callback(browser).await;
            let error = browser.event("secure-score-error", 1).await;
            assert!(["redirected", "network"].contains(&error.detail["code"].as_str().unwrap()), "{error:?}");
            assert!(elsewhere.received().is_empty());
            assert!(browser.server.requests("/defender/elsewhere").is_empty());
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_insecure_address_is_never_asked() {
    let test = async |browser: &Browser| {
        let with_password = browser.server.origin().replace("http://", "http://user:password@");
        for base in ["http://api.invalid", with_password.as_str(), "ftp://127.0.0.1"] {
            browser.open(&format!(r#"<secure-score-gauge api-base="{base}"></secure-score-gauge>"#)).await;
            browser.run("gauge.setToken('a-token')").await;
            let error = browser.event("secure-score-error", 1).await;
            assert_eq!(error.detail["code"], "insecure-url", "{base}");
            browser.gauge().becomes("error").await;
            assert!(browser.server.requests(api::SCORE_PATH).is_empty(), "{base}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_request_without_answer_ends_after_30_seconds() {
    let test = async |browser: &Browser| {
        for (reply, stalls) in [(Reply::never(), false), (Reply::documented().stalled_after(60), true)] {
            browser.server.forget_requests();
            browser.server.replies(API, [reply]);
            browser.stop_clocks(crate::scene::MORNING);
            browser.open(GAUGE).await;
            browser.run("gauge.setToken('a-token')").await;
            browser.server.request(API, 1).await;
            browser.pass(crate::scene::seconds(29)).await;
            assert!(browser.error_codes().await.is_empty());
            browser.pass(crate::scene::seconds(2)).await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "timeout");
            if stalls {
                browser.server.answered(API, 1).await;
            } else {
                browser.server.abandoned(API, 1).await;
            }
        }
    };
    topic().run(test).await;
}
