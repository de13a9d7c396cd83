//! Scripts: one line per input, and what it must lead to.

mod events;
mod model;
mod page;
mod properties;
mod refusals;
mod retries;
mod sign_out;
mod states;
mod tokens;

use super::{Access, Effect, Input, Machine, Moment, Page, Report, TokenReply};
use crate::feed::policy::{DEFAULT_INTERVAL, DEFAULT_STALE_AFTER};
use crate::feed::{Error, Failure, TokenFault};
use crate::score::{Instant, Reading, Score};

/// The time of the reader's clock at second 0 of a script: 2026-01-01.
const START: f64 = 1_767_225_600_000.0;
const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;

const SHOWN: Page = Page { visible: true, online: true };
const HIDDEN: Page = Page { visible: false, online: true };
const OFFLINE: Page = Page { visible: true, online: false };
const AWAY: Page = Page { visible: false, online: false };

/// One line: the second at which an input comes, the input, and `effects | seconds to the next wake
/// | state`.
type Line = (f64, Input, &'static str);

/// A machine for the API on a page that is shown.
fn api() -> Machine {
    Machine::new(Access::Token, SHOWN, Some(DEFAULT_INTERVAL))
}

/// A machine for a published file on a page that is shown.
fn file() -> Machine {
    Machine::new(Access::Open, SHOWN, Some(DEFAULT_INTERVAL))
}

/// A moment at which all clocks agree.
fn at(now: f64, random: f64) -> Moment {
    Moment { now, steady: now - START, random }
}

/// Plays a script in which every draw of luck is the middle.
fn play(machine: Machine, script: &[Line]) -> Machine {
    play_with(0.5, machine, script)
}

fn play_with(random: f64, mut machine: Machine, script: &[Line]) -> Machine {
    let (mut steady, mut last) = (0.0_f64, f64::INFINITY);
    for (number, (second, input, expected)) in script.iter().enumerate() {
        // The reader's clock may be set back, the steady one never is.
        steady = if last.is_finite() { steady + (second - last).max(0.0) } else { *second };
        last = *second;
        let moment = Moment { now: START + second * 1000.0, steady: steady * 1000.0, random };
        let (next, effects) = machine.step(input.clone(), moment);
        machine = next;
        let state = machine.status().state(DEFAULT_STALE_AFTER).name();
        let seen = format!("{} | {state}", written(&effects));
        assert_eq!(seen, *expected, "line {} of the script, {input:?} at {second}", number + 1);
    }
    machine
}

fn written(effects: &[Effect]) -> String {
    let words: Vec<String> = effects.iter().map(word).collect();
    words.join(" ")
}

fn word(effect: &Effect) -> String {
    match effect {
        Effect::AskToken(reason) => format!("ask-{}", reason.name()),
        Effect::Send => "send".into(),
        Effect::Abort => "abort".into(),
        Effect::ForgetToken => "forget".into(),
        Effect::Report(Report::Loaded(_)) => "loaded".into(),
        Effect::Report(Report::Failed(failure, attempt)) => format!("failed-{attempt}:{}", failure.error.code()),
        Effect::Report(Report::Refused(error)) => format!("refused:{}", error.code()),
        Effect::Wake(Some(delay)) => format!("| {}", delay.round() / 1000.0),
        Effect::Wake(None) => "| -".into(),
    }
}

/// A good answer, made at second 0.
fn good() -> Input {
    Input::Answer(Ok(reading(340.0)))
}

fn reading(points: f64) -> Reading {
    let (score, time) = (Score::new(points).unwrap(), Instant::parse("2026-01-01T00:00:00Z").unwrap());
    Reading { score, time }
}

fn bad(error: Error) -> Input {
    Input::Answer(Err(error.into()))
}

/// A failure with a `Retry-After` of this many seconds.
fn later(error: Error, seconds: f64) -> Input {
    Input::Answer(Err(Failure { retry_after: Some(seconds * 1000.0), ..error.into() }))
}

/// A new token that says nothing of its end.
fn new() -> Input {
    Input::Token(TokenReply::New(None))
}

/// A new token that expires at that second of the script.
fn new_until(second: f64) -> Input {
    Input::Token(TokenReply::New(Some(START + second * 1000.0)))
}

fn same() -> Input {
    Input::Token(TokenReply::Same(None))
}

fn none() -> Input {
    Input::Token(TokenReply::Missing)
}

fn threw() -> Input {
    Input::Token(TokenReply::Failed(Error::TokenFailed(TokenFault::Threw)))
}

fn given() -> Input {
    Input::TokenGiven(None)
}
