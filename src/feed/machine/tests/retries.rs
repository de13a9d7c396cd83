//! Retries after a failure, and their number.

use super::*;
use crate::feed::policy::{MINUTE as MINUTE_MS, REQUESTS_PER_HOUR};
use crate::score::DecodeError;
use Input::{Page as Turned, Provider, Refresh, Woke};

/// A machine whose first request is under way.
fn asked() -> Machine {
    play(api(), &[(0.0, given(), "send | 30 | loading")])
}

#[test]
fn each_error_has_its_state_and_its_next_attempt() {
    const SOON: f64 = 2.0;
    const NEXT_INTERVAL: f64 = HOUR;
    for (error, state, next) in [
        (Error::Throttled, "error", SOON),
        (Error::Server(500), "error", SOON),
        (Error::Server(503), "error", SOON),
        (Error::Server(599), "error", SOON),
        (Error::Network, "error", SOON),
        (Error::Timeout, "error", SOON),
        (Error::Forbidden, "unauthorized", NEXT_INTERVAL),
        (Error::FeatureDisabled, "unauthorized", NEXT_INTERVAL),
        (Error::NotFound, "error", NEXT_INTERVAL),
        (Error::Http(400), "error", NEXT_INTERVAL),
        (Error::Http(204), "error", NEXT_INTERVAL),
        (Error::Redirected, "error", NEXT_INTERVAL),
        (Error::InvalidResponse(DecodeError::Shape), "error", NEXT_INTERVAL),
        (Error::InsecureUrl, "error", NEXT_INTERVAL),
    ] {
        let wake = next.min(MINUTE);
        let failed = format!("failed-1:{} | {wake} | {state}", error.code()).leak();
        let almost = format!("| 0.5 | {state}").leak();
        let again = format!("send | 30 | {state}").leak();
        play_with(1.0, asked(), &[(0.0, bad(error), failed), (next - 0.5, Woke, almost), (next, Woke, again)]);
    }
}

#[test]
fn an_answer_has_thirty_seconds() {
    play(
        asked(),
        &[
            (29.0, Woke, "| 1 | loading"),
            (30.0, Woke, "abort failed-1:timeout | 1 | error"),
            // Too late, even if it came.
            (30.5, good(), "| 0.5 | error"),
            (31.0, Woke, "send | 30 | error"),
            (31.0, good(), "loaded | 60 | ready"),
        ],
    );
}

#[test]
fn waits_double_up_to_five_minutes_and_never_end() {
    let (mut machine, mut second) = (asked(), 0.0);
    let doubling = [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
    for wait in doubling.into_iter().chain(std::iter::repeat_n(300.0, 1000)) {
        let step = |machine: Machine, input, second| machine.step(input, at(START + second * 1000.0, 1.0));
        machine = step(machine, bad(Error::Server(500)), second).0;
        let (waiting, effects) = step(machine, Woke, second + wait - 0.001);
        assert_eq!(written(&effects), "| 0.001", "after a wait of {wait}");
        second += wait;
        let (sending, effects) = step(waiting, Woke, second);
        assert_eq!(written(&effects), "send | 30");
        machine = sending;
    }
    // A good answer starts the count anew.
    play_with(
        1.0,
        machine,
        &[
            (second, good(), "loaded | 60 | ready"),
            (second + 1.0, Refresh, "send | 30 | ready"),
            (second + 1.0, bad(Error::Network), "failed-1:network | 2 | error"),
        ],
    );
}

#[test]
fn retry_after_is_obeyed() {
    for (error, seconds, wait) in [
        (Error::Throttled, 120.0, 120.5),
        (Error::Server(503), 120.0, 120.5),
        (Error::Throttled, 7200.0, 7200.5),
        (Error::Throttled, 30.0 * 24.0 * HOUR, 24.0 * HOUR + 0.5),
        (Error::Throttled, f64::INFINITY, 24.0 * HOUR + 0.5),
        // A header that says nothing leaves the back-off.
        (Error::Throttled, 0.0, 1.0),
        (Error::Throttled, -5.0, 1.0),
        (Error::Throttled, f64::NAN, 1.0),
        // A failure that waiting does not mend is not waited for.
        (Error::Forbidden, 5.0, HOUR),
        (Error::NotFound, 5.0, HOUR),
    ] {
        let (machine, _) = asked().step(later(error, seconds), at(START, 0.5));
        let state = machine.status().state(DEFAULT_STALE_AFTER).name();
        let (almost, again) = (format!("| 0.25 | {state}").leak(), format!("send | 30 | {state}").leak());
        play(machine, &[(wait - 0.25, Woke, almost), (wait, Woke, again)]);
    }
}

#[test]
fn retry_after_outlives_a_change_of_network_but_not_a_person() {
    let throttled = play(asked(), &[(0.0, later(Error::Throttled, 600.0), "failed-1:throttled | 60 | error")]);
    play(
        throttled.clone(),
        &[
            (1.0, Turned(OFFLINE), "| - | error"),
            (2.0, Turned(SHOWN), "| 60 | error"),
            (60.0, Woke, "| 60 | error"),
            (600.5, Woke, "send | 30 | error"),
        ],
    );
    play(throttled, &[(1.0, Refresh, "send | 30 | error")]);
}

#[test]
fn the_back_off_after_a_servers_failure_outlives_a_change_of_network() {
    let failed_once = play_with(
        1.0,
        asked(),
        &[(0.0, bad(Error::Server(500)), "failed-1:server | 2 | error"), (2.0, Woke, "send | 30 | error")],
    );
    let failed_twice = play_with(1.0, failed_once, &[(2.0, bad(Error::Server(500)), "failed-2:server | 4 | error")]);
    // A page that was away over a failure of the network would be back in half of 5 seconds.
    play(failed_twice, &[(3.0, Turned(OFFLINE), "| - | error"), (3.0, Turned(SHOWN), "| 3 | error")]);
}

#[test]
fn without_an_interval_only_retries_are_made() {
    let machine = Machine::new(Access::Token, SHOWN, None);
    let asked = play(machine, &[(0.0, given(), "send | 30 | loading")]);
    play(
        asked.clone(),
        &[
            (0.0, good(), "loaded | 60 | ready"),
            (9.0 * HOUR, Woke, "| 60 | ready"),
            (24.0 * HOUR, Woke, "| 60 | stale"),
            (24.0 * HOUR, Refresh, "send | 30 | stale"),
            (24.0 * HOUR, good(), "loaded | 60 | ready"),
        ],
    );
    play(
        asked.clone(),
        &[(0.0, bad(Error::NotFound), "failed-1:not-found | 60 | error"), (HOUR, Woke, "| 60 | error")],
    );
    play(asked, &[(0.0, bad(Error::Network), "failed-1:network | 1 | error"), (1.0, Woke, "send | 30 | error")]);
}

#[test]
fn another_interval_counts_from_the_last_attempt() {
    for outcome in [good(), bad(Error::NotFound)] {
        let (asked, _) = asked().step(outcome, at(START, 0.5));
        let state = asked.status().state(DEFAULT_STALE_AFTER).name();
        let line = |second: f64, input: Input, effects: &str| (second, input, &*format!("{effects} | {state}").leak());
        let every = |minutes: f64| Input::Interval(Some(minutes * MINUTE_MS));
        play(
            asked.clone(),
            &[
                line(600.0, every(10.5), "| 30"),
                line(600.0, every(20.0), "| 60"),
                line(600.0, Input::Interval(None), "| 60"),
                line(9.0 * HOUR, Woke, "| 60"),
                line(9.0 * HOUR, every(10.0 * 60.0), "| 60"),
                line(10.0 * HOUR, Woke, "send | 30"),
            ],
        );
        play(asked, &[line(600.0, every(10.0), "send | 30")]);
    }
    // A retry keeps its time, and so does a first attempt.
    play(
        asked(),
        &[
            (0.0, bad(Error::Network), "failed-1:network | 1 | error"),
            (0.0, Input::Interval(None), "| 1 | error"),
            (1.0, Woke, "send | 30 | error"),
        ],
    );
    play(
        Machine::new(Access::Token, HIDDEN, None),
        &[
            (0.0, given(), "| - | loading"),
            (0.0, Input::Interval(None), "| - | loading"),
            (1.0, Turned(SHOWN), "send | 30 | loading"),
        ],
    );
}

/// Plays some hours against a server that gives one answer only, with new tokens whenever asked.
/// The seconds of requests.
fn requests(hours: f64, minutes: Option<f64>, random: f64, answer: &Input) -> Vec<f64> {
    let interval = minutes.map(|minutes| minutes * MINUTE_MS);
    let (mut machine, mut second, mut times) = (Machine::new(Access::Token, SHOWN, interval), 0.0, Vec::new());
    let mut input = Provider;
    while second < hours * HOUR {
        let (next, effects) = machine.step(input, at(START + second * 1000.0, random));
        machine = next;
        input = Woke;
        for effect in effects {
            match effect {
                Effect::AskToken(_) => input = new(),
                Effect::Send => {
                    times.push(second);
                    assert!(times.len() < 10_000, "it asks without end");
                    input = answer.clone();
                }
                Effect::Wake(Some(delay)) if matches!(input, Woke) => second += delay / 1000.0,
                _ => {}
            }
        }
    }
    times
}

#[test]
fn a_server_that_always_fails_is_asked_twenty_times_an_hour_at_most() {
    let answers = [
        bad(Error::Server(500)),
        bad(Error::Unauthorized),
        bad(Error::Forbidden),
        bad(Error::NotFound),
        later(Error::Throttled, 0.001),
        later(Error::Throttled, 60.0),
    ];
    for answer in &answers {
        for minutes in [None, Some(1.0), Some(2.0), Some(7.0), Some(60.0)] {
            for random in [0.0, 0.001, 0.3, 0.5, 0.999, 1.0] {
                let times = requests(6.0, minutes, random, answer);
                for (index, start) in times.iter().enumerate() {
                    let hour = times[index..].iter().take_while(|at| *at - start <= HOUR).count();
                    assert!(hour <= REQUESTS_PER_HOUR, "{hour} of {answer:?} every {minutes:?} with {random}");
                }
            }
        }
    }
}

#[test]
fn a_server_that_answers_well_is_asked_as_often_as_the_host_wants() {
    for minutes in [1.0, 2.0, 60.0] {
        let times = requests(6.0, Some(minutes), 0.5, &good());
        assert_eq!(times.len() as f64, 6.0 * 60.0 / minutes, "every {minutes} minutes");
    }
}

#[test]
fn a_server_that_failed_for_long_is_noticed_within_five_minutes_of_its_recovery() {
    for random in [0.0, 0.001, 0.3, 0.5, 0.999, 1.0] {
        let times = requests(24.0, Some(60.0), random, &bad(Error::Network));
        let longest = times.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
        assert!(longest <= 5.0 * MINUTE, "{longest} with {random}");
    }
}

#[test]
fn a_person_may_ask_more_often() {
    let (mut machine, _) = api().step(given(), at(START, 0.5));
    for second in 1..100 {
        for input in [bad(Error::NotFound), Refresh] {
            let (next, effects) = machine.step(input.clone(), at(START + f64::from(second) * 1000.0, 0.5));
            machine = next;
            assert_eq!(effects.contains(&Effect::Send), matches!(input, Refresh));
        }
    }
    // Afterwards the machine does not make up for it by asking nothing for hours.
    let (machine, _) = machine.step(bad(Error::Server(500)), at(START + 100_000.0, 0.0));
    play(machine, &[(400.0, Woke, "send | 30 | error")]);
}

#[test]
fn whoever_asks_within_a_second_waits_until_it_is_over() {
    let ready = play(file(), &[(0.0, Woke, "send | 30 | loading"), (0.1, good(), "loaded | 60 | ready")]);
    let at = |second: f64, steady: f64| Moment { now: START + second * 1000.0, steady: steady * 1000.0, random: 0.0 };
    // All of them share one request, and no clock that is set forward makes it come earlier.
    let mut machine = ready;
    for (second, passed, expected) in [(0.2, 0.2, "| 0.8"), (0.3, 0.3, "| 0.7"), (7200.0, 0.6, "| 0.4")] {
        let (next, effects) = machine.step(Refresh, at(second, passed));
        machine = next;
        assert_eq!(written(&effects), expected);
    }
    let (machine, effects) = machine.step(Woke, at(7200.4, 1.0));
    assert_eq!(written(&effects), "send | 30");
    // The machine's own attempts keep to it, too, however the back-off draws.
    let (machine, effects) = machine.step(bad(Error::Network), at(7200.5, 1.1));
    assert_eq!(written(&effects), "failed-1:network | 0.9");
    assert_eq!(written(&machine.step(Woke, at(7201.4, 2.0)).1), "send | 30");
}

#[test]
fn the_last_good_score_stays_through_every_failure() {
    let mut machine = play(asked(), &[(0.0, good(), "loaded | 60 | ready")]);
    for (hours, error) in [(1.0, Error::Network), (30.0, Error::Forbidden), (100.0, Error::Timeout)] {
        for input in [Refresh, bad(error)] {
            let moment = at(START + hours * HOUR * 1000.0, 0.5);
            machine = machine.step(input, moment).0;
        }
        let status = machine.status();
        assert_eq!(status.last_good.map(|last_good| last_good.reading.clone()), Some(reading(340.0)));
        assert_eq!(status.age, hours * HOUR * 1000.0);
    }
}
