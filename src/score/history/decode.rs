//! Past scores as JSON: a published file, and what a browser keeps.

use std::fmt;
use std::rc::Rc;

use super::{Calendar, History, Point};
use crate::score::json::Json;
use crate::score::{MAX_BYTES, Reading, decimal};

/// The longest note that is read, in bytes as it is written.
const LONGEST_NOTE: usize = 1024;

/// Decodes `{"points": [{"time": "2019-12-03T09:15:58Z", "score": 340, "note": "…"}, …]}`. Points
/// that cannot be read are left out.
///
/// # Errors
/// [`HistoryError`] says what was expected instead.
pub fn decode_history(body: &[u8], calendar: Calendar<'_>) -> Result<History, HistoryError> {
    if body.len() > MAX_BYTES {
        return Err(HistoryError::TooLong);
    }
    let file = Json::parse(body).ok_or(HistoryError::Shape)?;
    let points = file.member("points").and_then(Json::elements).ok_or(HistoryError::Shape)?;
    Ok(History::new(points.into_iter().filter_map(point), calendar))
}

fn point(point: Json<'_>) -> Option<Point> {
    let reading = Reading::from_json(point).ok()?;
    let note = point.member("note").and_then(|note| note.text(LONGEST_NOTE));
    let note = note.map(|note| Rc::from(note.trim())).filter(|note: &Rc<str>| !note.is_empty());
    Some(Point { reading, note })
}

/// Writes times and scores, and nothing else, as [`decode_history`] reads them.
#[must_use]
pub fn encode_history(history: &History) -> String {
    let mut text = String::from("{\"points\":[");
    for (at, (_, point)) in history.iter().enumerate() {
        let (time, score) = (point.reading.time.as_str(), decimal::write(point.reading.score.points()));
        text.extend([if at > 0 { "," } else { "" }, "{\"time\":\"", time, "\",\"score\":", &score, "}"]);
    }
    text.push_str("]}");
    text
}

/// Why a file holds no past scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HistoryError {
    /// It has more than [`MAX_BYTES`].
    TooLong,
    /// It is not a JSON object with a list `points`.
    Shape,
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "expected at most 64 KiB, but more came",
            Self::Shape => "expected a JSON object with a list \"points\" of { \"time\", \"score\" }",
        })
    }
}

impl std::error::Error for HistoryError {}
