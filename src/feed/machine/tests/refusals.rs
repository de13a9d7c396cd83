//! The consequences of a 401 and a 403.

use super::*;
use Input::{Page as Turned, Provider, Refresh, Woke};

/// A machine whose first request was refused.
pub(super) fn refused() -> Machine {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, new(), "send | 30 | loading"),
            (0.0, bad(Error::Unauthorized), "ask-rejected | 30 | loading"),
        ],
    )
}

#[test]
fn after_a_401_one_more_token_and_one_more_request() {
    play(refused(), &[(1.0, new(), "send | 30 | loading"), (2.0, good(), "loaded | 60 | ready")]);
    play(
        refused(),
        &[
            (1.0, new(), "send | 30 | loading"),
            (2.0, bad(Error::Unauthorized), "forget failed-1:unauthorized | 60 | unauthorized"),
            (HOUR, Woke, "| 2 | unauthorized"),
            (HOUR + 2.0, Woke, "ask-initial | 30 | unauthorized"),
        ],
    );
}

#[test]
fn after_a_401_the_same_token_is_not_sent_again() {
    for (reply, expected) in [
        (same(), "forget failed-1:token-unchanged | 60 | unauthorized"),
        (none(), "forget failed-1:no-token | 60 | unauthorized"),
        (threw(), "forget failed-1:token-failed | 1 | error"),
    ] {
        play(refused(), &[(0.0, reply, expected)]);
    }
}

#[test]
fn every_later_401_gets_its_own_replacement() {
    play(
        refused(),
        &[
            (1.0, new(), "send | 30 | loading"),
            (2.0, good(), "loaded | 60 | ready"),
            (2.0 + HOUR, Woke, "send | 30 | ready"),
            (2.0 + HOUR, bad(Error::Unauthorized), "ask-rejected | 30 | ready"),
            (2.0 + HOUR, new(), "send | 30 | ready"),
            (2.0 + HOUR, bad(Error::Unauthorized), "forget failed-1:unauthorized | 60 | unauthorized"),
        ],
    );
}

#[test]
fn a_replacement_stays_on_trial_while_the_network_fails() {
    play(
        refused(),
        &[
            (0.0, new(), "send | 30 | loading"),
            (0.0, bad(Error::Network), "failed-1:network | 1 | error"),
            (1.0, Woke, "send | 30 | error"),
            (1.0, bad(Error::Unauthorized), "forget failed-2:unauthorized | 60 | unauthorized"),
        ],
    );
}

#[test]
fn a_401_on_a_hidden_page_is_handled_when_it_is_back() {
    for (reply, expected) in
        [(same(), "forget failed-1:token-unchanged | 60 | unauthorized"), (new(), "send | 30 | loading")]
    {
        play(
            api(),
            &[
                (0.0, Provider, "ask-initial | 30 | loading"),
                (0.0, new(), "send | 30 | loading"),
                (1.0, Turned(HIDDEN), "| 29 | loading"),
                (2.0, bad(Error::Unauthorized), "| - | loading"),
                (3.0, Turned(SHOWN), "ask-rejected | 30 | loading"),
                (4.0, reply, expected),
            ],
        );
    }
}

#[test]
fn a_401_without_a_callback_needs_another_token_by_hand() {
    play(
        api(),
        &[
            (0.0, given(), "send | 30 | loading"),
            (0.0, bad(Error::Unauthorized), "forget failed-1:unauthorized | - | unauthorized"),
            (HOUR, Woke, "| - | unauthorized"),
            (HOUR, Refresh, "refused:no-token | - | unauthorized"),
            (HOUR, given(), "send | 30 | loading"),
        ],
    );
}

#[test]
fn a_403_asks_a_callback_for_another_token_at_the_next_interval() {
    for error in [Error::Forbidden, Error::FeatureDisabled] {
        let code = error.code();
        play(
            api(),
            &[
                (0.0, Provider, "ask-initial | 30 | loading"),
                (0.0, new(), "send | 30 | loading"),
                (0.0, bad(error.clone()), format!("forget failed-1:{code} | 60 | unauthorized").leak()),
                (HOUR, Woke, "ask-initial | 30 | unauthorized"),
            ],
        );
        play(
            api(),
            &[
                (0.0, given(), "send | 30 | loading"),
                (0.0, bad(error), format!("failed-1:{code} | 60 | unauthorized").leak()),
                (HOUR, Woke, "send | 30 | unauthorized"),
            ],
        );
    }
}

#[test]
fn a_token_that_is_lost_is_forgotten_before_anybody_hears_of_it() {
    // Whoever hears that a question is over may hand over another one at once.
    play(refused(), &[(30.0, Woke, "forget abort failed-1:token-timeout | 1 | error")]);
}
