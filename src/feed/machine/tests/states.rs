//! The states, their table and their picture.

use std::collections::BTreeSet;

use super::*;
use crate::feed::State;
use crate::feed::policy::HOUR as HOUR_MS;

type Arrow = (&'static str, &'static str);

#[test]
fn the_picture_shows_the_table() {
    let (start, arrows): (BTreeSet<Arrow>, BTreeSet<Arrow>) = include_str!("../states.md")
        .lines()
        .filter_map(|line| line.trim().split_once(" --> "))
        .partition(|(from, _)| *from == "[*]");
    let table: BTreeSet<Arrow> =
        State::ALL.iter().flat_map(|from| from.next().iter().map(|to| (from.name(), to.name()))).collect();
    assert_eq!(arrows, table);
    assert_eq!(start.iter().map(|(_, to)| *to).collect::<Vec<_>>(), ["error", "idle", "loading"]);
}

#[test]
fn every_start_is_in_the_picture() {
    for (access, page, provider, expected) in [
        (Access::Token, SHOWN, false, State::Idle),
        (Access::Token, OFFLINE, false, State::Idle),
        (Access::Token, SHOWN, true, State::Loading),
        (Access::Token, HIDDEN, true, State::Loading),
        (Access::Token, OFFLINE, true, State::Error),
        (Access::Open, SHOWN, false, State::Loading),
        (Access::Open, OFFLINE, false, State::Error),
    ] {
        let input = if provider { Input::Provider } else { Input::Woke };
        let machine = Machine::new(access, page, None).step(input, at(START, 0.5)).0;
        assert_eq!(machine.status().state(HOUR_MS), expected, "{access:?} {page:?}");
    }
}

#[test]
fn a_score_is_stale_from_its_time_on() {
    let moment = |hours: f64| at(START + hours * HOUR_MS, 0.5);
    for (access, first, came, looked, stale_after, expected) in [
        // An answer of the API is new when it comes, whatever its clock says.
        (Access::Token, given(), 100.0, 123.9, 24.0, State::Ready),
        (Access::Token, given(), 100.0, 124.0, 24.0, State::Stale),
        (Access::Token, given(), -100.0, -100.0, 24.0, State::Ready),
        // A file's score counts from the file's own time, second 0.
        (Access::Open, Input::Woke, 10.0, 10.0, 24.0, State::Ready),
        (Access::Open, Input::Woke, 10.0, 24.0, 24.0, State::Stale),
        (Access::Open, Input::Woke, 100.0, 100.0, 24.0, State::Stale),
        (Access::Open, Input::Woke, 100.0, 100.0, 1000.0, State::Ready),
        // A reader whose clock is behind sees a file from the future: it is new.
        (Access::Open, Input::Woke, -100.0, -100.0, 1.0, State::Ready),
    ] {
        let machine = Machine::new(access, SHOWN, None).step(first, moment(came)).0;
        let machine = machine.step(good(), moment(came)).0.step(Input::Woke, moment(looked)).0;
        assert_eq!(machine.status().state(stale_after * HOUR_MS), expected, "{access:?} {came} {looked}");
    }
}
