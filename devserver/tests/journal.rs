//! What is recorded, waiting for it, and the server as a guard.

mod asking;

use std::{io::Write, net::TcpStream, time::Duration};

use asking::{Answer, ask, ask_with};
use devserver::{Gate, Options, Outcome, Reply};
use reqwest::Method;

#[tokio::test]
async fn a_request_is_recorded_whole() {
    let server = Options::new().start().unwrap();
    let headers = &[("x-second", "2"), ("authorization", "Bearer t"), ("x-first", "1")];
    ask_with(&server.url("/api/configurationScore?a=b&c"), headers).await;
    let request = server.request("/api/configurationScore", 1).await;
    assert_eq!((request.method.as_str(), request.query.as_deref(), request.body.len()), ("GET", Some("a=b&c"), 0));
    let names: Vec<_> =
        request.headers.iter().map(|(name, _)| name.as_str()).filter(|name| name.starts_with("x-")).collect();
    assert_eq!(names, ["x-second", "x-first"], "in the order they came");
    assert_eq!(request.header("authorization"), Some("Bearer t"));
    assert_eq!(server.answered("/api/configurationScore", 1).await.outcome, Outcome::Answered(200));
}

#[tokio::test]
async fn bodies_and_methods_are_recorded() {
    let server = Options::new().start().unwrap();
    let mut socket = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    write!(socket, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc").unwrap();
    let request = server.request("/x", 1).await;
    assert_eq!((request.method.as_str(), request.body.as_slice()), ("POST", &b"abc"[..]));
    let preflight = [("origin", "https://a.example"), ("access-control-request-method", "GET")];
    Answer::by(Method::OPTIONS, &server.url("/x"), &preflight).await.unwrap();
    assert_eq!(server.requests("/x").len(), 1);
    assert!(server.received().last().is_some_and(devserver::Recorded::is_preflight));
}

#[tokio::test]
async fn a_held_answer_waits_for_its_gate() {
    let server = Options::new().start().unwrap();
    let gate = Gate::new();
    server.reply("/x", Reply::new(200, "text/plain", "late").held(&gate));
    let url = server.url("/x");
    let asked = tokio::spawn(async move { ask(&url).await.text() });
    assert_eq!(server.request("/x", 1).await.outcome, Outcome::Pending);
    gate.open();
    assert_eq!(asked.await.unwrap(), "late");
}

#[tokio::test]
async fn an_asker_who_leaves_is_noticed() {
    let server = Options::new().start().unwrap();
    server.reply("/x", Reply::never());
    let url = server.url("/x");
    let asked = tokio::spawn(async move { ask(&url).await.status });
    server.request("/x", 1).await;
    asked.abort();
    assert_eq!(server.abandoned("/x", 1).await.outcome, Outcome::Abandoned);
}

#[tokio::test]
#[should_panic(expected = "for request 1 to /never")]
async fn waiting_is_bounded_and_says_what_came() {
    let server = Options::new().patience(Duration::from_millis(50)).start().unwrap();
    ask(&server.url("/other")).await;
    server.request("/never", 1).await;
}

#[tokio::test]
async fn dropped_is_stopped_with_answers_under_way_and_several_run_at_once() {
    let (one, two) = (Options::new().start().unwrap(), Options::new().start().unwrap());
    one.reply("/x", Reply::never());
    let url = one.url("/x");
    let asked = tokio::spawn(async move { Answer::to(&url, &[]).await.is_err() });
    one.request("/x", 1).await;
    let port = one.port();
    drop(one);
    assert!(asked.await.unwrap(), "the asker is not left hanging");
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    assert_eq!(ask(&two.url("/x")).await.status, 404);
}

#[test]
fn a_busy_port_is_an_error_with_a_name() {
    let one = Options::new().start().unwrap();
    let error = Options::new().port(one.port()).start().map(drop).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}
