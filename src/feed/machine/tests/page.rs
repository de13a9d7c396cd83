//! Hidden pages, offline browsers, machines that sleep, and clocks that are set.

use super::*;
use Input::{Page as Turned, Provider, Refresh, Woke};

/// A machine on such a page, with a token.
fn on(page: Page) -> Machine {
    Machine::new(Access::Token, page, Some(DEFAULT_INTERVAL))
}

/// A machine that has its score since second 0.
fn ready() -> Machine {
    play(api(), &[(0.0, given(), "send | 30 | loading"), (0.0, good(), "loaded | 60 | ready")])
}

#[test]
fn a_page_that_was_hidden_from_the_start_asks_at_once_when_it_is_shown() {
    play_with(
        1.0,
        on(HIDDEN),
        &[
            (0.0, Provider, "| - | loading"),
            (HOUR, Woke, "| - | loading"),
            (2.0 * HOUR, Turned(SHOWN), "ask-initial | 30 | loading"),
        ],
    );
}

#[test]
fn offline_at_the_start_is_told_and_recovers() {
    play(
        on(OFFLINE),
        &[
            (0.0, Provider, "failed-1:network | - | error"),
            (HOUR, Woke, "| - | error"),
            (2.0 * HOUR, Turned(SHOWN), "| 2.5 | error"),
            (2.0 * HOUR + 2.5, Woke, "ask-initial | 30 | error"),
            (2.0 * HOUR + 2.5, new(), "send | 30 | error"),
            (2.0 * HOUR + 2.5, good(), "loaded | 60 | ready"),
        ],
    );
    // Nobody can be asked anyway: that comes first.
    play(on(OFFLINE), &[(0.0, Woke, "| - | idle"), (1.0, given(), "failed-1:network | - | error")]);
    // It is offline when the token comes.
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (1.0, Turned(OFFLINE), "| 29 | loading"),
            (2.0, new(), "failed-1:network | - | error"),
        ],
    );
    // It comes back online while it is hidden.
    play(
        on(AWAY),
        &[
            (0.0, Provider, "failed-1:network | - | error"),
            (1.0, Turned(HIDDEN), "| - | error"),
            (HOUR, Turned(SHOWN), "| 2.5 | error"),
            (HOUR + 2.5, Woke, "ask-initial | 30 | error"),
        ],
    );
}

#[test]
fn offline_with_a_score_is_no_failure() {
    play(
        ready(),
        &[
            (1.0, Turned(OFFLINE), "| 60 | ready"),
            (2.0 * HOUR, Woke, "| 60 | ready"),
            (24.0 * HOUR, Woke, "| 60 | stale"),
            // A caller may know better than the browser.
            (24.0 * HOUR, Refresh, "send | 30 | stale"),
            (24.0 * HOUR, bad(Error::Network), "failed-1:network | 60 | error"),
            (24.5 * HOUR, Woke, "| 60 | error"),
            (25.0 * HOUR, Turned(SHOWN), "| 2.5 | error"),
            (25.0 * HOUR + 2.5, Woke, "send | 30 | error"),
            (25.0 * HOUR + 3.0, good(), "loaded | 60 | ready"),
        ],
    );
}

#[test]
fn who_comes_back_catches_up_once_within_five_seconds() {
    for (away, wake) in [(HIDDEN, "| - | ready"), (AWAY, "| - | ready"), (OFFLINE, "| 60 | ready")] {
        for (random, delay) in [(0.0, 0.0), (0.25, 1.25), (1.0, 5.0)] {
            let back = 5.0 * HOUR;
            let returned = if delay > 0.0 { format!("| {delay} | ready").leak() } else { "send | 30 | ready" };
            let machine = play_with(
                random,
                ready(),
                &[(60.0, Turned(away), wake), (4.0 * HOUR, Woke, wake), (back, Turned(SHOWN), returned)],
            );
            // Away again and back within that time makes it neither sooner nor later, and not
            // twice.
            if delay > 1.0 {
                let left = format!("| {} | ready", delay - 1.0).leak();
                play_with(
                    random,
                    machine,
                    &[
                        (back + 0.5, Turned(away), wake),
                        (back + 1.0, Turned(SHOWN), left),
                        (back + delay, Woke, "send | 30 | ready"),
                        (back + delay, good(), "loaded | 60 | ready"),
                        (back + delay + 1.0, Turned(away), wake),
                        (back + delay + 2.0, Turned(SHOWN), "| 60 | ready"),
                    ],
                );
            }
        }
    }
}

#[test]
fn who_comes_back_before_anything_is_due_asks_nothing() {
    play(
        ready(),
        &[
            (60.0, Turned(HIDDEN), "| - | ready"),
            (HOUR - 10.0, Turned(SHOWN), "| 10 | ready"),
            (HOUR, Woke, "send | 30 | ready"),
        ],
    );
}

#[test]
fn a_failure_of_the_network_is_tried_again_when_the_page_is_back() {
    let failing = play_with(
        1.0,
        ready(),
        &[
            (HOUR, Woke, "send | 30 | ready"),
            (HOUR, bad(Error::Network), "failed-1:network | 2 | error"),
            (HOUR + 2.0, Woke, "send | 30 | error"),
            (HOUR + 2.0, bad(Error::Network), "failed-2:network | 4 | error"),
            (HOUR + 6.0, Woke, "send | 30 | error"),
            (HOUR + 6.0, bad(Error::Network), "failed-3:network | 8 | error"),
        ],
    );
    for away in [HIDDEN, OFFLINE] {
        let wake = if away.visible { "| 60 | error" } else { "| - | error" };
        play(
            failing.clone(),
            &[
                (HOUR + 7.0, Turned(away), wake),
                (HOUR + 8.0, Turned(SHOWN), "| 2.5 | error"),
                (HOUR + 10.5, Woke, "send | 30 | error"),
            ],
        );
    }
}

#[test]
fn a_request_under_way_is_not_given_up_when_the_page_is_hidden() {
    play(
        api(),
        &[
            (0.0, given(), "send | 30 | loading"),
            (1.0, Turned(HIDDEN), "| 29 | loading"),
            (2.0, good(), "loaded | - | ready"),
        ],
    );
    play(
        api(),
        &[
            (0.0, given(), "send | 30 | loading"),
            (1.0, Turned(HIDDEN), "| 29 | loading"),
            (2.0, bad(Error::Server(500)), "failed-1:server | - | error"),
            (HOUR, Woke, "| - | error"),
            (HOUR, Turned(SHOWN), "| 2.5 | error"),
        ],
    );
}

#[test]
fn a_token_that_comes_on_a_hidden_page_is_sent_when_it_is_back() {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (1.0, Turned(HIDDEN), "| 29 | loading"),
            (2.0, new(), "| - | loading"),
            (HOUR, Turned(SHOWN), "send | 30 | loading"),
        ],
    );
}

#[test]
fn a_hidden_page_does_not_renew_its_token() {
    let machine = play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, new_until(1800.0), "send | 30 | loading"),
            (0.0, good(), "loaded | 60 | ready"),
            (1.0, Turned(HIDDEN), "| - | ready"),
            (1700.0, Woke, "| - | ready"),
        ],
    );
    // A thousand pages that come back together do not renew together either.
    play(machine.clone(), &[(1750.0, Turned(SHOWN), "| 2.5 | ready"), (1752.5, Woke, "ask-expiring | 30 | ready")]);
    play(
        machine,
        &[
            (9.0 * HOUR, Turned(SHOWN), "| 2.5 | ready"),
            (9.0 * HOUR + 2.5, Woke, "ask-expiring | 30 | ready"),
            (9.0 * HOUR + 2.5, new_until(10.0 * HOUR), "send | 30 | ready"),
        ],
    );
}

#[test]
fn who_asks_on_a_hidden_page_is_answered_there() {
    play(
        ready(),
        &[
            (60.0, Turned(HIDDEN), "| - | ready"),
            (70.0, Refresh, "send | 30 | ready"),
            (71.0, good(), "loaded | - | ready"),
            // By itself it asks for nothing.
            (3.0 * HOUR, Woke, "| - | ready"),
        ],
    );
}

#[test]
fn who_asks_on_a_page_that_went_away_meanwhile_is_answered_there() {
    for page in [HIDDEN, OFFLINE, AWAY] {
        play(
            api(),
            &[
                (0.0, Provider, "ask-initial | 30 | loading"),
                (1.0, Turned(page), "| 29 | loading"),
                (2.0, Refresh, "| 28 | loading"),
                (3.0, new(), "send | 30 | loading"),
                (4.0, Input::Answer(Err(Error::Unauthorized.into())), "ask-rejected | 30 | loading"),
                (5.0, new(), "send | 30 | loading"),
            ],
        );
    }
}

#[test]
fn who_asks_while_a_token_is_renewed_waits_until_a_second_has_passed() {
    let renewing = play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, new_until(4.0), "send | 30 | loading"),
            (0.0, good(), "loaded | 2 | ready"),
            (1.6, Refresh, "send | 30 | ready"),
            (1.7, good(), "loaded | 0.3 | ready"),
            (2.0, Woke, "ask-expiring | 30 | ready"),
            (2.1, Refresh, "| 29.9 | ready"),
        ],
    );
    play(renewing, &[(2.2, new(), "| 0.4 | ready"), (2.6, Woke, "send | 30 | ready")]);
}

#[test]
fn whoever_asks_joins_what_is_under_way() {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, Refresh, "| 30 | loading"),
            (1.0, new(), "send | 30 | loading"),
            (1.0, Refresh, "| 30 | loading"),
            (2.0, good(), "loaded | 60 | ready"),
            (3.0, Refresh, "send | 30 | ready"),
        ],
    );
}

#[test]
fn a_machine_that_slept_is_noticed() {
    // The timer rings when the machine is awake again, long after its time.
    play(ready(), &[(60.0, Woke, "| 60 | ready"), (30.0 * HOUR, Woke, "send | 30 | stale")]);
    // While asleep, what was under way came to nothing.
    play(
        ready(),
        &[
            (HOUR, Woke, "send | 30 | ready"),
            (9.0 * HOUR, Woke, "abort failed-1:timeout | 1 | error"),
            (9.0 * HOUR + 1.0, Woke, "send | 30 | error"),
        ],
    );
}

#[test]
fn a_clock_that_is_set_back_stops_nothing() {
    play(
        ready(),
        &[
            (1800.0, Woke, "| 60 | ready"),
            // Back by a day: no time has passed.
            (1800.0 - 24.0 * HOUR, Woke, "| 60 | ready"),
            (3599.0 - 24.0 * HOUR, Woke, "| 1 | ready"),
            (3600.0 - 24.0 * HOUR, Woke, "send | 30 | ready"),
            (-48.0 * HOUR, Woke, "| 30 | ready"),
            (-48.0 * HOUR + 30.0, Woke, "abort failed-1:timeout | 1 | error"),
            (-48.0 * HOUR + 31.0, Woke, "send | 30 | error"),
            (-72.0 * HOUR, good(), "loaded | 60 | ready"),
        ],
    );
}

#[test]
fn a_clock_that_is_no_number_and_luck_that_is_none_stop_nothing() {
    let mut machine = ready();
    for now in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        machine = machine.step(Woke, at(now, f64::NAN)).0;
    }
    machine = play(machine, &[(HOUR, Woke, "send | 30 | ready")]);
    for (random, wait) in [(f64::NAN, "| 2 |"), (7.0, "| 2 |"), (-7.0, "| 1 |")] {
        let (machine, effects) = machine.clone().step(bad(Error::Network), at(START + HOUR * 1000.0, random));
        let state = machine.status().state(DEFAULT_STALE_AFTER).name();
        assert_eq!(format!("{} | {state}", written(&effects)), format!("failed-1:network {wait} error"));
    }
}
