//! A page at `127.0.0.1` that holds a frame of the same server at `localhost`, which is another
//! origin and another site.

use devserver::Reply;
use secure_score_tests::Browser;
use serde_json::{Value, json};

/// Where the page that holds the frame is.
pub(super) const SCRIPT: &str = r#"<script type="module" src="/harness/held.js"></script>"#;

/// The page's own script: a function that connects the first iframe, or another one, and keeps what
/// it hears.
const HELD: &str = "import { connectFrame } from '/secure-score-frame.js';
window.connectFrame = connectFrame;
window.heard = [];
window.questions = [];
window.connect = (getToken, iframe = document.querySelector('iframe'), origin = new URL(iframe.src).origin) => connectFrame(iframe, {
  origin,
  getToken: getToken && ((question) => { questions.push(question); return getToken(question); }),
  onEvent: (event) => heard.push(event),
});
window.heardOf = async (type, nth = 1) => {
  const fitting = () => heard.filter((event) => event.type === `secure-score-${type}`);
  await host.until(() => fitting().length >= nth);
  return fitting()[nth - 1].detail;
};
window.isThere = true;";

/// The frame's origin.
pub(super) fn frame_origin(browser: &Browser) -> String {
    format!("http://localhost:{}", browser.server.port())
}

/// Names the pages that may hold the frame.
pub(super) fn allow(browser: &Browser, parents: &Value) {
    browser.server.reply("/frame.json", Reply::json(200, json!({ "parents": parents }).to_string()));
}

/// An iframe of the frame's page with these parameters.
pub(super) fn iframe(browser: &Browser, query: &str) -> String {
    format!(r#"<iframe title="Score" src="{}/frame.html?{query}"></iframe>"#, frame_origin(browser))
}

/// Opens a page with this body, and waits for its script. Nothing is connected.
pub(super) async fn open_body(browser: &Browser, body: &str) {
    browser.server.reply("/harness/held.js", Reply::new(200, "text/javascript", HELD));
    browser.open_page(SCRIPT, body).await;
    let _: bool = browser.wait("host.until(() => window.isThere)").await;
}

/// Opens a page that may hold the frame, with one frame with these parameters.
pub(super) async fn open(browser: &Browser, query: &str) {
    allow(browser, &json!([browser.server.origin()]));
    open_body(browser, &iframe(browser, query)).await;
}

/// As [`open`], with a gauge that has shown its score, by a callback that always gives `a-token`.
pub(super) async fn open_with_score(browser: &Browser, query: &str) {
    open(browser, query).await;
    let _: Value = browser.wait("window.frame = connect(() => 'a-token')").await;
    let load: Value = browser.wait("heardOf('load')").await;
    assert_eq!(load["value"], 340);
}

/// Runs statements in the page.
pub(super) async fn run(browser: &Browser, statements: &str) {
    let _: Value = browser.wait(&format!("(async () => {{ {statements} }})()")).await;
}

/// Steps into the page's frame with this index. Only where scripts of the driver are the page's
/// own.
pub(super) async fn enter(browser: &Browser, index: u16) {
    browser.client.clone().enter_frame(index).await.expect("a frame");
}

/// Steps out again.
pub(super) async fn leave(browser: &Browser) {
    browser.client.clone().enter_parent_frame().await.expect("a page around the frame");
}

/// Waits until the frame with this index says a sentence that holds these words, and no gauge is
/// there.
pub(super) async fn says(browser: &Browser, index: u16, words: &str) {
    enter(browser, index).await;
    let _: bool = browser.wait(&format!("host.until(() => document.body.innerText.includes({words:?}))")).await;
    assert_eq!(browser.value::<usize>("gauges.length").await, 0);
    let text: String = browser.value("document.body.innerText.trim()").await;
    assert!(text.ends_with('.') && text.lines().count() == 1, "one sentence: {text:?}");
    leave(browser).await;
}

/// Nothing but the frame's own files was asked for.
pub(super) fn asked_nothing(browser: &Browser, what: &str) {
    let paths: Vec<String> = browser.server.received().into_iter().map(|request| request.path).collect();
    let asked = paths.iter().find(|path| path.contains("/api/") || path.ends_with("score.json"));
    assert!(asked.is_none(), "{what}: {paths:?}");
}
