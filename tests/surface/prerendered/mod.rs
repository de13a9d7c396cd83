//! The card that a native program has drawn: it is there before any script, and the element goes on
//! from it.

use devserver::Reply;
use secure_score_publish::{PrerenderedFiles, prerender, prerender_inline};
use secure_score_tests::Browser;

mod adoption;
mod no_script;
mod style;

/// What is published, of the moment of Microsoft's own sample.
const PUBLISHED: &str = r#"{"time":"2019-12-03T09:15:58.1665846Z","score":640}"#;

/// The published file.
const SCORE: &str = "/score.json";

/// The attributes of the element on these pages. A score of 2019 is not to be too old.
const ATTRIBUTES: [(&str, &str); 4] =
    [("src", "score.json"), ("bands", "0 Low, 400 Fair, 700 Good"), ("target", "700"), ("stale-after", "999999")];

/// The element as the publisher writes it; the server has its style sheet and its file.
fn element(browser: &Browser, attributes: &[(&str, &str)]) -> String {
    let PrerenderedFiles { html, style_path, style } = prerender(PUBLISHED.as_bytes(), attributes).unwrap();
    browser.server.reply(&format!("/{style_path}"), Reply::new(200, "text/css", style));
    browser.server.reply(SCORE, Reply::json(200, PUBLISHED));
    html
}

/// The same with its style in it.
fn inline(browser: &Browser, attributes: &[(&str, &str)]) -> String {
    browser.server.reply(SCORE, Reply::json(200, PUBLISHED));
    prerender_inline(PUBLISHED.as_bytes(), attributes).unwrap()
}
