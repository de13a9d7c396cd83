//! Lines for whoever runs the publisher, on standard error.
//!
//! The crate `tracing` would be the usual choice, but the widget switches it off in release builds
//! for the whole of a workspace, and a line is quickly written.

use std::io::Write;

use clap::ValueEnum;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::failure::Failure;

/// The form of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For a person
    #[default]
    Text,
    /// One JSON object per line, for a log collector
    Json,
}

/// Writes lines. No caller hands it a secret: those are of a type that cannot be printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Log(Form);

impl Log {
    pub(crate) fn new(form: Form) -> Self {
        Self(form)
    }

    /// Something that went as it should.
    pub(crate) fn info(self, event: &str, members: &[(&str, Value)]) {
        self.write("info", event, members);
    }

    /// Something to look at that keeps nothing from being published.
    pub(crate) fn warning(self, event: &str, members: &[(&str, Value)]) {
        self.write("warning", event, members);
    }

    /// What kept a score from being published.
    pub(crate) fn failure(self, failure: &Failure) {
        let members = [("code", failure.code.into()), ("message", failure.to_string().into())];
        self.write("error", "failed", &members);
    }

    fn write(self, level: &str, event: &str, members: &[(&str, Value)]) {
        let line = self.line(Timestamp::now(), level, event, members);
        // Nobody may be listening, and a line more or less changes nothing.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }

    fn line(self, now: Timestamp, level: &str, event: &str, members: &[(&str, Value)]) -> String {
        let time = format!("{now:.3}");
        match self.0 {
            Form::Json => {
                let fixed = [("time", time.into()), ("level", level.into()), ("event", event.into())];
                let all = fixed.into_iter().chain(members.iter().map(|(name, value)| (*name, value.clone())));
                Value::from(all.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>()).to_string()
            }
            Form::Text => {
                let members = members.iter().map(|(name, value)| match value {
                    Value::String(text) if *name == "message" => format!(": {}", printable(text)),
                    value => format!(" {name}={value}"),
                });
                [format!("{time} {level} {event}"), members.collect()].concat()
            }
        }
    }
}

/// A line stays one line.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(form: Form, members: &[(&str, Value)]) -> String {
        Log(form).line(Timestamp::UNIX_EPOCH, "info", "published", members)
    }

    #[test]
    fn a_line_is_one_line() {
        let members = [("score", 340.0.into()), ("message", "a\nb \"c\"".into())];
        assert_eq!(line(Form::Text, &members), "1970-01-01T00:00:00.000Z info published score=340.0: a b \"c\"");
        let json = line(Form::Json, &members);
        assert!(!json.contains('\n'));
        let value: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["event"], "published");
        assert_eq!(value["message"], "a\nb \"c\"");
        assert_eq!(value["time"], "1970-01-01T00:00:00.000Z");
    }
}
