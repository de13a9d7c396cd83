//! A live feed: the machine, and what carries its effects out.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::browser::{Errand, Timer};
use super::machine::{Effect, Input, LastGood, Machine, Moment, Page, Report, Status};
use super::page::{self, Watch};
use super::policy::TIMER_SLACK;
use super::subscription::{Listeners, SubscriberOptions, Subscription};
use super::token::{Grant, TokenProvider};
use super::view::View;
use super::{Error, Source};
use crate::score::{Answer, Reading};

thread_local! {
    /// Every feed that somebody subscribes to.
    static FEEDS: RefCell<Vec<Weak<Feed>>> = const { RefCell::new(Vec::new()) };
}

/// Somebody who waits for the next answer.
type Waiter = Box<dyn FnOnce(Result<Rc<LastGood>, Error>)>;

/// Keeps the score of one source fresh for all who subscribe to it: one timer, one token, at most one request. The last
/// one to leave ends everything.
pub struct Feed {
    pub(super) source: Source,
    /// The score, if the host page has it already.
    pub(super) given: RefCell<Option<Reading>>,
    pub(super) provider: TokenProvider,
    machine: RefCell<Option<Machine>>,
    /// The last good answer as a whole, of which the machine has one score.
    pub(super) answer: RefCell<Option<Answer>>,
    pub(super) token: RefCell<Option<Grant>>,
    listeners: Listeners,
    /// The shortest time between requests that a subscriber wants.
    interval: Cell<Option<f64>>,
    waiters: RefCell<Vec<Waiter>>,
    /// Inputs that came while another one was being taken.
    inputs: RefCell<Vec<Input>>,
    stepping: Cell<bool>,
    /// When the machine took its last step, and in how many milliseconds from then it wants to be woken.
    wake: Cell<Option<(f64, f64)>>,
    /// The timer, and when it is due.
    timer: RefCell<Option<(Timer, f64)>>,
    /// The question for a token or the request that is under way.
    pub(super) errand: RefCell<Option<Errand>>,
    /// Whether the server redirects, as far as that was looked into: once a run of failures.
    pub(super) redirects: Cell<Option<bool>>,
    woke: Closure<dyn FnMut()>,
    page_changed: Closure<dyn FnMut()>,
    watch: RefCell<Option<Watch>>,
}

impl Feed {
    /// The feed of a source and a provider: the one that others subscribe to, if there is one. HostInput scores have nothing to
    /// share.
    #[must_use]
    pub fn open(source: Source, provider: TokenProvider) -> Rc<Self> {
        if matches!(source, Source::Snapshot(_)) {
            return Self::new(source, provider);
        }
        FEEDS.with_borrow_mut(|feeds| {
            feeds.retain(|feed| feed.strong_count() > 0);
            let shared =
                feeds.iter().filter_map(Weak::upgrade).find(|feed| feed.source == source && feed.provider == provider);
            shared.unwrap_or_else(|| {
                let feed = Self::new(source, provider);
                feeds.push(Rc::downgrade(&feed));
                feed
            })
        })
    }

    fn new(source: Source, provider: TokenProvider) -> Rc<Self> {
        Rc::new_cyclic(|feed: &Weak<Self>| Self {
            given: RefCell::new(match &source {
                Source::Snapshot(reading) => Some(reading.clone()),
                Source::Api(_) | Source::File(_) => None,
            }),
            source,
            provider,
            machine: RefCell::default(),
            answer: RefCell::default(),
            token: RefCell::default(),
            listeners: Listeners::default(),
            interval: Cell::default(),
            waiters: RefCell::default(),
            inputs: RefCell::default(),
            stepping: Cell::default(),
            wake: Cell::default(),
            timer: RefCell::default(),
            errand: RefCell::default(),
            redirects: Cell::default(),
            woke: calling(feed, |feed| {
                feed.timer.take();
                feed.take(Input::Woke);
            }),
            page_changed: calling(feed, |feed| feed.take(Input::Page(feed.page()))),
            watch: RefCell::default(),
        })
    }

    /// Subscribes to the score of a device group, or to the organisation's: `listener` hears of every change until the
    /// subscription is dropped. The first subscription starts the feed.
    pub fn subscribe(
        self: &Rc<Self>,
        wants: SubscriberOptions,
        group: Option<String>,
        listener: impl Fn(&Status, Option<&Report>) + 'static,
    ) -> Subscription {
        let subscription = self.listeners.add(Rc::clone(self), wants, View::new(group), Rc::new(listener));
        if self.machine.borrow().is_some() {
            self.wants_changed();
        } else {
            if !matches!(self.source, Source::Snapshot(_)) {
                *self.watch.borrow_mut() = Some(Watch::start(self.page_changed.as_ref().unchecked_ref()));
            }
            self.interval.set(wants.interval);
            let machine = Machine::new(self.source.access(), self.page(), wants.interval);
            *self.machine.borrow_mut() = Some(machine);
            self.take(if self.provider.can_be_asked() { Input::Provider } else { Input::Woke });
        }
        subscription
    }

    pub(super) fn listeners(&self) -> &Listeners {
        &self.listeners
    }

    /// Subscribers have come, gone, or changed their minds.
    pub(super) fn wants_changed(self: &Rc<Self>) {
        let interval = self.listeners.interval();
        if self.interval.replace(interval) == interval {
            self.set_timer();
        } else {
            self.take(Input::Interval(interval));
        }
    }

    /// What a subscriber sees of a status.
    pub(super) fn seen_by(&self, view: &RefCell<View>, status: Status) -> Status {
        view.borrow_mut().status(status, self.answer.borrow().as_ref(), self.source.access())
    }

    /// What there is to show now, whichever part of the answer a subscriber wants.
    #[must_use]
    pub(super) fn status(&self) -> Option<Status> {
        self.machine.borrow().as_ref().map(Machine::status)
    }

    /// Takes another score in place of the given one.
    pub fn give(self: &Rc<Self>, reading: Reading) {
        self.given.replace(Some(reading));
        self.take(Input::Refresh);
    }

    /// Takes a token that the host page hands over. To hand over the same one again changes nothing.
    pub fn give_token(self: &Rc<Self>, grant: Grant) {
        let expires_at = grant.expires_at;
        let held = self.token.replace(Some(grant.clone()));
        if held != Some(grant) {
            self.take(Input::TokenGiven(expires_at));
        }
    }

    /// Forgets the token and gives up what is under way. Nothing is asked until there is a token again, or somebody asks.
    pub fn clear_token(self: &Rc<Self>) {
        self.take(Input::TokenCleared);
        self.settle_waiters(&Err(Error::NoToken));
    }

    /// The host page set its callback once more: tokens may be asked for again, if there is none.
    pub fn resume(self: &Rc<Self>) {
        let wanting = self.status().is_some_and(|status| {
            status.lacks_token || status.failure.is_some_and(|failure| failure.error.concerns_token())
        });
        if wanting && self.provider.can_be_asked() {
            self.take(Input::Provider);
        }
    }

    /// Asks now, or joins what is under way, and tells `waiter` how that ended.
    pub(super) fn refresh(self: &Rc<Self>, waiter: impl FnOnce(Result<Rc<LastGood>, Error>) + 'static) {
        self.waiters.borrow_mut().push(Box::new(waiter));
        self.take(Input::Refresh);
    }

    /// A given score needs no network, and no one to look.
    fn page(&self) -> Page {
        match self.source {
            Source::Snapshot(_) => Page { visible: true, online: true },
            _ => page::now(),
        }
    }

    /// Steps the machine. Whatever a step sets off may come back here before it is done; that waits its turn.
    pub(super) fn take(self: &Rc<Self>, input: Input) {
        self.inputs.borrow_mut().push(input);
        if self.stepping.replace(true) {
            return;
        }
        // There are seldom two.
        while !self.inputs.borrow().is_empty() {
            let input = self.inputs.borrow_mut().remove(0);
            self.step(input);
        }
        self.stepping.set(false);
        self.set_timer();
    }

    fn step(self: &Rc<Self>, input: Input) {
        let moment = Moment { now: js_sys::Date::now(), random: js_sys::Math::random() };
        let Some(machine) = self.machine.take() else { return };
        let (machine, effects) = machine.step(input, moment);
        let status = machine.status();
        self.machine.replace(Some(machine));
        let mut report = None;
        for effect in effects {
            match effect {
                Effect::AskToken(reason) => self.ask_token(reason),
                Effect::Send => self.send(),
                Effect::Abort => drop(self.errand.take()),
                Effect::ForgetToken => drop(self.token.take()),
                Effect::Wake(delay) => self.wake.set(delay.map(|delay| (moment.now, delay))),
                Effect::Report(told) => report = Some(told),
            }
        }
        // What comes at once, such as a given score, is told alone, without the waiting for it.
        if report.is_some() || self.inputs.borrow().is_empty() {
            self.listeners.tell(self, &status, report.as_ref());
        }
        match report {
            None => {}
            Some(Report::Loaded(last_good)) => {
                self.redirects.set(None);
                self.settle_waiters(&Ok(last_good));
            }
            Some(Report::Failed(failure, _)) => self.settle_waiters(&Err(failure.error.clone())),
            Some(Report::Refused(error)) => self.settle_waiters(&Err(error)),
        }
    }

    fn settle_waiters(&self, outcome: &Result<Rc<LastGood>, Error>) {
        for waiter in self.waiters.take() {
            waiter(outcome.clone());
        }
    }

    /// One timer, for whatever comes first: the machine's next deed, or the next change of a score's age that shows.
    fn set_timer(self: &Rc<Self>) {
        let Some(status) = self.status() else { return };
        let aged = if self.page().visible { self.listeners.next_change_of_age(&status) } else { None };
        let now = js_sys::Date::now();
        // A clock that was set back does not put anything off.
        let wake = self.wake.get().map(|(since, delay)| (delay - (now - since).max(0.0)).max(0.0));
        let delay = [wake, aged].into_iter().flatten().reduce(f64::min);
        // One that comes a little early finds nothing to do and is set anew, which costs less than to do that every time.
        let early = |due: f64| delay.is_some_and(|delay| (0.0..TIMER_SLACK).contains(&(now + delay - due)));
        if self.timer.borrow().as_ref().is_some_and(|(_, due)| early(*due)) {
            return;
        }
        // The earlier timer is cancelled first.
        self.timer.take();
        let start = |delay| Some((Timer::start(self.woke.as_ref().unchecked_ref(), delay)?, now + delay));
        self.timer.replace(delay.and_then(start));
    }
}

/// A closure that calls the feed for as long as there is one.
fn calling(feed: &Weak<Feed>, call: impl Fn(&Rc<Feed>) + 'static) -> Closure<dyn FnMut()> {
    let feed = Weak::clone(feed);
    Closure::new(move || {
        if let Some(feed) = feed.upgrade() {
            call(&feed);
        }
    })
}
