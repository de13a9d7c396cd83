//! An answer with one score, or with one for each device group.

use super::json::Json;
use super::{DecodeError, Instant, MAX_BYTES, Reading, Score};

/// The longest name of a group that is read, in bytes as it is written.
const LONGEST_NAME: usize = 2048;

/// An answer of a source: the organisation's score, or the scores of its device groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    whole: Result<Reading, DecodeError>,
    groups: Option<Vec<(String, Result<Reading, DecodeError>)>>,
}

/// Why an answer has no score for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReading {
    /// It has groups, but none of that name.
    UnknownGroup,
    /// It cannot be read.
    Invalid(DecodeError),
}

impl From<Reading> for Answer {
    fn from(reading: Reading) -> Self {
        Self { whole: Ok(reading), groups: None }
    }
}

impl Answer {
    /// Decodes `{"time", "score"}`, or `{"value": [{"time", "score", "rbacGroupName"}, …]}` as the
    /// API answers for all device groups. What is wrong with one group is no matter to another.
    ///
    /// # Errors
    /// [`DecodeError`] where it is neither.
    pub fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        if body.len() > MAX_BYTES {
            return Err(DecodeError::TooLong);
        }
        let body = Json::parse(body).ok_or(DecodeError::Shape)?;
        let whole = Reading::from_json(body);
        let groups = body.member("value").and_then(Json::elements);
        let groups = groups.map(|groups| groups.into_iter().filter_map(group).collect());
        if let (Err(error), None) = (&whole, &groups) {
            return Err(*error);
        }
        Ok(Self { whole, groups })
    }

    /// The score of a group, or the organisation's. Names compare exactly, and of two groups of one
    /// name the first counts.
    ///
    /// # Errors
    /// [`NoReading`] for a missing group or score.
    pub fn reading(&self, group: Option<&str>) -> Result<&Reading, NoReading> {
        let reading = match (group, &self.groups) {
            (None, _) => &self.whole,
            (Some(_), None) => &Err(DecodeError::Groups),
            (Some(name), Some(groups)) => {
                let known = groups.iter().find(|(known, _)| known == name);
                known.map(|(_, reading)| reading).ok_or(NoReading::UnknownGroup)?
            }
        };
        reading.as_ref().map_err(|error| NoReading::Invalid(*error))
    }

    /// A reading that stands for the whole answer, whoever it is for.
    #[must_use]
    pub(crate) fn any(&self) -> Option<Reading> {
        let groups = self.groups.iter().flatten().map(|(_, reading)| reading);
        let mut readings = std::iter::once(&self.whole).chain(groups).flatten();
        readings.next().cloned().or_else(|| {
            // An organisation without groups.
            Some(Reading { score: Score::new(0.0)?, time: Instant::parse("1970-01-01T00:00:00Z").ok()? })
        })
    }
}

fn group(group: Json<'_>) -> Option<(String, Result<Reading, DecodeError>)> {
    let name = group.member("rbacGroupName")?.text(LONGEST_NAME)?;
    Some((name, Reading::from_json(group)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DOCUMENTED: &str = r#"{
        "@odata.context":"https://api.securitycenter.microsoft.com/api/$metadata#ExposureScore",
        "value":[
            {"time":"2019-12-03T07:26:49.9376328Z","score":41.38041766305988,"rbacGroupName":"GroupOne"},
            {"time":"2019-12-03T07:26:49.9376375Z","score":37.403726933165366,"rbacGroupName":"GroupTwo"}
        ]}"#;

    fn points(body: &str, group: Option<&str>) -> Result<f64, NoReading> {
        let answer = Answer::decode(body.as_bytes()).map_err(NoReading::Invalid)?;
        answer.reading(group).map(|reading| reading.score.points())
    }

    #[test]
    fn the_documented_answer_has_the_score_of_each_group() {
        for (group, expected) in [
            (Some("GroupOne"), Ok(41.380_417_663_059_88)),
            (Some("GroupTwo"), Ok(37.403_726_933_165_366)),
            (Some("groupone"), Err(NoReading::UnknownGroup)),
            (Some("GroupOne "), Err(NoReading::UnknownGroup)),
            (None, Err(NoReading::Invalid(DecodeError::Shape))),
        ] {
            assert_eq!(points(DOCUMENTED, group), expected, "{group:?}");
        }
    }

    #[test]
    fn only_the_group_that_is_shown_must_be_whole() {
        let entry = |name: &str, score: &str| {
            format!(r#"{{"time":"2019-12-03T07:26:49Z","score":{score},"rbacGroupName":{name}}}"#)
        };
        let (good, bad) = (entry(r#""A""#, "1"), entry(r#""A""#, "-1"));
        for (entries, expected) in [
            (good.clone(), Ok(1.0)),
            (format!("{good},{bad}"), Ok(1.0)),
            (format!("{bad},{good}"), Err(NoReading::Invalid(DecodeError::Score))),
            (format!("{},{good}", entry(r#""A""#, "2")), Ok(2.0)),
            (format!("{},{good}", entry(r#""B""#, "\"x\"")), Ok(1.0)),
            (format!("null,7,[],{{}},{},{good}", entry("7", "2")), Ok(1.0)),
            (entry(r#""\u0041""#, "3"), Ok(3.0)),
            (entry(r#""a""#, "3"), Err(NoReading::UnknownGroup)),
            (String::new(), Err(NoReading::UnknownGroup)),
            (r#"{"score":1,"rbacGroupName":"A"}"#.into(), Err(NoReading::Invalid(DecodeError::Shape))),
            (r#"{"score":1,"time":"now","rbacGroupName":"A"}"#.into(), Err(NoReading::Invalid(DecodeError::Time))),
        ] {
            assert_eq!(points(&format!(r#"{{"value":[{entries}]}}"#), Some("A")), expected, "{entries}");
        }
        assert!(Answer::decode(br#"{"value":[]}"#).is_ok_and(|answer| answer.any().is_some()));
    }

    #[test]
    fn one_score_has_no_groups() {
        let one = r#"{"time":"2019-12-03T09:15:58Z","score":340}"#;
        assert_eq!(points(one, None), Ok(340.0));
        assert_eq!(points(one, Some("A")), Err(NoReading::Invalid(DecodeError::Groups)));
        for body in ["{}", "[]", r#"{"value":{}}"#, r#"{"value":[],"value":[]}"#, "<html>"] {
            assert_eq!(points(body, Some("A")), Err(NoReading::Invalid(DecodeError::Shape)), "{body}");
        }
    }

    proptest! {
        #[test]
        fn a_changed_byte_never_panics(at in 0..DOCUMENTED.len(), byte in any::<u8>()) {
            let mut body = DOCUMENTED.as_bytes().to_vec();
            body[at] = byte;
            let _ = Answer::decode(&body).map(|answer| answer.reading(Some("GroupOne")).cloned());
        }
    }
}
