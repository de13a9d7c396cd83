//! What is asked, and what a good answer becomes.

use secure_score::feed::Error;
use secure_score::score::{Answer, Metric, NoReading, Reading};
use serde_json::{Number, Value, json};

use crate::arguments::Arguments;
use crate::failure::Failure;

/// Which number is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) metric: Metric,
    /// The device group.
    pub(crate) group: Option<String>,
}

impl Question {
    /// What the arguments ask for.
    pub(crate) fn of(arguments: &Arguments) -> Result<Self, Failure> {
        let group = arguments.group.clone().filter(|group| !group.is_empty());
        if group.is_some() && !arguments.metric.has_groups() {
            return Err(Failure::settings(
                "--group: expected --metric exposure-score, the only score that exists per device group",
            ));
        }
        Ok(Self { metric: arguments.metric, group })
    }

    /// The question in one line.
    pub(crate) fn subject(&self) -> String {
        match &self.group {
            Some(group) => format!("{} {group:?}", self.metric.name()),
            None => self.metric.name().to_owned(),
        }
    }

    /// The path below the root of the API.
    pub(crate) fn path(&self) -> &'static str {
        let of_groups = self.group.as_ref().and_then(|_| self.metric.path_of_groups());
        of_groups.unwrap_or(self.metric.path())
    }

    /// Decodes an answer, by the widget's own decoder.
    pub(crate) fn decode(&self, body: &[u8]) -> Result<Reading, Error> {
        let answer = Answer::decode(body).map_err(Error::InvalidResponse)?;
        answer.reading(self.group.as_deref()).cloned().map_err(|error| match error {
            NoReading::UnknownGroup => Error::NotFound,
            NoReading::Invalid(error) => Error::InvalidResponse(error),
        })
    }

    /// The text of `score.json`: the two members that count, and nothing else that an answer may
    /// hold.
    ///
    /// For a group there is also the list that the API gives of groups, with this one alone: then
    /// the file serves an element with `group` and one without.
    pub(crate) fn snapshot(&self, reading: &Reading) -> Vec<u8> {
        let (time, score) = (reading.time.as_str(), number(reading.score.points()));
        let mut file = json!({ "time": time, "score": score });
        if let Some(group) = &self.group {
            file["value"] = json!([{ "time": time, "score": score, "rbacGroupName": group }]);
        }
        let mut bytes = file.to_string().into_bytes();
        bytes.push(b'\n');
        bytes
    }
}

/// A number as JSON has it; a whole one has no fraction.
pub(crate) fn number(points: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if points.fract() == 0.0 && points.abs() < EXACT {
        return Value::from(points as i64);
    }
    Number::from_f64(points).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(body: &str, group: Option<&str>) -> String {
        let metric = if group.is_some() { Metric::ExposureScore } else { Metric::SecureScore };
        let question = Question { metric, group: group.map(str::to_owned) };
        let reading = Answer::decode(body.as_bytes()).unwrap().reading(None).unwrap().clone();
        String::from_utf8(question.snapshot(&reading)).unwrap()
    }

    #[test]
    fn a_snapshot_has_what_counts_and_nothing_else() {
        let body =
            r#"{"@odata.context":"x","access_token":"canary","score":340.50,"time":"2019-12-03T09:15:58.1665846Z"}"#;
        assert_eq!(snapshot(body, None), "{\"score\":340.5,\"time\":\"2019-12-03T09:15:58.1665846Z\"}\n");
        let body = r#"{"score":340.0,"time":"2019-12-03T09:15:58Z"}"#;
        assert_eq!(snapshot(body, None), "{\"score\":340,\"time\":\"2019-12-03T09:15:58Z\"}\n");
    }

    #[test]
    fn a_snapshot_of_a_group_reads_both_ways() {
        let file: Value =
            serde_json::from_str(&snapshot(r#"{"score":3.5,"time":"2019-12-03T09:15:58Z"}"#, Some("A \"b\""))).unwrap();
        assert_eq!(file["score"], 3.5);
        assert_eq!(file["value"][0]["rbacGroupName"], "A \"b\"");
    }

    #[test]
    fn numbers_are_the_same_again() {
        for points in [0.0, 340.0, 33.491_554_051_195_706, 1e15, 1e300, f64::MAX, 5e-324] {
            assert_eq!(number(points).to_string().parse(), Ok(points));
        }
    }
}
