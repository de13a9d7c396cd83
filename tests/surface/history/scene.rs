//! Scores and their past.

use devserver::Reply;
use secure_score_tests::Browser;
use serde_json::{Value, json};

/// A gauge of a file, with its past in another one.
pub(super) const PUBLISHED: &str = r#"<secure-score-gauge src="/score.json" history="/history.json" bands="0 Low, 400 Fair, 700 Good" target="630"></secure-score-gauge>"#;

/// An answer with a score and its time.
pub(super) fn score(time: &str, score: f64) -> Reply {
    Reply::json(200, json!({ "time": time, "score": score }).to_string())
}

/// A published past.
pub(super) fn past(points: &[(&str, f64)]) -> Reply {
    let points: Vec<Value> = points.iter().map(|(time, score)| json!({ "time": time, "score": score })).collect();
    Reply::json(200, json!({ "points": points }).to_string())
}

/// Serves a score of November 20 at noon in Greenwich, and its past.
pub(super) fn serve(browser: &Browser, value: f64, points: &[(&str, f64)]) {
    browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", value));
    browser.server.reply("/history.json", past(points));
}

/// The trend of the first gauge.
pub(super) async fn trend(browser: &Browser) -> Value {
    browser.gauge().value("it.trend.map(({ time, value }) => [time, value])").await
}

/// Waits until the trend of the first gauge has this many points.
pub(super) async fn trend_has(browser: &Browser, points: usize) {
    browser.gauge().until(&format!("it.trend.length === {points}")).await;
}
