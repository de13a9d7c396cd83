//! Tokens that the host page hands over and takes back.

use super::refusals::refused;
use super::*;
use Input::{Page as Turned, Provider, Refresh, TokenCleared, Woke};

#[test]
fn to_sign_out_ends_everything_and_does_not_sign_in() {
    let cleared = "forget abort refused:no-token | - | idle";
    for (machine, second, expected) in [
        (play(api(), &[(0.0, Provider, "ask-initial | 30 | loading")]), 1.0, "abort refused:no-token | - | idle"),
        (play(api(), &[(0.0, given(), "send | 30 | loading")]), 1.0, cleared),
        (refused(), 1.0, cleared),
        (
            play(refused(), &[(0.0, new(), "send | 30 | loading"), (1.0, good(), "loaded | 60 | ready")]),
            1.0,
            "forget refused:no-token | - | idle",
        ),
        (
            play(refused(), &[(0.0, none(), "forget failed-1:no-token | 60 | unauthorized")]),
            1.0,
            "refused:no-token | - | idle",
        ),
    ] {
        let machine = play(
            machine,
            &[
                (second, TokenCleared, expected),
                // Late answers do not show.
                (second, new(), "| - | idle"),
                (second, good(), "| - | idle"),
                (HOUR, Turned(HIDDEN), "| - | idle"),
                (HOUR, Turned(SHOWN), "| - | idle"),
                (2.0 * HOUR, Input::Interval(Some(60_000.0)), "| - | idle"),
                (9.0 * HOUR, Woke, "| - | idle"),
            ],
        );
        assert!(machine.status().last_good.is_none());
    }
}

#[test]
fn after_a_sign_out_whoever_wants_the_score_signs_in() {
    let signed_out = play(refused(), &[(0.0, TokenCleared, "forget abort refused:no-token | - | idle")]);
    for (input, expected) in [
        (Refresh, "ask-initial | 30 | loading"),
        (Provider, "ask-initial | 30 | loading"),
        (given(), "send | 30 | loading"),
    ] {
        play(signed_out.clone(), &[(HOUR, input, expected)]);
    }
    play(signed_out, &[(1.0, Turned(OFFLINE), "| - | idle"), (2.0, Refresh, "ask-initial | 30 | loading")]);
}

#[test]
fn a_token_by_hand_takes_the_place_of_what_is_under_way() {
    play(
        api(),
        &[
            (0.0, given(), "send | 30 | loading"),
            (1.0, given(), "abort send | 30 | loading"),
            (2.0, good(), "loaded | 60 | ready"),
            (3.0, given(), "| 60 | ready"),
        ],
    );
    play(refused(), &[(1.0, given(), "abort send | 30 | loading")]);
}

#[test]
fn a_renewal_cut_short_leaves_what_was_due() {
    for (input, expected) in [(given(), "abort | 60 | ready"), (Provider, "abort ask-expiring | 30 | ready")] {
        play(
            api(),
            &[
                (0.0, Provider, "ask-initial | 30 | loading"),
                (0.0, new_until(600.0), "send | 30 | loading"),
                (0.0, good(), "loaded | 60 | ready"),
                (480.0, Woke, "ask-expiring | 30 | ready"),
                (481.0, input, expected),
            ],
        );
    }
}
