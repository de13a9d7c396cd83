//! A page that carries out the machine's effects, and checks each of them.

use std::collections::BTreeSet;

use super::events::{Event, Happening};
use super::*;
use crate::feed::State;
use crate::feed::policy::{HOUR as HOUR_MS, MINUTE as MINUTE_MS, REQUESTS_PER_HOUR};

/// The age from which on the page calls a score stale.
const STALE_AFTER: f64 = 2.0 * HOUR_MS;

/// The activities under way.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Errand {
    Token,
    Answer,
}

/// The page, the callback and the server, as far as the machine can tell them.
#[derive(Debug)]
pub(super) struct Model {
    machine: Machine,
    access: Access,
    page: Page,
    interval: Option<f64>,
    clock: f64,
    /// The time that has passed forward.
    passed: f64,
    random: f64,
    errand: Option<Errand>,
    callback: bool,
    signed_out: bool,
    /// Somebody asked, and has no answer yet.
    awaited: bool,
    token: bool,
    last_good: Option<Reading>,
    wake: Option<f64>,
    /// When requests were sent since the last good answer.
    sent: Vec<f64>,
    /// When somebody other than the machine wanted a request.
    wanted: Vec<f64>,
    /// Which state followed which.
    pub(super) arrows: BTreeSet<(State, State)>,
}

impl Model {
    pub(super) fn new(access: Access, page: Page, interval: Option<f64>, random: f64) -> Self {
        Self {
            machine: Machine::new(access, page, interval),
            access,
            page,
            interval,
            clock: START,
            passed: 0.0,
            random,
            errand: None,
            callback: false,
            signed_out: false,
            awaited: false,
            token: false,
            last_good: None,
            wake: Some(0.0),
            sent: Vec::new(),
            wanted: Vec::new(),
            arrows: BTreeSet::new(),
        }
    }

    pub(super) fn state(&self) -> State {
        self.machine.status().state(STALE_AFTER)
    }

    /// Lets something happen. What the machine wished for, written down.
    pub(super) fn happen(&mut self, (later, event): &Happening) -> String {
        self.clock += later;
        self.passed += later.max(0.0);
        let input = self.input(event);
        let (before, errand) = (self.state(), self.errand);
        match &input {
            Input::Token(_) if errand == Some(Errand::Token) => self.errand = None,
            Input::Answer(_) if errand == Some(Errand::Answer) => self.errand = None,
            _ => {}
        }
        let machine = std::mem::replace(&mut self.machine, Machine::new(self.access, self.page, None));
        let (machine, effects) =
            machine.step(input, Moment { now: self.clock, steady: self.passed, random: self.random });
        self.machine = machine;
        let told = written(&effects);
        assert!(matches!(effects.last(), Some(Effect::Wake(_))), "{told}");
        assert!(
            effects.iter().filter(|effect| matches!(effect, Effect::Report(_) | Effect::Wake(_))).count() <= 2,
            "{told}"
        );
        for effect in effects {
            self.carry_out(effect);
        }
        let status = self.machine.status();
        assert_eq!(
            status.last_good.map(|last_good| last_good.reading.clone()),
            self.last_good,
            "a good answer is kept until a newer one"
        );
        assert!(status.age >= 0.0);
        assert!(!status.busy || self.errand.is_some());
        let after = self.state();
        if before != after {
            assert!(before.next().contains(&after), "{before:?} to {after:?}");
            self.arrows.insert((before, after));
        }
        told
    }

    /// The event as the machine hears of it, and what it means for the page.
    fn input(&mut self, event: &Event) -> Input {
        let until = |life: &Option<f64>| life.map(|life| self.clock + life);
        let needs_token = self.access == Access::Token;
        match event {
            Event::Woke => Input::Woke,
            Event::Page(page) => {
                self.page = *page;
                Input::Page(*page)
            }
            Event::Provider => {
                (self.callback, self.signed_out) = (true, false);
                self.wanted.push(self.passed);
                Input::Provider
            }
            Event::TokenGiven(life) => {
                let input = Input::TokenGiven(until(life));
                (self.token, self.signed_out) = (needs_token, false);
                self.wanted.push(self.passed);
                input
            }
            Event::TokenCleared => {
                if needs_token {
                    self.signed_out = true;
                    self.last_good = None;
                }
                Input::TokenCleared
            }
            Event::New(life) => {
                let input = Input::Token(TokenReply::New(until(life)));
                self.token |= self.errand == Some(Errand::Token);
                input
            }
            // The page can only tell that it is the same if it holds one.
            Event::Same(life) if self.token => Input::Token(TokenReply::Same(until(life))),
            Event::Same(_) => Input::Token(TokenReply::Missing),
            Event::NoToken(reply) => Input::Token(reply.clone()),
            Event::Good { old } => {
                let text = if *old { "2020-01-01T00:00:00Z" } else { "2999-01-01T00:00:00Z" };
                let reading = Reading { time: Instant::parse(text).unwrap(), ..reading(340.0 + self.passed) };
                Input::Answer(Ok(reading))
            }
            Event::Bad(failure) => Input::Answer(Err(failure.clone())),
            Event::Refresh => {
                (self.signed_out, self.awaited) = (false, true);
                self.wanted.push(self.passed);
                Input::Refresh
            }
            Event::Interval(interval) => {
                self.interval = *interval;
                Input::Interval(*interval)
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::AskToken(_) => {
                assert!(self.may_ask() && self.callback && !self.signed_out && self.access == Access::Token);
                assert_eq!(self.errand.replace(Errand::Token), None, "one at a time");
            }
            Effect::Send => {
                assert!(self.may_ask() && (self.token || self.access == Access::Open));
                assert_eq!(self.errand.replace(Errand::Answer), None, "one at a time");
                self.sent.push(self.passed);
            }
            Effect::Abort => assert!(self.errand.take().is_some(), "something is under way"),
            Effect::ForgetToken => assert!(std::mem::take(&mut self.token), "a token is held"),
            Effect::Wake(delay) => {
                assert!(delay.is_none_or(|delay| (0.0..=MINUTE_MS).contains(&delay)));
                self.wake = delay;
            }
            Effect::Report(Report::Loaded(last_good)) => {
                self.awaited = false;
                self.last_good = Some(last_good.reading.clone());
                self.sent.clear();
            }
            Effect::Report(_) => self.awaited = false,
        }
    }

    fn may_ask(&self) -> bool {
        self.awaited || (self.page.visible && self.page.online)
    }

    /// The machine asked its failing server too often within no hour, whatever others wanted
    /// besides.
    pub(super) fn check_requests(&self) {
        for (index, start) in self.sent.iter().enumerate() {
            let within = |at: &&f64| **at - start <= HOUR_MS;
            let sent = self.sent[index..].iter().take_while(within).count();
            // A request may come a minute after it was wanted: the question for a token lies
            // between.
            let wanted = self.wanted.iter().filter(|at| **at >= start - MINUTE_MS).filter(within).count();
            assert!(sent <= REQUESTS_PER_HOUR + 2 * wanted, "{sent} requests in an hour, {wanted} wanted by others");
        }
    }

    /// From now on the page is shown, the callback gives good tokens and the server good answers,
    /// and the timers ring: then there is a score, after a day at the latest, or the state says who
    /// has to do something.
    pub(super) fn recover(&mut self) {
        self.happen(&(0.0, Event::Page(SHOWN)));
        if self.machine.status().lacks_token {
            assert!(matches!(self.state(), State::Idle | State::Unauthorized), "{:?}", self.state());
            assert_eq!((self.errand, self.token), (None, false));
            self.happen(&(0.0, Event::TokenGiven(None)));
        }
        // Retry-After is believed up to a day.
        self.live_until(self.passed + 25.0 * HOUR_MS);
        if !self.is_well() {
            assert_eq!(self.interval, None, "who asks by itself would have asked");
            assert!(matches!(self.state(), State::Unauthorized | State::Error));
            self.happen(&(0.0, Event::Refresh));
            self.live_until(self.passed + HOUR_MS);
        }
        assert!(self.is_well(), "{self:?}");
    }

    fn is_well(&self) -> bool {
        let status = self.machine.status();
        status.last_good.is_some() && status.failure.is_none()
    }

    fn live_until(&mut self, end: f64) {
        let mut idle_wakes = 0;
        while self.passed < end && !self.is_well() {
            let happening = match (self.errand, self.wake) {
                (Some(Errand::Token), _) => (1.0, Event::New(None)),
                (Some(Errand::Answer), _) => (1.0, Event::Good { old: false }),
                (None, Some(delay)) => (delay, Event::Woke),
                (None, None) => panic!("nothing is under way, and nothing will be: {self:?}"),
            };
            idle_wakes = if happening.0 > 0.0 { 0 } else { idle_wakes + 1 };
            assert!(idle_wakes < 3, "it spins");
            self.happen(&happening);
        }
    }

    /// The reader's clock is set back, and somebody looks at it.
    pub(super) fn set_back(&mut self, by: f64) -> String {
        self.happen(&(-by, Event::Woke))
    }
}
