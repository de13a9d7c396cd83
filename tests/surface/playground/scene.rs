//! The playground as a person uses it: what is chosen, typed and pressed.

use fantoccini::{Locator, elements::Element};
use secure_score_tests::Browser;
use serde_json::Value;

/// Opens the playground with this fragment, and waits until it has started.
pub(crate) async fn open(browser: &Browser, fragment: &str) {
    open_at(browser, "/index.html", fragment).await;
}

/// Opens a playground at a path.
pub(crate) async fn open_at(browser: &Browser, path: &str, fragment: &str) {
    // A change of the fragment alone would not load the page anew.
    browser.client.goto("about:blank").await.expect("an empty page");
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    browser.goto(&format!("{path}{fragment}")).await;
    started(browser).await;
}

/// Waits until the page and the widget have started.
pub(crate) async fn started(browser: &Browser) {
    let question = "host.until(() => 'ready' in document.documentElement.dataset && gauge?.state)";
    let _: Value = browser.wait(question).await;
}

async fn element(browser: &Browser, selector: &str) -> Element {
    let found = browser.client.find(Locator::Css(selector)).await;
    found.unwrap_or_else(|error| panic!("there is no {selector}: {error}"))
}

/// Chooses from a select, by the value.
pub(crate) async fn choose(browser: &Browser, name: &str, value: &str) {
    let select = element(browser, &format!("select[name={name}]")).await;
    select.select_by_value(value).await.unwrap_or_else(|error| panic!("{name} offers no {value}: {error}"));
}

/// Presses a button or a radio button, where a person can see it: on a phone the stage floats above
/// the upper quarter.
pub(crate) async fn press(browser: &Browser, selector: &str) {
    let _: Value = browser
        .value(&format!("(document.querySelector({selector:?})?.scrollIntoView({{ block: 'center' }}), null)"))
        .await;
    let pressed = element(browser, selector).await.click().await;
    pressed.unwrap_or_else(|error| panic!("{selector} cannot be pressed: {error}"));
}

/// Chooses one of the four sources.
pub(crate) async fn choose_source(browser: &Browser, source: &str) {
    press(browser, &format!("[name=source][value={source}]")).await;
}

/// Types into a field in place of what is there, and leaves it with Enter.
pub(crate) async fn fill(browser: &Browser, selector: &str, text: &str) {
    let field = element(browser, selector).await;
    field.clear().await.expect("a field that can be emptied");
    field.send_keys(&format!("{text}\u{e007}")).await.expect("a field that takes keys");
}

/// Types a token, presses "Use token", and agrees if the page asks about the host.
pub(crate) async fn give_token(browser: &Browser, token: &str) {
    type_keys(browser, "#token", token).await;
    press(browser, "#give").await;
    let _: Value = browser
        .value("(document.getElementById('question').open && document.getElementById('question-send').click(), null)")
        .await;
}

/// Types keys into an element.
pub(crate) async fn type_keys(browser: &Browser, selector: &str, keys: &str) {
    element(browser, selector).await.send_keys(keys).await.expect("an element that takes keys");
}

/// The text of an element of the page.
pub(crate) async fn text(browser: &Browser, id: &str) -> String {
    browser.value(&format!("document.getElementById({id:?}).textContent")).await
}

/// Waits until the text of an element of the page holds a text.
pub(crate) async fn reads(browser: &Browser, id: &str, part: &str) {
    let question = format!("host.until(() => document.getElementById({id:?}).textContent.includes({part:?}))");
    let _: Value = browser.wait(&question).await;
}
