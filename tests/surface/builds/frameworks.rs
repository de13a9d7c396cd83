//! What people do in frameworks: a callback that is new at each render, a parent that renders at
//! every event, a script that comes after the element, unmounting and mounting.

use devserver::Reply;
use secure_score_tests::{Browser, dist, repository, topic};

use super::page::{API, examples, is_silent, open, until, wait_for_score};

/// The page of an example that is built with Vite; it hides and shows the gauge by its button and
/// writes down the events.
async fn renders(folder: &str) {
    let test = async |browser: &Browser| {
        browser.server.directory("/app/", examples().join(folder).join("dist"));
        let url = browser.server.url("/app/index.html");
        open(browser, &url).await;
        let _: bool = browser.wait(&until("document.querySelector('output').textContent.endsWith('340')")).await;
        assert_eq!(browser.server.requests(API).len(), 1, "one request, however often the parent renders");
        let _: bool = browser.wait("(document.querySelector('button').click(), true)").await;
        let _: bool = browser.wait(&until("!document.querySelector('secure-score-gauge')")).await;
        let _: bool = browser.wait("(document.querySelector('button').click(), true)").await;
        wait_for_score(browser).await;
        is_silent(browser, &url).await;
    };
    topic().run(test).await;
}

/// The page on which the element is there before its script.
async fn comes_late(folder: &str) {
    let test = async |browser: &Browser| {
        browser.server.directory("/app/", examples().join(folder).join("dist"));
        let url = browser.server.url("/app/late.html");
        open(browser, &url).await;
        let _: bool = browser.wait(&until("document.querySelector('output').textContent.endsWith('340')")).await;
        is_silent(browser, &url).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn react() {
    renders("react").await;
}

#[tokio::test]
async fn react_before_the_script() {
    comes_late("react").await;
}

#[tokio::test]
async fn vue() {
    renders("vue").await;
}

#[tokio::test]
async fn vue_before_the_script() {
    comes_late("vue").await;
}

#[tokio::test]
async fn svelte() {
    renders("svelte").await;
}

#[tokio::test]
async fn svelte_before_the_script() {
    comes_late("svelte").await;
}

#[tokio::test]
async fn angular() {
    renders("angular").await;
}

/// The crate as a library: no custom element, and Retry by Yew's own callback.
#[tokio::test]
async fn yew() {
    let test = async |browser: &Browser| {
        let server = &browser.server;
        server.directory("/app/", examples().join("yew/dist"));
        let url = server.url("/app/index.html");
        open(browser, &url).await;
        let bearer =
            server.requests(API).first().and_then(|request| request.header("authorization").map(str::to_owned));
        assert_eq!(bearer.as_deref(), Some("Bearer a-token-initial"));
        let _: bool = browser.wait("(document.querySelector('button').click(), true)").await;
        let _: bool = browser.wait(&until("!document.querySelector('secure-score-card')")).await;
        // A refusal is not tried again by itself.
        server.replies(API, [Reply::new(404, "application/json", "{}")]);
        let _: bool = browser.wait("(document.querySelector('button').click(), true)").await;
        let retry = "document.querySelector('secure-score-card')?.shadowRoot?.querySelector('[part~=retry]')";
        let _: bool = browser.wait(&until(retry)).await;
        let _: bool = browser.wait(&format!("({retry}.click(), true)")).await;
        wait_for_score(browser).await;
        let _: bool = browser.wait(&until(&format!("!{retry}"))).await;
        assert_eq!(server.requests(API).len(), 3);
    };
    topic().run(test).await;
}

/// Plain HTML: several gauges with one callback share one request.
#[tokio::test]
async fn plain_html() {
    let test = async |browser: &Browser| {
        let server = &browser.server;
        server.directory("/examples/", repository().join("examples"));
        server.directory("/dist/", dist());
        let token = "export const portalToken = async () => 'a-token';";
        server.reply("/examples/portal-token.js", Reply::new(200, "text/javascript", token));
        let url = server.url("/examples/plain/index.html");
        open(browser, &url).await;
        let all = "[...document.querySelectorAll('secure-score-gauge')].every(({ score }) => score?.value === 340)";
        let _: bool = browser.wait(&until(all)).await;
        assert_eq!(server.requests(API).len(), 1);
        is_silent(browser, &url).await;
    };
    topic().run(test).await;
}
