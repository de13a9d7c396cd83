//! The API as it is documented, and each failure on request.

mod asking;

use std::io::{ErrorKind, Read, Write};

use asking::{Answer, ask, ask_with};
use devserver::{Options, Reply, Server, api, api::Time, failures::FAILURES};

fn start() -> Server {
    Options::new().start().unwrap()
}

const BEARER: &[(&str, &str)] = &[("authorization", "Bearer some-token")];

#[tokio::test]
async fn without_a_bearer_the_documented_401() {
    let server = start();
    for headers in [&[][..], &[("authorization", "Basic abc")], &[("authorization", "Bearer ")]] {
        let answer = ask_with(&server.url(api::SCORE_PATH), headers).await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.text(), api::error_body("Unauthorized"));
        assert!(answer.header("content-type").starts_with("application/json"));
    }
}

#[tokio::test]
async fn with_a_bearer_the_documented_answer_to_the_byte_under_any_prefix() {
    let server = start();
    for path in ["/api/configurationScore", "/defender/api/configurationScore"] {
        let answer = ask_with(&server.url(path), BEARER).await;
        assert_eq!(
            answer.text(),
            r#"{"@odata.context":"https://api.securitycenter.microsoft.com/api/$metadata#ConfigurationScore/$entity","time":"2019-12-03T09:15:58.1665846Z","score":340}"#
        );
    }
}

#[tokio::test]
async fn the_sisters_and_unknown_resources() {
    let server = start();
    for (path, status, part) in [
        ("/api/exposureScore", 200, r#""score":33.491554051195706"#),
        ("/api/exposureScore/ByMachineGroups", 200, r#""rbacGroupName""#),
        ("/api/machines", 404, "ResourceNotFound"),
    ] {
        let answer = ask_with(&server.url(path), BEARER).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text().contains(part), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn the_time_can_be_now() {
    let server = start();
    server.time(Time::Now);
    let answer = ask_with(&server.url(api::SCORE_PATH), BEARER).await;
    assert!(!answer.text().contains("2019"), "{}", answer.text());
}

#[tokio::test]
async fn a_queue_comes_first_and_then_the_usual_answer() {
    let server = start();
    server.replies(api::SCORE_PATH, [Reply::error(429, "TooManyRequests").retry_after(7), Reply::status(500)]);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(ask_with(&server.url(api::SCORE_PATH), BEARER).await.status);
    }
    assert_eq!(statuses, [429, 500, 200]);
}

#[tokio::test]
async fn a_fixed_reply_stays_until_it_is_taken_back() {
    let server = start();
    server.reply("/x", Reply::new(418, "text/plain", "tea"));
    assert_eq!(ask(&server.url("/x")).await.status, 418);
    assert_eq!(ask(&server.url("/x")).await.text(), "tea");
    server.as_before("/x");
    assert_eq!(ask(&server.url("/x")).await.status, 404);
}

#[tokio::test]
async fn an_answer_can_depend_on_the_request() {
    let server = start();
    server.answer_with(api::SCORE_PATH, |request| match request.header("authorization") {
        Some("Bearer good") => Reply::score("822.0"),
        _ => Reply::error(401, "Unauthorized"),
    });
    let url = server.url(api::SCORE_PATH);
    assert_eq!(ask_with(&url, BEARER).await.status, 401);
    let good = ask_with(&url, &[("authorization", "Bearer good")]).await;
    assert!(good.text().ends_with(r#""score":822.0}"#));
}

#[tokio::test]
async fn named_failures_have_their_status_and_body() {
    let server = start();
    for (name, status, part) in [
        ("unauthorized", 401, r#""code":"Unauthorized""#),
        ("forbidden", 403, "required application permissions"),
        ("403", 403, r#""code":"Forbidden""#),
        ("feature-disabled", 403, r#""code":"DisabledFeature""#),
        ("throttled", 429, r#""code":"TooManyRequests""#),
        ("server", 500, r#""target":"43f4cb08-8fac-4b65-9db1-745c2ae65f3a""#),
        ("gateway", 502, "<h1>"),
        ("418", 418, ""),
        ("empty", 200, ""),
        ("html", 200, "<!doctype html>"),
        ("nonsense", 404, "/fail/throttled"),
    ] {
        let answer = ask_with(&server.url(&format!("/fail/{name}/api/configurationScore")), BEARER).await;
        assert_eq!(answer.status, status, "{name}");
        assert!(answer.text().contains(part), "{name}: {}", answer.text());
    }
}

#[tokio::test]
async fn throttled_says_when_to_come_back_and_lets_a_page_read_it() {
    let server = start();
    let answer = ask_with(&server.url("/fail/throttled/api/configurationScore"), BEARER).await;
    assert_eq!(answer.header("retry-after"), "30");
    assert_eq!(answer.header("access-control-expose-headers"), "retry-after");
}

#[tokio::test]
async fn redirects_point_where_they_say() {
    let server = start();
    for (name, location) in [("redirect", api::SCORE_PATH), ("redirect-away", "https://login.invalid/")] {
        let answer = ask(&server.url(&format!("/fail/{name}/api/configurationScore"))).await;
        assert_eq!((answer.status, answer.header("location")), (302, location));
    }
}

#[tokio::test]
async fn broken_bodies_break() {
    let server = start();
    for name in ["reset-midway", "truncated", "reset"] {
        let url = server.url(&format!("/fail/{name}/api/configurationScore"));
        assert!(Answer::to(&url, BEARER).await.is_err(), "{name}");
    }
    let huge = ask(&server.url("/fail/huge/api/configurationScore")).await;
    assert_eq!(huge.body.len(), 1 << 20);
}

/// What a plain socket sees: the bytes that came, and how it ended.
fn raw(server: &Server, path: &str) -> (Vec<u8>, std::io::Result<()>) {
    let mut socket = std::net::TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    write!(socket, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut seen = Vec::new();
    let end = socket.read_to_end(&mut seen).map(drop);
    (seen, end)
}

#[test]
fn a_reset_is_a_reset_on_the_wire() {
    let server = start();
    let (seen, end) = raw(&server, "/fail/reset/x");
    assert!(seen.is_empty());
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);

    let (seen, end) = raw(&server, "/fail/reset-midway/x");
    assert!(String::from_utf8_lossy(&seen).contains("@odata.context"));
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);

    let (seen, end) = raw(&server, "/fail/truncated/x");
    assert!(String::from_utf8_lossy(&seen).contains("content-length"));
    assert!(end.is_ok(), "a truncated body ends in order");
}

#[test]
fn every_failure_has_a_name_of_its_own_and_a_sentence() {
    for (index, failure) in FAILURES.iter().enumerate() {
        assert!(FAILURES.iter().skip(index + 1).all(|other| other.name != failure.name), "{}", failure.name);
        assert!(!failure.what.is_empty() && failure.name.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase()));
        let _ = failure.reply();
    }
}
