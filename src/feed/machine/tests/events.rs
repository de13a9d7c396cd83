//! Random events on a page.

use proptest::prelude::*;

use super::*;
use crate::feed::policy::{HOUR as HOUR_MS, MINUTE as MINUTE_MS};
use crate::score::DecodeError;

/// Events on a page. Lives of tokens and all times are in milliseconds.
#[derive(Clone, Debug)]
pub(super) enum Event {
    Woke,
    Page(Page),
    Provider,
    TokenGiven(Option<f64>),
    TokenCleared,
    New(Option<f64>),
    Same(Option<f64>),
    NoToken(TokenReply),
    Good { old: bool },
    Bad(Failure),
    Refresh,
    Interval(Option<f64>),
}

/// This happens that many milliseconds later by the reader's clock, which may be set back.
pub(super) type Happening = (f64, Event);

pub(super) fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    prop::collection::vec((passed(), event()), 200)
}

fn passed() -> impl Strategy<Value = f64> {
    let up_to = |ms: f64| (0..=ms as i64).prop_map(|ms| ms as f64);
    prop_oneof![
        3 => Just(0.0),
        4 => up_to(5_000.0),
        3 => up_to(10.0 * MINUTE_MS),
        2 => up_to(3.0 * HOUR_MS),
        1 => up_to(48.0 * HOUR_MS),
        1 => up_to(48.0 * HOUR_MS).prop_map(|ms| -ms),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let page = (any::<bool>(), any::<bool>()).prop_map(|(visible, online)| Event::Page(Page { visible, online }));
    let interval = prop_oneof![Just(None), (1..=180_u32).prop_map(|minutes| Some(f64::from(minutes) * MINUTE_MS))];
    prop_oneof![
        4 => Just(Event::Woke),
        3 => Just(Event::Page(SHOWN)),
        2 => page,
        1 => Just(Event::Provider),
        1 => life().prop_map(Event::TokenGiven),
        1 => Just(Event::TokenCleared),
        5 => life().prop_map(Event::New),
        1 => life().prop_map(Event::Same),
        2 => no_token().prop_map(Event::NoToken),
        4 => any::<bool>().prop_map(|old| Event::Good { old }),
        5 => failure().prop_map(Event::Bad),
        1 => Just(Event::Refresh),
        1 => interval.prop_map(Event::Interval),
    ]
}

/// How long a token says that it lives. It may be over, or nonsense.
fn life() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        Just(None),
        (-7_200_000..=7_200_000_i32).prop_map(|ms| Some(f64::from(ms))),
        (0..=2_000_i32).prop_map(|ms| Some(f64::from(ms))),
        prop::sample::select(vec![Some(f64::NAN), Some(f64::INFINITY), Some(f64::NEG_INFINITY), Some(1e300)]),
    ]
}

fn no_token() -> impl Strategy<Value = TokenReply> {
    let faults = [TokenFault::Threw, TokenFault::WrongType].map(|fault| TokenReply::Failed(Error::TokenFailed(fault)));
    prop::sample::select([vec![TokenReply::Missing], faults.to_vec()].concat())
}

fn failure() -> impl Strategy<Value = Failure> {
    let errors = vec![
        Error::Unauthorized,
        Error::Unauthorized,
        Error::Forbidden,
        Error::NotFound,
        Error::Throttled,
        Error::Server(503),
        Error::Network,
        Error::Timeout,
        Error::InvalidResponse(DecodeError::Shape),
    ];
    let retry_after = prop_oneof![
        3 => Just(None),
        1 => (0..=100_000_000_i32).prop_map(|ms| Some(f64::from(ms))),
        1 => Just(Some(f64::NAN)),
    ];
    (prop::sample::select(errors), retry_after).prop_map(|(error, retry_after)| Failure { retry_after, ..error.into() })
}
