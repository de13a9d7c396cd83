//! Properties that hold in every life of a page.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::events::{Event, Happening, happenings};
use super::model::Model;
use super::*;
use crate::feed::State;

/// A page before anything has happened to it.
fn start() -> impl Strategy<Value = (Access, Page, Option<f64>, f64)> {
    let access = prop_oneof![3 => Just(Access::Token), 1 => Just(Access::Open)];
    let page = prop::sample::select(vec![SHOWN, HIDDEN, OFFLINE, AWAY]);
    let interval = prop::sample::select(vec![None, Some(60_000.0), Some(DEFAULT_INTERVAL)]);
    let random = prop_oneof![Just(0.0), Just(1.0), 0.0..1.0];
    (access, page, interval, random)
}

fn model((access, page, interval, random): (Access, Page, Option<f64>, f64)) -> Model {
    Model::new(access, page, interval, random)
}

/// The same without good answers.
fn always_failing(happenings: Vec<Happening>) -> Vec<Happening> {
    let fail = |(later, event)| match event {
        Event::Good { .. } => (later, Event::Bad(Error::Server(500).into())),
        event => (later, event),
    };
    happenings.into_iter().map(fail).collect()
}

/// A case is 200 steps long, so a few do; the variable of proptest asks for more.
fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() { config } else { ProptestConfig { cases: 50, ..config } }
}

proptest! {
    #![proptest_config(config())]

    // The model checks every effect on the way: see there.
    #[test]
    fn nothing_forbidden_ever_happens(start in start(), happenings in happenings()) {
        let mut model = model(start);
        for happening in &happenings {
            model.happen(happening);
        }
        model.check_requests();
    }

    #[test]
    fn a_score_comes_as_soon_as_it_can(start in start(), happenings in happenings(), length in 0..200_usize) {
        let mut model = model(start);
        for happening in &happenings[..length] {
            model.happen(happening);
        }
        model.recover();
    }

    #[test]
    fn a_failing_server_is_left_in_peace(start in start(), happenings in happenings()) {
        let mut model = model(start);
        for happening in &always_failing(happenings) {
            model.happen(happening);
        }
        model.check_requests();
    }

    // Only the age of a file, which is told by the reader's clock, may come out otherwise.
    #[test]
    fn a_clock_that_is_set_back_changes_nothing(
        (_, page, interval, random) in start(),
        happenings in happenings(),
        set_back in prop::collection::vec((0..100_000_000_u32).prop_map(f64::from), 200),
    ) {
        let mut steady = Model::new(Access::Token, page, interval, random);
        let mut unsteady = Model::new(Access::Token, page, interval, random);
        for ((later, event), by) in happenings.iter().zip(&set_back) {
            let happening = (later.max(0.0), event.clone());
            prop_assert_eq!(steady.happen(&happening), unsteady.happen(&happening));
            prop_assert_eq!(steady.set_back(0.0), unsteady.set_back(*by));
            prop_assert_eq!(steady.state(), unsteady.state());
        }
    }
}

#[test]
fn every_arrow_of_the_table_is_walked() {
    let mut runner = TestRunner::deterministic();
    let strategy = (start(), happenings());
    let mut walked = BTreeSet::new();
    for _ in 0..100 {
        let (start, happenings) = strategy.new_tree(&mut runner).unwrap().current();
        let mut model = model(start);
        for happening in &happenings {
            model.happen(happening);
        }
        walked.append(&mut model.arrows);
    }
    let table: BTreeSet<_> = State::ALL.iter().flat_map(|from| from.next().iter().map(|to| (*from, *to))).collect();
    assert_eq!(walked, table);
}
