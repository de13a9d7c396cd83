//! A live feed: the machine, and what carries its effects out.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;

use super::Source;
use super::browser::{Errand, Timer};
use super::machine::{Effect, Input, Machine, Moment, Page, Report, Status};
use super::page::{self, Watch};
use super::policy::TIMER_SLACK;
use super::subscription::{Subscriber, SubscriberOptions, Subscribers, Subscription};
use super::token::{Grant, TokenProvider};
use super::view::View;
use crate::score::{Answer, Reading};

thread_local! {
    /// Every feed that somebody subscribes to.
    static FEEDS: RefCell<Vec<Weak<Feed>>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the score of one source fresh for all who subscribe to it: one timer, one token, at most
/// one request. The last one to leave ends everything.
pub struct Feed {
    pub(super) source: Source,
    /// The score, if the host page has it already.
    pub(super) given: RefCell<Option<Reading>>,
    provider: RefCell<TokenProvider>,
    machine: RefCell<Option<Machine>>,
    /// The last good answer as a whole, of which the machine has one score.
    pub(super) answer: RefCell<Option<Answer>>,
    pub(super) token: RefCell<Option<Grant>>,
    subscribers: Subscribers,
    /// Whether subscribers who want different providers are about to be told apart.
    dividing: Cell<bool>,
    /// The shortest time between requests that a subscriber wants.
    interval: Cell<Option<f64>>,
    /// Inputs that came while another one was being taken.
    inputs: RefCell<Vec<Input>>,
    stepping: Cell<bool>,
    /// When the machine took its last step, and in how many milliseconds from then it wants to be
    /// woken.
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
    /// The feed of a source and a provider: the one that others subscribe to, if there is one.
    /// Given scores have nothing to share.
    #[must_use]
    pub fn open(source: Source, provider: TokenProvider) -> Rc<Self> {
        if matches!(source, Source::Snapshot(_)) {
            return Self::new(source, provider);
        }
        Self::find(&source, &provider).unwrap_or_else(|| {
            let feed = Self::new(source, provider);
            FEEDS.with_borrow_mut(|feeds| {
                feeds.retain(|feed| feed.strong_count() > 0);
                feeds.push(Rc::downgrade(&feed));
            });
            feed
        })
    }

    /// The feed of a source and a provider, if somebody subscribes to it.
    fn find(source: &Source, provider: &TokenProvider) -> Option<Rc<Self>> {
        FEEDS.with_borrow(|feeds| {
            let mut feeds = feeds.iter().filter_map(Weak::upgrade);
            feeds.find(|feed| feed.source == *source && *feed.provider.borrow() == *provider)
        })
    }

    fn new(source: Source, provider: TokenProvider) -> Rc<Self> {
        Rc::new_cyclic(|feed: &Weak<Self>| Self {
            given: RefCell::new(match &source {
                Source::Snapshot(reading) => Some(reading.clone()),
                Source::Api(_) | Source::File(_) => None,
            }),
            source,
            provider: RefCell::new(provider),
            machine: RefCell::default(),
            answer: RefCell::default(),
            token: RefCell::default(),
            subscribers: Subscribers::default(),
            dividing: Cell::default(),
            interval: Cell::default(),
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

    /// Subscribes to the score of a device group, or to the organisation's: `listener` hears of
    /// every change until the subscription is dropped. The first subscription starts the feed.
    pub fn subscribe(
        self: &Rc<Self>,
        options: SubscriberOptions,
        group: Option<String>,
        listener: impl Fn(&Status, Option<&Report>) + 'static,
    ) -> Subscription {
        let subscription = Subscription::new(self, options, View::new(group), listener);
        if self.machine.borrow().is_some() {
            self.options_changed();
        } else {
            let machine = Machine::new(self.source.access(), self.page(), options.interval);
            self.start(machine, options.interval);
            self.take(if self.provider.borrow().can_be_asked() { Input::Provider } else { Input::Woke });
        }
        subscription
    }

    fn start(self: &Rc<Self>, machine: Machine, interval: Option<f64>) {
        if !matches!(self.source, Source::Snapshot(_)) {
            *self.watch.borrow_mut() = Some(Watch::start(self.page_changed.as_ref().unchecked_ref()));
        }
        self.interval.set(interval);
        *self.machine.borrow_mut() = Some(machine);
    }

    /// What its score comes from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn subscribers(&self) -> &Subscribers {
        &self.subscribers
    }

    /// Whom it asks for tokens.
    pub(super) fn provider(&self) -> TokenProvider {
        self.provider.borrow().clone()
    }

    /// Subscribers have come, gone, or changed their minds.
    pub(super) fn options_changed(self: &Rc<Self>) {
        let interval = self.subscribers.interval();
        if self.interval.replace(interval) == interval {
            self.set_timer();
        } else {
            self.take(Input::Interval(interval));
        }
    }

    /// A subscriber's view of a status.
    pub(super) fn seen_by(&self, view: &RefCell<View>, status: Status) -> Status {
        view.borrow_mut().status(status, self.answer.borrow().as_ref(), self.source.access())
    }

    /// A subscriber wants another provider. Those who change in one go, as the gauges of one page
    /// do, are looked at together.
    pub(super) fn provider_wanted(self: &Rc<Self>, subscriber: &Rc<Subscriber>) {
        let wanted = subscriber.provider.borrow().clone();
        let all = self.subscribers.all();
        if all.iter().all(|one| *one.provider.borrow() == wanted) {
            self.change_provider(&wanted);
        } else if wanted.is_private() || !wanted.can_be_asked() {
            // It may hand over a token at once, which is nobody else's.
            self.lead_away(subscriber);
        } else if !self.dividing.replace(true) {
            let feed = Rc::downgrade(self);
            spawn_local(async move {
                if let Some(feed) = feed.upgrade() {
                    feed.divide();
                }
            });
        }
    }

    /// Leads everybody who wants another provider to a feed with that one. If nobody stays, this
    /// feed goes on with the first one's.
    pub(super) fn divide(self: &Rc<Self>) {
        if !self.dividing.replace(false) {
            return;
        }
        let all = self.subscribers.all();
        let stays = all.iter().any(|one| *one.provider.borrow() == *self.provider.borrow());
        if let (false, Some(first)) = (stays, all.first()) {
            let provider = first.provider.borrow().clone();
            self.change_provider(&provider);
        }
        for subscriber in all {
            if *subscriber.provider.borrow() != *self.provider.borrow() && Rc::ptr_eq(&subscriber.feed(), self) {
                self.lead_away(&subscriber);
            }
        }
    }

    /// Goes on with another provider, unless there is a feed with that one already: then everybody
    /// who wants it goes there.
    fn change_provider(self: &Rc<Self>, provider: &TokenProvider) {
        if *self.provider.borrow() == *provider {
            return;
        }
        if Self::find(&self.source, provider).is_some() {
            for subscriber in self.subscribers.all() {
                if *subscriber.provider.borrow() == *provider {
                    self.lead_away(&subscriber);
                }
            }
            return;
        }
        let earlier = self.provider.replace(provider.clone());
        if !earlier.asks_same(provider) {
            self.take(if provider.can_be_asked() { Input::ProviderReplaced } else { Input::ProviderGone });
        }
    }

    /// Leads a subscriber to the feed of the provider that it wants; a new one goes on from where
    /// this one is.
    fn lead_away(self: &Rc<Self>, subscriber: &Rc<Subscriber>) {
        let provider = subscriber.provider.borrow().clone();
        let asked = provider.can_be_asked();
        let feed = Self::open(self.source.clone(), provider);
        subscriber.move_to(&feed);
        let machine = self.machine.borrow().as_ref().map(Machine::fork);
        let awaited =
            machine.as_ref().is_some_and(Machine::is_wanted) || self.status().is_some_and(|status| status.busy);
        if let (None, Some(machine)) = (feed.status(), machine) {
            feed.answer.replace(self.answer.borrow().clone());
            feed.start(machine, subscriber.options.get().interval);
            feed.take(if asked { Input::ProviderReplaced } else { Input::ProviderGone });
        } else {
            feed.options_changed();
            if awaited {
                feed.refresh();
            }
        }
        self.options_changed();
    }

    /// The status now, whichever part of the answer a subscriber wants.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.machine.borrow().as_ref().map(Machine::status)
    }

    /// Takes another score in place of the given one.
    pub fn give(self: &Rc<Self>, reading: Reading) {
        self.given.replace(Some(reading));
        self.take(Input::Refresh);
    }

    /// Takes a token that the host page hands over. To hand over the same one again changes
    /// nothing.
    pub fn give_token(self: &Rc<Self>, grant: Grant) {
        let expires_at = grant.expires_at;
        let held = self.token.replace(Some(grant.clone()));
        if held != Some(grant) {
            self.take(Input::TokenGiven(expires_at));
        }
    }

    /// Forgets the token and gives up what is under way. Nothing is asked until there is a token
    /// again, or somebody asks. Whoever waits for an answer is told [`Report::Refused`].
    pub(super) fn clear_token(self: &Rc<Self>) {
        self.take(Input::TokenCleared);
    }

    /// The host page set its callback once more: tokens may be asked for again, if there is none.
    pub(super) fn resume(self: &Rc<Self>) {
        let wanting = self.status().is_some_and(|status| {
            status.lacks_token || status.failure.is_some_and(|failure| failure.error.concerns_token())
        });
        if wanting && self.provider.borrow().can_be_asked() {
            self.take(Input::Provider);
        }
    }

    /// Whether the host page took its token back, and nobody has wanted the score since.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.machine.borrow().as_ref().is_some_and(Machine::is_signed_out)
    }

    /// Asks now, or joins what is under way. The next [`Report`] tells how that ended.
    pub(super) fn refresh(self: &Rc<Self>) {
        self.take(Input::Refresh);
    }

    /// A given score needs no network, and no one to look.
    fn page(&self) -> Page {
        match self.source {
            Source::Snapshot(_) => Page { visible: true, online: true },
            _ => page::now(),
        }
    }

    /// Steps the machine. Whatever a step sets off may come back here before it is done; that waits
    /// its turn.
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

    /// Whether the token that is held is one that the machine has not heard of yet.
    fn is_given_another(&self) -> bool {
        self.inputs.borrow().iter().any(|input| matches!(input, Input::TokenGiven(_)))
    }

    fn step(self: &Rc<Self>, input: Input) {
        let moment = Moment { now: js_sys::Date::now(), steady: page::steady(), random: js_sys::Math::random() };
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
                // One that is given meanwhile is not the one that is lost.
                Effect::ForgetToken if self.is_given_another() => {}
                Effect::ForgetToken => drop(self.token.take()),
                Effect::Wake(delay) => self.wake.set(delay.map(|delay| (moment.now, delay))),
                Effect::Report(told) => report = Some(told),
            }
        }
        if matches!(report, Some(Report::Loaded(_))) {
            self.redirects.set(None);
        }
        // A result that comes at once, such as a given score, is told alone, without the waiting
        // for it.
        if report.is_some() || self.inputs.borrow().is_empty() {
            self.subscribers.tell(self, &status, report.as_ref());
        }
    }

    /// One timer, for whatever comes first: the machine's next deed, or the next change of a
    /// score's age that shows.
    fn set_timer(self: &Rc<Self>) {
        let Some(status) = self.status() else { return };
        let aged = if self.page().visible { self.subscribers.next_change_of_age(&status) } else { None };
        let now = js_sys::Date::now();
        // A clock that was set back does not put anything off.
        let wake = self.wake.get().map(|(since, delay)| (delay - (now - since).max(0.0)).max(0.0));
        let delay = [wake, aged].into_iter().flatten().reduce(f64::min);
        // One that comes a little early finds nothing to do and is set anew, which costs less than
        // to do that every time.
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
