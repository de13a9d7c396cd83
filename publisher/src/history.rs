//! `history.json`: what was published before, and one more score.

use jiff::Timestamp;
use secure_score::score::history::{History, Point, Trend, decode_history};
use secure_score::score::{Instant, MAX_BYTES, Reading};
use serde_json::{Value, json};

use crate::answer::number;
use crate::failure::Failure;

const DAY: f64 = 86_400_000.0;

/// The day in Greenwich: whoever reads the file may be in any zone.
fn day(time: &Instant) -> i32 {
    day_at(time.epoch_ms())
}

fn day_at(epoch_ms: f64) -> i32 {
    (epoch_ms / DAY).floor() as i32
}

/// Past scores with a new one among them.
#[derive(Debug)]
pub(crate) struct Past(History);

impl Past {
    /// Adds a score to those of the file that there was. Of one day the later one stays, with the
    /// day's note.
    pub(crate) fn with(old: Option<&[u8]>, reading: &Reading, now: Timestamp) -> Result<Self, Failure> {
        let old = old.map(|old| decode_history(old, &day)).transpose().map_err(|error| {
            Failure::files(format!(
                "history.json: {error}: it stays as it is; mend it, or move it away to begin another"
            ))
        })?;
        let old = old.unwrap_or_default();
        let (own_day, today) = (day(&reading.time), day_at(now.as_millisecond() as f64));
        let note = old.iter().find(|(day, _)| *day == own_day).and_then(|(_, point)| point.note.clone());
        let new = History::new([Point { reading: reading.clone(), note }], &day);
        Ok(Self(old.settled(own_day, today).merge(new)))
    }

    /// The trend that ends with a score.
    pub(crate) fn trend(&self, reading: &Reading) -> Trend {
        Trend::new(&self.0, reading, &day)
    }

    /// The text of the file. It is no larger than what is read: where notes are long, the oldest
    /// points give way.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut points: Vec<Value> = self.0.iter().map(|(_, point)| written(point)).collect();
        loop {
            let text = format!("{}\n", json!({ "points": points }));
            if text.len() <= MAX_BYTES {
                return text.into_bytes();
            }
            points.remove(0);
        }
    }
}

fn written(point: &Point) -> Value {
    let mut value = json!({ "time": point.reading.time.as_str(), "score": number(point.reading.score.points()) });
    if let Some(note) = &point.note {
        value["note"] = Value::from(&**note);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use secure_score::score::Score;

    fn reading(time: &str, points: f64) -> Reading {
        Reading { score: Score::new(points).unwrap(), time: Instant::parse(time).unwrap() }
    }

    fn now() -> Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn after(old: &str, time: &str, points: f64) -> String {
        let past = Past::with(Some(old.as_bytes()), &reading(time, points), now()).unwrap();
        String::from_utf8(past.write()).unwrap()
    }

    #[test]
    fn a_day_has_one_point() {
        let old = r#"{"points":[{"time":"2026-11-16T08:00:00Z","score":628},{"time":"2026-11-20T08:00:00Z","score":640,"note":"Rollout"}]}"#;
        for (time, expected) in [
            (
                "2026-11-21T08:00:00Z",
                r#"[{"score":628,"time":"2026-11-16T08:00:00Z"},{"note":"Rollout","score":640,"time":"2026-11-20T08:00:00Z"},{"score":1,"time":"2026-11-21T08:00:00Z"}]"#,
            ),
            (
                "2026-11-20T09:00:00Z",
                r#"[{"score":628,"time":"2026-11-16T08:00:00Z"},{"note":"Rollout","score":1,"time":"2026-11-20T09:00:00Z"}]"#,
            ),
            (
                "2026-11-20T07:00:00Z",
                r#"[{"score":628,"time":"2026-11-16T08:00:00Z"},{"note":"Rollout","score":640,"time":"2026-11-20T08:00:00Z"}]"#,
            ),
        ] {
            assert_eq!(after(old, time, 1.0), format!("{{\"points\":{expected}}}\n"), "{time}");
        }
    }

    #[test]
    fn a_time_still_to_come_drives_nothing_out_and_goes_with_the_next() {
        let old = |more: &str| format!(r#"{{"points":[{{"time":"2026-11-16T08:00:00Z","score":628}}{more}]}}"#);
        let mistake = r#",{"time":"2999-01-01T08:00:00Z","score":7,"note":"Rollout"}"#;
        let kept = r#"{"score":628,"time":"2026-11-16T08:00:00Z"}"#;
        for (more, time, new) in [
            ("", "2999-01-01T08:00:00Z", r#",{"score":1,"time":"2999-01-01T08:00:00Z"}"#),
            (mistake, "2026-11-21T08:00:00Z", r#",{"score":1,"time":"2026-11-21T08:00:00Z"}"#),
            // Two clocks may be apart, and a publisher's own may be behind.
            (
                r#",{"time":"2026-11-22T12:00:00Z","score":2}"#,
                "2026-11-21T08:00:00Z",
                r#",{"score":1,"time":"2026-11-21T08:00:00Z"},{"score":2,"time":"2026-11-22T12:00:00Z"}"#,
            ),
            (
                r#",{"time":"2026-12-20T08:00:00Z","score":2}"#,
                "2026-12-21T08:00:00Z",
                r#",{"score":2,"time":"2026-12-20T08:00:00Z"},{"score":1,"time":"2026-12-21T08:00:00Z"}"#,
            ),
        ] {
            assert_eq!(after(&old(more), time, 1.0), format!("{{\"points\":[{kept}{new}]}}\n"), "{time} after {more}");
        }
        // Of the days before, as many stay as at any other time.
        let old = r#"{"points":[{"time":"2025-10-17T08:00:00Z","score":1},{"time":"2025-10-18T08:00:00Z","score":2}]}"#;
        let text = after(old, "2999-01-01T08:00:00Z", 1.0);
        assert!(!text.contains("2025-10-17") && text.contains("2025-10-18"), "{text}");
    }

    #[test]
    fn a_time_still_to_come_takes_no_days_place() {
        let day =
            |at: i64| "2026-11-21T08:00:00Z".parse::<Timestamp>().unwrap() - jiff::SignedDuration::from_hours(24 * at);
        let mut points: Vec<Value> = (1..400).map(|at| json!({ "time": day(at).to_string(), "score": 1 })).collect();
        points.push(json!({ "time": "2999-01-01T08:00:00Z", "score": 7 }));
        let text = after(&json!({ "points": points }).to_string(), "2026-11-21T08:00:00Z", 2.0);
        assert!(text.contains(&day(399).to_string()) && !text.contains("2999"), "{text}");
    }

    #[test]
    fn a_file_that_is_none_stays() {
        for old in ["", "{", "[]", r#"{"points":7}"#] {
            let failure = Past::with(Some(old.as_bytes()), &reading("2026-11-20T07:00:00Z", 1.0), now()).unwrap_err();
            assert!(failure.message.contains("it stays as it is"), "{failure}");
        }
        assert!(Past::with(None, &reading("2026-11-20T07:00:00Z", 1.0), now()).is_ok());
    }

    #[test]
    fn what_is_written_is_read_again_however_long_the_notes() {
        let points: Vec<Value> = (0..400)
            .map(|at| {
                let day = jiff::civil::date(2025, 10, 1).saturating_add(jiff::Span::new().days(at));
                json!({ "time": format!("{day}T08:00:00Z"), "score": at, "note": "x".repeat(140) })
            })
            .collect();
        let old = json!({ "points": points }).to_string();
        assert!(old.len() > MAX_BYTES);
        let short = old.replace(&"x".repeat(140), &"x".repeat(90));
        let text = after(&short, "2026-11-05T08:00:00Z", 7.0);
        let read = decode_history(text.as_bytes(), &day).unwrap();
        assert!(text.len() <= MAX_BYTES);
        assert_eq!(read.iter().next_back().map(|(_, point)| point.reading.score.points()), Some(7.0));
    }
}
