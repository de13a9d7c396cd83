//! Files, pages, types, compression, and settable headers.

mod asking;

use asking::{Answer, ask, ask_with};
use devserver::{Cors, Options, Reply};
use reqwest::Method;

fn dist() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("index.html", "<!doctype html><html><head><title>x</title></head></html>");
    write("a.js", &"export default 1;\n".repeat(100));
    write("a_bg.wasm", &"\0asm".repeat(100));
    write("a.json", "{}");
    write("a.css", "a{}");
    std::fs::create_dir(folder.path().join("l10n")).unwrap();
    write("l10n/de.json", "{\"a\":\"ä\"}");
    folder
}

#[tokio::test]
async fn files_have_the_types_that_browsers_insist_on() {
    let dist = dist();
    let server = Options::new().dist(dist.path()).start().unwrap();
    for (path, content_type) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/a.js", "text/javascript"),
        ("/a_bg.wasm", "application/wasm"),
        ("/a.json", "application/json"),
        ("/l10n/de.json", "application/json"),
        ("/a.css", "text/css"),
    ] {
        let answer = ask(&server.url(path)).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, content_type), "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    assert_eq!(ask(&server.url("/missing.js")).await.status, 404);
    assert_eq!(ask(&server.url("/../Cargo.toml")).await.status, 404);
}

#[tokio::test]
async fn an_asset_may_be_cached_for_ever_if_it_is_there() {
    let dist = dist();
    std::fs::create_dir(dist.path().join("assets")).unwrap();
    std::fs::write(dist.path().join("assets/a-0123456789.json"), "{}").unwrap();
    let server = Options::new().dist(dist.path()).start().unwrap();
    let caching = async |path| ask(&server.url(path)).await.header("cache-control").to_owned();
    assert_eq!(caching("/assets/a-0123456789.json").await, "public, max-age=31536000, immutable");
    assert_eq!(caching("/assets/a-9876543210.json").await, "no-cache");
}

#[tokio::test]
async fn files_are_compressed_for_those_who_take_it() {
    let dist = dist();
    let server = Options::new().dist(dist.path()).start().unwrap();
    for path in ["/a.js", "/a_bg.wasm"] {
        let plain = ask(&server.url(path)).await;
        assert_eq!(plain.header("content-encoding"), "");
        for encoding in ["gzip", "br"] {
            let answer = ask_with(&server.url(path), &[("accept-encoding", encoding)]).await;
            assert_eq!(answer.header("content-encoding"), encoding, "{path}");
            assert!(answer.body.len() < plain.body.len() / 2, "{path} in {encoding}: {}", answer.body.len());
        }
    }
    let without = Options::new().dist(dist.path()).compression(false).start().unwrap();
    assert_eq!(ask_with(&without.url("/a.js"), &[("accept-encoding", "br")]).await.header("content-encoding"), "");
}

#[tokio::test]
async fn headers_are_set_by_prefix_and_the_longest_has_the_last_word() {
    let dist = dist();
    let server = Options::new().dist(dist.path()).start().unwrap();
    server.header("/l10n/", "content-security-policy", "default-src 'none'");
    server.header("/", "content-security-policy", "default-src 'self'");
    for (path, policy) in [("/", "default-src 'self'"), ("/l10n/de.json", "default-src 'none'")] {
        assert_eq!(ask(&server.url(path)).await.header("content-security-policy"), policy, "{path}");
        assert_eq!(server.header_set(path, "content-security-policy").as_deref(), Some(policy), "{path}");
    }
}

#[tokio::test]
async fn pages_folders_and_replies_lie_over_the_dist() {
    let (dist, other) = (dist(), tempfile::tempdir().unwrap());
    std::fs::write(other.path().join("x.txt"), "other").unwrap();
    let server = Options::new().dist(dist.path()).start().unwrap();
    server.page("/host.html", "<!doctype html><p>made here");
    server.directory("/cdn/v1", other.path());
    server.reply("/a_bg.wasm", Reply::status(404));
    let page = ask(&server.url("/host.html")).await;
    assert_eq!(
        (page.text().as_str(), page.header("content-type")),
        ("<!doctype html><p>made here", "text/html; charset=utf-8")
    );
    assert_eq!(ask(&server.url("/cdn/v1/x.txt")).await.text(), "other");
    assert_eq!(ask(&server.url("/cdn/v1x.txt")).await.status, 404);
    assert_eq!(ask(&server.url("/a_bg.wasm")).await.status, 404);
}

#[tokio::test]
async fn a_text_can_be_put_at_the_start_of_every_head() {
    let dist = dist();
    let server = Options::new().dist(dist.path()).start().unwrap();
    server.head_start("<script src=/x.js></script>");
    assert!(ask(&server.url("/")).await.text().contains("<head><script src=/x.js></script><title>"));
    assert!(ask(&server.url("/a.json")).await.text() == "{}");
}

const PREFLIGHT: &[(&str, &str)] = &[
    ("origin", "https://portal.example"),
    ("access-control-request-method", "GET"),
    ("access-control-request-headers", "authorization"),
];

#[tokio::test]
async fn preflights_are_answered_while_cors_is_on() {
    let server = Options::new().start().unwrap();
    let url = server.url("/api/configurationScore");
    server.replies("/api/configurationScore", [Reply::status(500)]);

    let preflight = Answer::by(Method::OPTIONS, &url, PREFLIGHT).await.unwrap();
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (200, "*"));
    assert!(preflight.header("access-control-allow-headers").contains("authorization"));
    let after = ask_with(&url, &[("origin", "https://portal.example")]).await;
    assert_eq!((after.status, after.header("access-control-allow-origin")), (500, "*"), "the preflight takes no reply");
    assert_eq!(after.header("access-control-expose-headers"), "");

    server.cors("/api/", Cors::exposing_the_apis_headers());
    assert_eq!(ask(&url).await.header("access-control-expose-headers"), "retry-after,www-authenticate");

    server.cors("/api/", Cors::Off);
    let refused = Answer::by(Method::OPTIONS, &url, PREFLIGHT).await.unwrap();
    assert_eq!((refused.status, refused.header("access-control-allow-origin")), (401, ""));
    server.as_before("/api/configurationScore");
    assert_eq!(server.requests("/api/configurationScore").len(), 2, "preflights are not counted");
    assert_eq!(server.received().len(), 4);
}

#[tokio::test]
async fn one_reply_can_go_without_cors() {
    let server = Options::new().start().unwrap();
    assert_eq!(
        ask(&server.url("/fail/no-cors/api/configurationScore")).await.header("access-control-allow-origin"),
        ""
    );
}
