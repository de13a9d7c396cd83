//! Where a token may go: to the origin that it was given for, and nowhere else.

use devserver::{Options, Recorded, Reply, Server, api};
use secure_score_tests::{Browser, Engine, every_engine, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE};

const TOKEN: &str = "s3cr3t";

/// Whether the token is anywhere in a request.
fn holds_token(request: &Recorded) -> bool {
    let body = String::from_utf8_lossy(&request.body);
    request.path.contains(TOKEN)
        || request.query.as_deref().is_some_and(|query| query.contains(TOKEN))
        || request.headers.iter().any(|(_, value)| value.contains(TOKEN))
        || body.contains(TOKEN)
}

/// The server never saw the token.
fn never_saw_it(server: &Server, what: &str) {
    let seen: Vec<_> = server.received().into_iter().filter(holds_token).collect();
    assert!(seen.is_empty(), "{what}: {seen:?}");
}

fn gauge_at(base: &str) -> String {
    format!(r#"<secure-score-gauge api-base="{base}"></secure-score-gauge>"#)
}

#[tokio::test]
async fn redirects_are_refused_wherever_they_lead() {
    let test = async |browser: &Browser| {
        let elsewhere = Options::new().start().unwrap();
        let to = [
            elsewhere.url("/api/configurationScore"),
            browser.server.url("/stolen"),
            "/stolen".to_owned(),
            "//127.0.0.1:1/api/configurationScore".to_owned(),
            "data:application/json,{\"score\":1,\"time\":\"2019-12-03T09:15:58Z\"}".to_owned(),
        ];
        for status in [301, 302, 303, 307, 308] {
            for location in &to {
                browser.server.reply(API, Reply::status(status).header("location", location));
                browser.open(GAUGE).await;
                browser.run(&format!("gauge.setToken('{TOKEN}')")).await;
                let error = browser.event("secure-score-error", 1).await;
                assert_eq!(error.detail["code"], "redirected", "{status} to {location}");
                assert_eq!(browser.gauge().value("it.score").await, Value::Null, "{status} to {location}");
            }
        }
        assert!(elsewhere.received().is_empty(), "{:?}", elsewhere.received());
        assert!(browser.server.requests("/stolen").is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn across_origins_redirects_are_refused_too() {
    let test = async |browser: &Browser| {
        let (api, elsewhere) = (Options::new().start().unwrap(), Options::new().start().unwrap());
        for location in [elsewhere.url(api::SCORE_PATH), browser.server.url(API), api.url("/stolen")] {
            api.reply(api::SCORE_PATH, Reply::redirect(&location));
            browser.open(&gauge_at(&api.origin())).await;
            browser.run(&format!("gauge.setToken('{TOKEN}')")).await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "redirected", "{location}");
            // To learn that it was a redirect the gauge asks once more, and shows no token for
            // that.
            let mut asked = api.received().into_iter().filter(|request| request.method == "GET");
            assert!(asked.any(|request| !holds_token(&request)), "{location}");
            api.forget_requests();
        }
        assert!(elsewhere.received().is_empty(), "{:?}", elsewhere.received());
        assert!(api.requests("/stolen").is_empty());
        never_saw_it(&browser.server, "the page's own origin");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn what_is_no_safe_address_is_never_asked() {
    let test = async |browser: &Browser| {
        let origin = browser.server.origin();
        let host = origin.trim_start_matches("http://").to_owned();
        for base in [
            format!("http://user@{host}"),
            format!("http://user:password@{host}/defender"),
            format!("http://:password@{host}"),
            "http://api.securitycenter.microsoft.com".to_owned(),
            "http://portal.localhost.evil.example".to_owned(),
            "http://127.0.0.1.evil.example".to_owned(),
            "http://localhost@evil.example".to_owned(),
            "ws://127.0.0.1".to_owned(),
            "ftp://127.0.0.1".to_owned(),
            "file:///etc".to_owned(),
            "data:application/json,{}".to_owned(),
            "blob:null/x".to_owned(),
            "javascript:host.hit=1".to_owned(),
            "java\tscript:host.hit=1".to_owned(),
        ] {
            browser.open(&gauge_at(&base.replace('\t', "&#9;"))).await;
            browser.run(&format!("gauge.setToken('{TOKEN}')")).await;
            let error = browser.event("secure-score-error", 1).await;
            assert_eq!(error.detail["code"], "insecure-url", "{base}");
            browser.run("await gauge.refresh().catch(() => null)").await;
            never_saw_it(&browser.server, &base);
        }
        assert_eq!(browser.value::<Value>("host.hit ?? null").await, Value::Null);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_is_relative_to_another_host_is_not_the_pages_own() {
    let test = async |browser: &Browser| {
        browser.open("").await;
        let page = format!(
            "const base = document.createElement('base'); base.href = 'http://other.example/'; document.head.append(base); \
             const it = document.createElement('secure-score-gauge'); it.apiBase = '/defender'; it.setToken('{TOKEN}'); \
             document.body.append(it)"
        );
        browser.run(&page).await;
        let error = browser.event("secure-score-error", 1).await;
        assert_eq!(error.detail["code"], "insecure-url");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn no_cookie_and_no_referrer_go_along() {
    let test = async |browser: &Browser| {
        // On one host cookies know no ports: a careless request to the other origin would carry
        // this one.
        let api = Options::new().start().unwrap();
        for (base, server, path) in
            [("/defender".to_owned(), &browser.server, API), (api.origin(), &api, api::SCORE_PATH)]
        {
            browser.server.header("/host.html", "set-cookie", "session=of-the-host; Path=/");
            browser.server.header("/host.html", "referrer-policy", "unsafe-url");
            browser.open(&gauge_at(&base)).await;
            assert_eq!(browser.value::<String>("document.cookie").await, "session=of-the-host");
            browser.run(&format!("gauge.setToken('{TOKEN}')")).await;
            browser.event("secure-score-load", 1).await;
            let asked = server.request(path, 1).await;
            assert_eq!((asked.header("cookie"), asked.header("referer")), (None, None), "{base}");
            assert_eq!(asked.header("authorization"), Some("Bearer s3cr3t"), "{base}");
            let holding = server.received().iter().filter(|request| holds_token(request)).count();
            assert_eq!(holding, 1, "{base}: in one header of one request");
            // What a diagnosis asks by itself is as careful.
            let _: Value = browser.wait("gauge.diagnose()").await;
            let asked = server.requests(path);
            assert!(asked.len() >= 3, "{base}: {asked:?}");
            let careless = |request: &Recorded| request.header("cookie").or(request.header("referer")).is_some();
            assert!(!asked.iter().any(careless), "{base}: {asked:?}");
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn another_origin_drops_the_token_for_good() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        for change in [
            format!("gauge.apiBase = '{}'", other.origin()),
            format!("gauge.setAttribute('api-base', '{}')", other.origin()),
            // Even for a moment, and even before the gauge looked.
            format!("gauge.apiBase = '{}'; await host.turn(30); gauge.apiBase = '/defender'", other.origin()),
            "gauge.removeAttribute('api-base')".to_owned(),
            "gauge.apiBase = 'http://insecure.example'; await host.turn(30); gauge.apiBase = '/defender'".to_owned(),
        ] {
            browser.server.forget_requests();
            browser.open(GAUGE).await;
            browser.run(&format!("gauge.setToken('{TOKEN}')")).await;
            browser.gauge().becomes("ready").await;
            assert_eq!(browser.server.requests(API).len(), 1);
            browser.run(&change).await;
            browser.gauge().becomes("idle").await;
            browser.run("await gauge.refresh().catch(() => null); await host.turn(50)").await;
            never_saw_it(&other, &change);
            assert_eq!(browser.server.requests(API).len(), 1, "{change}: not even at the old place again");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_token_is_for_the_origin_at_which_it_was_given_whatever_else_is_the_source() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        for (what, body, before, after) in [
            (
                "before it is connected",
                "",
                "window.it = document.createElement('secure-score-gauge'); it.apiBase = '/defender'",
                "document.body.append(it)",
            ),
            (
                "with a file",
                GAUGE,
                "window.it = gauge; it.src = '/sample/score.json'; await host.turn(30)",
                "await host.turn(30); it.src = null",
            ),
            (
                "with a snapshot",
                GAUGE,
                "window.it = gauge; it.snapshot = { score: 1, time: '2026-01-01T00:00:00Z' }; await host.turn(30)",
                "await host.turn(30); it.snapshot = null",
            ),
        ] {
            browser.open(body).await;
            browser.run(&format!("{before}; it.setToken('{TOKEN}'); it.apiBase = '{}'; {after}", other.origin())).await;
            browser.run("await it.refresh().catch((error) => { window.code = error.code })").await;
            assert_eq!(browser.value::<String>("window.code").await, "no-token", "{what}");
            never_saw_it(&other, what);
            never_saw_it(&browser.server, what);
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_token_that_comes_with_another_origin_is_for_that_one() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('an-earlier-token')").await;
        browser.gauge().becomes("ready").await;
        browser.run(&format!("gauge.apiBase = '{}'; gauge.setToken('{TOKEN}')", other.origin())).await;
        other.request(api::SCORE_PATH, 1).await;
        browser.gauge().becomes("ready").await;
        let asked = other.requests(api::SCORE_PATH);
        assert_eq!(asked.iter().filter_map(|one| one.header("authorization")).collect::<Vec<_>>(), ["Bearer s3cr3t"]);
        never_saw_it(&browser.server, "the earlier origin");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_path_of_the_same_origin_keeps_it() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run(&format!("gauge.setToken('{TOKEN}')")).await;
        browser.gauge().becomes("ready").await;
        browser.run("gauge.apiBase = '/other'").await;
        let asked = browser.server.request("/other/api/configurationScore", 1).await;
        assert_eq!(asked.header("authorization"), Some("Bearer s3cr3t"));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_second_gauge_never_gets_it() {
    let test = async |browser: &Browser| {
        browser.open(&GAUGE.repeat(2)).await;
        browser.run(&format!("gauges[0].setToken('{TOKEN}')")).await;
        browser.gauge().becomes("ready").await;
        browser
            .run(
                "await gauges[1].refresh().catch(() => null); const clone = gauges[0].cloneNode(true); clone.id = 'clone'; \
                 document.body.append(clone); await clone.refresh().catch(() => null); await host.turn(50)",
            )
            .await;
        let states: Vec<String> = browser.value("gauges.map((one) => one.state)").await;
        assert_eq!(states, ["ready", "idle", "idle"]);
        browser.run("gauges[1].getToken = host.tokens(['its-own'])").await;
        browser.server.request(API, 2).await;
        let sent: Vec<_> = browser.server.requests(API).into_iter().filter(holds_token).collect();
        assert_eq!(sent.len(), 1);
    };
    topic().run(test).await;
}

/// A gauge before its page's own API, which tells the page around it what becomes of it.
const INNER: &str = r#"<!doctype html><title>Inner</title>
    <script type="module" src="/secure-score-gauge.js"></script>
    <secure-score-gauge api-base="/defender"></secure-score-gauge>
    <script type="module">
      const gauge = document.querySelector('secure-score-gauge');
      let calls = 0;
      const tell = (what) => parent.postMessage(`${what}, ${calls} calls`, '*');
      gauge.addEventListener('secure-score-load', ({ detail }) => tell(detail.value));
      gauge.addEventListener('secure-score-error', ({ detail }) => tell(detail.code));
      gauge.getToken = async () => { calls += 1; return 's3cr3t' };
    </script>"#;

#[tokio::test]
async fn what_is_the_pages_own_goes_by_its_origin_and_not_by_its_address() {
    let test = async |browser: &Browser| {
        // Chromium alone can be told where a host is.
        if browser.engine != Engine::Chromium {
            return;
        }
        // Of a host that is no loopback: there, http is for the page's own origin alone.
        let port = browser.server.origin().rsplit(':').next().unwrap_or_default().to_owned();
        let portal = format!("http://portal.test:{port}");
        browser.server.page("/inner.html", INNER);
        browser.server.reply("/inner.txt", Reply::new(200, "text/plain", INNER));
        for (what, frame, told) in [
            ("a document of the page's own", "frame.srcdoc = text", "340, 1 calls"),
            (
                "an opaque sandbox",
                "frame.sandbox = 'allow-scripts'; frame.src = '/inner.html'",
                "insecure-url, 0 calls",
            ),
            ("an opaque document", "frame.sandbox = 'allow-scripts'; frame.srcdoc = text", "insecure-url, 0 calls"),
        ] {
            browser.server.forget_requests();
            let outer = "<!doctype html><title>Portal</title><script>window.told = new Promise((told) => { \
                onmessage = ({ data }) => told(data) })</script>";
            browser.server.page("/outer.html", outer);
            browser.client.goto(&format!("{portal}/outer.html")).await.unwrap();
            let open = format!(
                "const [done] = arguments; fetch('/inner.txt').then((answer) => answer.text()).then((text) => {{ \
                 const frame = document.createElement('iframe'); {frame}; document.body.append(frame); \
                 return window.told }}).then(done)"
            );
            let heard = browser.client.execute_async(&open, Vec::new()).await.unwrap();
            assert_eq!(heard, told, "{what}");
            let seen: Vec<_> = browser.server.received().into_iter().filter(holds_token).collect();
            assert_eq!(seen.len(), usize::from(told.starts_with("340")), "{what}: {seen:?}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn whoever_hears_that_a_question_is_over_cannot_lead_a_token_to_a_file() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        browser.open(GAUGE).await;
        // The page shows a file instead when a sign-in is given up.
        let fall_back = "({ signal }) => new Promise(() => signal.addEventListener('abort', () => { \
                         gauge.src = '/sample/score.json'; gauge.getToken = null }))";
        browser.run(&format!("gauge.getToken = {fall_back}; await host.turn(50)")).await;
        browser.run(&format!("gauge.apiBase = '{}'; gauge.setToken('{TOKEN}')", other.origin())).await;
        browser.gauge().until("it.score !== null").await;
        browser.run("await host.turn(1100); await gauge.refresh()").await;
        assert!(browser.server.requests("/sample/score.json").len() > 1);
        never_saw_it(&browser.server, "the file");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_token_that_is_handed_over_while_another_is_cleared_is_sent() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        // It is being renewed when it is cleared.
        let callback = format!(
            "({{ reason, signal }}) => reason === 'initial' ? {{ token: 'an-earlier-token', expiresAt: Date.now() + 1000 }} : \
             new Promise(() => {{ window.renewing = true; signal.addEventListener('abort', () => gauge.setToken('{TOKEN}')) }})"
        );
        browser.run(&format!("gauge.getToken = {callback}")).await;
        let _: bool = browser.wait("host.until(() => window.renewing)").await;
        browser.run("gauge.clearToken()").await;
        browser.server.request(API, 2).await;
        browser.gauge().becomes("ready").await;
        let sent: Vec<_> = browser.server.requests(API).into_iter().skip(1).collect();
        assert!(sent.iter().all(holds_token), "{sent:?}");
    };
    topic().run(test).await;
}
