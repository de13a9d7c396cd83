//! Where tokens come from, and how they are renewed.

use super::*;
use Input::{Page as Turned, Provider, Refresh, TokenCleared, Woke};

#[test]
fn without_a_token_nothing_is_asked() {
    play(
        api(),
        &[
            (0.0, Woke, "| - | idle"),
            (1.0, Turned(HIDDEN), "| - | idle"),
            (2.0, Turned(SHOWN), "| - | idle"),
            (3.0, Refresh, "refused:no-token | - | idle"),
            (HOUR, Woke, "| - | idle"),
            (HOUR, given(), "send | 30 | loading"),
            (HOUR, good(), "loaded | 60 | ready"),
        ],
    );
}

#[test]
fn a_callback_is_asked_for_the_first_token() {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (1.0, new(), "send | 30 | loading"),
            (2.0, good(), "loaded | 60 | ready"),
            (HOUR, Woke, "| 2 | ready"),
            (HOUR + 2.0, Woke, "send | 30 | ready"),
        ],
    );
}

#[test]
fn a_callback_that_gives_no_token_is_named() {
    for (reply, expected) in [
        (TokenReply::Missing, "failed-1:no-token | 60 | unauthorized"),
        (TokenReply::Failed(Error::TokenFailed(TokenFault::Threw)), "failed-1:token-failed | 1 | error"),
        (TokenReply::Failed(Error::TokenFailed(TokenFault::WrongType)), "failed-1:token-failed | 60 | error"),
        (TokenReply::Failed(Error::TokenFailed(TokenFault::WrongCharacter)), "failed-1:token-failed | 60 | error"),
        (TokenReply::Failed(Error::TokenFailed(TokenFault::TooLong)), "failed-1:token-failed | 60 | error"),
        (TokenReply::Failed(Error::TokenTimeout), "failed-1:token-timeout | 1 | error"),
    ] {
        play(api(), &[(0.0, Provider, "ask-initial | 30 | loading"), (1.0, Input::Token(reply), expected)]);
    }
}

#[test]
fn a_callback_has_thirty_seconds() {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (29.9, Woke, "| 0.1 | loading"),
            (30.0, Woke, "abort failed-1:token-timeout | 1 | error"),
            (30.5, new(), "| 0.5 | error"),
            (31.0, Woke, "ask-initial | 30 | error"),
            (31.0, new(), "send | 30 | error"),
        ],
    );
}

#[test]
fn a_token_is_renewed_two_minutes_early_or_at_half_of_its_life() {
    for (life, early) in [(2.0 * HOUR, 2.0 * HOUR - 120.0), (600.0, 480.0), (240.0, 120.0), (200.0, 100.0)] {
        let machine = play(
            Machine::new(Access::Token, SHOWN, Some(24.0 * 3_600_000.0)),
            &[
                (0.0, Provider, "ask-initial | 30 | loading"),
                (0.0, new_until(life), "send | 30 | loading"),
                (0.0, good(), "loaded | 60 | ready"),
                (early - 1.0, Woke, "| 1 | ready"),
                (early, Woke, "ask-expiring | 30 | ready"),
            ],
        );
        assert!(!machine.status().busy, "to renew a token is no attempt");
        play(machine, &[(early, new_until(early + HOUR), "| 60 | ready")]);
    }
}

#[test]
fn who_wants_the_score_while_a_token_is_renewed_gets_it() {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, new_until(10.0), "send | 30 | loading"),
            (0.0, good(), "loaded | 5 | ready"),
            (5.0, Woke, "ask-expiring | 30 | ready"),
            (6.0, Refresh, "| 29 | ready"),
            (7.0, new(), "send | 30 | ready"),
        ],
    );
}

#[test]
fn a_token_that_cannot_be_renewed_in_time_is_kept_and_asked_for_again() {
    play(
        Machine::new(Access::Token, SHOWN, Some(9.0 * MINUTE * 1000.0)),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, new_until(600.0), "send | 30 | loading"),
            (0.0, good(), "loaded | 60 | ready"),
            (480.0, Woke, "ask-expiring | 30 | ready"),
            (480.0, threw(), "| 60 | ready"),
            (540.0, Woke, "ask-expiring | 30 | ready"),
            (545.0, threw(), "send | 30 | ready"),
            (545.0, bad(Error::Unauthorized), "ask-rejected | 30 | ready"),
            (546.0, new(), "send | 30 | ready"),
            (547.0, good(), "loaded | 60 | ready"),
        ],
    );
}

#[test]
fn a_host_page_that_has_no_token_any_more_is_believed() {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, new_until(600.0), "send | 30 | loading"),
            (0.0, good(), "loaded | 60 | ready"),
            (480.0, Woke, "ask-expiring | 30 | ready"),
            (480.0, none(), "forget failed-1:no-token | 60 | unauthorized"),
            (480.0 + HOUR, Woke, "ask-initial | 30 | unauthorized"),
            (480.0 + HOUR, new(), "send | 30 | unauthorized"),
            (480.0 + HOUR, good(), "loaded | 60 | ready"),
        ],
    );
}

#[test]
fn a_wrong_clock_does_not_stop_it() {
    // The reader's clock is two hours ahead, so that every token seems to have expired.
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, new_until(-HOUR), "send | 30 | loading"),
            (0.0, good(), "loaded | 60 | ready"),
            (HOUR, Woke, "send | 30 | ready"),
            (HOUR, bad(Error::Unauthorized), "ask-rejected | 30 | ready"),
            (HOUR, new_until(0.0), "send | 30 | ready"),
            (HOUR, good(), "loaded | 60 | ready"),
        ],
    );
    // It is two hours behind, so that a dead token seems alive.
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, new_until(3.0 * HOUR), "send | 30 | loading"),
            (0.0, good(), "loaded | 60 | ready"),
            (HOUR, Woke, "send | 30 | ready"),
            (HOUR, bad(Error::Unauthorized), "ask-rejected | 30 | ready"),
        ],
    );
}

#[test]
fn a_wrong_clock_does_not_make_it_ask_without_end() {
    // Every token seems to die within two seconds.
    for same in [false, true] {
        let (mut machine, mut second, mut asked, mut sent) = (api(), 0.0, 0, 0);
        let mut input = Provider;
        while second < 10.0 * HOUR {
            let (next, effects) = machine.step(input, at(START + second * 1000.0, 0.0));
            machine = next;
            input = Woke;
            for effect in effects {
                let soon = Some(START + (second + 2.0) * 1000.0);
                match effect {
                    Effect::AskToken(_) if same => input = Input::Token(TokenReply::Same(soon)),
                    Effect::AskToken(_) => input = Input::Token(TokenReply::New(soon)),
                    Effect::Send => input = good(),
                    Effect::Wake(Some(delay)) if matches!(input, Woke) => second += delay / 1000.0,
                    _ => continue,
                }
                asked += i32::from(matches!(effect, Effect::AskToken(_)));
                sent += i32::from(matches!(effect, Effect::Send));
            }
        }
        assert_eq!(sent, 10, "one at the start, and one an hour");
        assert!((10..=10 * 20).contains(&asked), "{asked}");
    }
}

#[test]
fn a_published_file_needs_no_token() {
    play(
        file(),
        &[
            (0.0, Woke, "send | 30 | loading"),
            (0.0, given(), "| 30 | loading"),
            (0.0, Provider, "| 30 | loading"),
            (0.0, TokenCleared, "| 30 | loading"),
            (0.0, good(), "loaded | 60 | ready"),
            (0.0, TokenCleared, "| 60 | ready"),
            (HOUR, Woke, "send | 30 | ready"),
            (HOUR, bad(Error::Unauthorized), "failed-1:unauthorized | 60 | unauthorized"),
            (2.0 * HOUR, Woke, "send | 30 | unauthorized"),
        ],
    );
}

#[test]
fn another_callback_keeps_pace_and_score_and_is_asked_from_then_on() {
    let ready = play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (1.0, new(), "send | 30 | loading"),
            (2.0, good(), "loaded | 60 | ready"),
            (3.0, Input::ProviderReplaced, "| 60 | ready"),
            (4.0, Input::ProviderReplaced, "| 60 | ready"),
        ],
    );
    play(ready.clone(), &[(5.0, Input::Refresh, "ask-initial | 30 | ready"), (6.0, new(), "send | 30 | ready")]);
    // One for other subscribers goes on from there, without the token.
    play(ready.fork(), &[(5.0, Input::Refresh, "ask-initial | 30 | ready")]);
    play(ready, &[(5.0, Input::ProviderGone, "| 60 | ready"), (6.0, Input::Refresh, "send | 30 | ready")]);
}

#[test]
fn of_many_callbacks_one_puts_the_first_token_off() {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.1, Input::ProviderReplaced, "abort ask-initial | 30 | loading"),
            (0.2, Input::ProviderReplaced, "| 29.9 | loading"),
            (1.2, Input::ProviderReplaced, "| 28.9 | loading"),
            (1.3, new(), "send | 30 | loading"),
            (1.4, Input::ProviderReplaced, "| 29.9 | loading"),
            (1.5, good(), "loaded | 60 | ready"),
            // The token is that of an earlier one.
            (3.0, Input::Refresh, "ask-initial | 30 | ready"),
        ],
    );
}

#[test]
fn another_callback_after_a_failure_has_ever_rarer_chances() {
    play(
        api(),
        &[
            (0.0, Provider, "ask-initial | 30 | loading"),
            (0.0, none(), "failed-1:no-token | 60 | unauthorized"),
            (0.1, Input::ProviderReplaced, "ask-initial | 30 | unauthorized"),
            (0.2, none(), "failed-2:no-token | 60 | unauthorized"),
            (0.3, Input::ProviderReplaced, "| 1.9 | unauthorized"),
            (0.4, Input::ProviderReplaced, "| 1.8 | unauthorized"),
            (2.2, Woke, "ask-initial | 30 | unauthorized"),
            (2.3, none(), "failed-3:no-token | 60 | unauthorized"),
            (2.4, Input::ProviderReplaced, "| 3.9 | unauthorized"),
        ],
    );
}
