//! What the tests of security share.

use secure_score_tests::{Browser, Message};

/// The lines that the widget wrote.
pub(crate) fn console_of_ours(said: &[Message]) -> Vec<&Message> {
    said.iter().filter(|one| one.level == "error" && one.text.starts_with("secure-score-gauge")).collect()
}

/// What Firefox asks for by itself, and reports like a request of the page's.
pub(crate) const BROWSERS_OWN: &str = "/favicon.ico";

/// Fails on any line in the console but those that a browser writes for a status of the server's,
/// and for what it asks by itself.
pub(crate) async fn quiet(browser: &Browser) {
    let mut console = browser.console().await;
    console.retain(|line| line.level != "network" && !line.text.contains(BROWSERS_OWN));
    assert!(console.is_empty(), "in {}: the console holds {console:#?}", browser.engine);
}
