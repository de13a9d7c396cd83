//! The host page that most tests open.

use devserver::{Gate, Reply};
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use secure_score_tests::{Browser, asset, read_asset};

/// Where the gauge of [`GAUGE`] asks.
pub(crate) const API: &str = "/defender/api/configurationScore";

/// A gauge before a same-origin API.
pub(crate) const GAUGE: &str = r#"<secure-score-gauge api-base="/defender"></secure-score-gauge>"#;

/// The same with content of the page's own, which shows where no score can.
pub(crate) const WITH_FALLBACK: &str =
    r#"<secure-score-gauge api-base="/defender"><p>Secure score: see the Defender portal</p></secure-score-gauge>"#;

/// The tag that loads the widget.
pub(crate) const SCRIPT: &str = r#"<script type="module" src="/secure-score-gauge.js"></script>"#;

/// Where that finds its wasm.
pub(crate) fn wasm() -> String {
    asset("secure-score.wasm")
}

/// What a server says of that.
pub(crate) const WASM_TYPE: &str = "application/wasm";

/// When stopped clocks stand.
pub(crate) const MORNING: &str = "2026-03-02T09:00:00Z";

/// Seconds in words.
pub(crate) const fn seconds(seconds: u64) -> std::time::Duration {
    std::time::Duration::from_secs(seconds)
}

/// Minutes in words.
pub(crate) const fn minutes(minutes: u64) -> std::time::Duration {
    seconds(60 * minutes)
}

/// Hours in words.
pub(crate) const fn hours(hours: u64) -> std::time::Duration {
    minutes(60 * hours)
}

/// Opens [`GAUGE`] with a callback that always gives `a-token`.
pub(crate) async fn open_with_callback(browser: &Browser) {
    browser.open(GAUGE).await;
    browser.run("gauge.getToken = host.tokens(['a-token'])").await;
}

/// Opens [`GAUGE`], hands it a token of its own, and waits for the score.
pub(crate) async fn open_with_token(browser: &Browser) {
    browser.open(GAUGE).await;
    browser.run("gauge.setToken('a-token')").await;
    browser.gauge().reads("value", "340").await;
}

/// Opens [`GAUGE`] with a callback whose answer the test gives by `window.answer(…)`, and waits
/// until it is asked.
pub(crate) async fn open_with_answer_to_come(browser: &Browser) {
    browser.open(GAUGE).await;
    browser.run("gauge.getToken = host.tokens([() => new Promise((resolve) => { window.answer = resolve })])").await;
    let _: bool = browser.wait("host.until(() => !!window.answer)").await;
}

/// Opens [`GAUGE`] on stopped clocks, with a callback that always gives `a-token`, and waits for
/// what comes of it.
pub(crate) async fn open_on_stopped_clocks(browser: &Browser) {
    browser.stop_clocks(MORNING);
    open_with_callback(browser).await;
    browser.server.answered(API, 1).await;
    browser.settle().await;
}

/// As [`open_on_stopped_clocks`], on a page whose random numbers are all this one.
pub(crate) async fn open_with_chance(browser: &Browser, chance: f64) {
    browser.stop_clocks(MORNING);
    browser.open(GAUGE).await;
    browser.run(&format!("Math.random = () => {chance}")).await;
    browser.run("gauge.getToken = host.tokens(['a-token'])").await;
    browser.server.answered(API, 1).await;
    browser.settle().await;
}

/// Waits until the browser has painted, and told its observers.
pub(crate) async fn painted(browser: &Browser) {
    let frames = "new Promise((done) => \
                  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0, true))))";
    let _: bool = browser.wait(frames).await;
}

/// Presses an element of the card with a pointer: a browser gives the clipboard only to a page that
/// somebody uses.
pub(crate) async fn press(browser: &Browser, selector: &str) {
    let middle = "({ left, top, width, height }) => [left + width / 2, top + height / 2]";
    let [x, y]: [f64; 2] = browser
        .value(&format!("({middle})(gauge.shadowRoot.querySelector({selector:?}).getBoundingClientRect())"))
        .await;
    let click = MouseActions::new("mouse".into())
        .then(PointerAction::MoveTo { duration: None, x, y })
        .then(PointerAction::Down { button: 0 })
        .then(PointerAction::Up { button: 0 });
    browser.client.perform_actions(click).await.expect("a click");
}

/// The number of requests to the API until now.
pub(crate) fn asked(browser: &Browser) -> usize {
    browser.server.requests(API).len()
}

/// The part of the wasm for past scores.
pub(crate) const PAST: &str = "secure-score-past.wasm";

/// Has these bytes stand in the wasm's place, and not sent before the gate is open.
pub(crate) fn hold_wasm(browser: &Browser, bytes: &[u8]) -> Gate {
    hold(browser, &wasm(), bytes)
}

/// The same for its part for past scores, as it was built.
pub(crate) fn hold_past(browser: &Browser) -> Gate {
    hold(browser, &asset(PAST), &read_asset(PAST))
}

fn hold(browser: &Browser, path: &str, bytes: &[u8]) -> Gate {
    let gate = Gate::new();
    browser.server.reply(path, Reply::new(200, WASM_TYPE, bytes.to_vec()).held(&gate));
    gate
}
