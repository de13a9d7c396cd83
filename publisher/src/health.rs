//! Whether a publisher that runs by itself is well, for whoever restarts it.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::failure::{Failure, Kind};
use crate::folder::{self, Replacement};

/// A publisher may miss one of its turns.
const TURNS: u32 = 2;

/// Writes that something was published just now, and until when that is enough.
pub(crate) fn write(file: &Path, now: Timestamp, every: Duration, patience: Duration) -> Result<(), Failure> {
    let until = now.saturating_add(every * TURNS + patience).unwrap_or(Timestamp::MAX);
    let text = json!({ "publishedAt": format!("{now:.0}"), "healthyUntil": format!("{until:.0}") });
    folder::replace(&[Replacement { path: file.to_owned(), bytes: format!("{text}\n").into_bytes() }])
}

/// Whether that moment is still to come.
pub(crate) fn check(file: &Path, now: Timestamp) -> Result<(), Failure> {
    let unhealthy = |why: &str| Failure::new(Kind::Unhealthy, "unhealthy", format!("{}: {why}", file.display()));
    let text =
        std::fs::read_to_string(file).map_err(|_| unhealthy("expected a file, but nothing was published yet"))?;
    let until = serde_json::from_str::<Value>(&text)
        .ok()
        .and_then(|value| value["healthyUntil"].as_str()?.parse::<Timestamp>().ok())
        .ok_or_else(|| unhealthy("expected the file that --health-file writes"))?;
    if now < until { Ok(()) } else { Err(unhealthy(&format!("expected a publication before {until}, but none came"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_missed_turns_are_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("health.json");
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        assert!(check(&file, at(0)).is_err());
        write(&file, at(0), Duration::from_secs(3600), Duration::from_secs(300)).unwrap();
        assert!(check(&file, at(7499)).is_ok());
        assert_eq!(check(&file, at(7500)).unwrap_err().kind, Kind::Unhealthy);
        std::fs::write(&file, "{}").unwrap();
        assert!(check(&file, at(0)).is_err());
    }
}
