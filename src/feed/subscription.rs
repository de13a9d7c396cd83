//! Who listens to a feed, and what they want of it.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::history::{Archive, Past};
use super::machine::{Report, Status};
use super::policy::{DEFAULT_INTERVAL, DEFAULT_STALE_AFTER, HOUR, MINUTE};
use super::view::View;
use super::{Feed, TokenProvider};

/// The wishes of a subscriber. Times are in milliseconds. By default a score is asked for every
/// hour, and stale after a day.
///
/// ```
/// use secure_score::SubscriberOptions;
///
/// let quarterly = SubscriberOptions { interval: Some(15.0 * 60_000.0), ..SubscriberOptions::default() };
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SubscriberOptions {
    /// The time between requests; none for no requests but the first and those asked for. The
    /// shortest one of all subscribers counts.
    pub interval: Option<f64>,
    /// The age from which on a score is stale.
    pub stale_after: f64,
}

impl Default for SubscriberOptions {
    fn default() -> Self {
        Self { interval: Some(DEFAULT_INTERVAL), stale_after: DEFAULT_STALE_AFTER }
    }
}

type Listener = Box<dyn Fn(&Status, Option<&Report>)>;

/// One who listens.
pub(super) struct Subscriber {
    /// The feed it listens to. Another callback may lead it to another feed of the same source.
    feed: RefCell<Rc<Feed>>,
    pub(super) options: Cell<SubscriberOptions>,
    /// Whom it wants to be asked for tokens.
    pub(super) provider: RefCell<TokenProvider>,
    /// The past that is asked for with the score.
    archive: RefCell<Option<Rc<Archive>>>,
    /// Its part of the answers.
    view: RefCell<View>,
    listener: Listener,
}

impl Subscriber {
    pub(super) fn feed(&self) -> Rc<Feed> {
        Rc::clone(&self.feed.borrow())
    }

    /// Leads it to another feed.
    pub(super) fn move_to(self: &Rc<Self>, feed: &Rc<Feed>) {
        let earlier = self.feed.replace(Rc::clone(feed));
        earlier.subscribers().remove(self);
        feed.subscribers().add(self);
    }
}

/// All who listen to one feed.
#[derive(Default)]
pub(super) struct Subscribers(RefCell<Vec<Weak<Subscriber>>>);

impl Subscribers {
    pub(super) fn add(&self, subscriber: &Rc<Subscriber>) {
        self.0.borrow_mut().push(Rc::downgrade(subscriber));
    }

    fn remove(&self, subscriber: &Rc<Subscriber>) {
        self.0.borrow_mut().retain(|one| !std::ptr::eq(one.as_ptr(), Rc::as_ptr(subscriber)));
    }

    /// Everybody who listens at this moment.
    pub(super) fn all(&self) -> Vec<Rc<Subscriber>> {
        self.0.borrow().iter().filter_map(Weak::upgrade).collect()
    }

    /// Tells everybody who listens at this moment; a listener may subscribe or leave meanwhile.
    pub(super) fn tell(&self, feed: &Feed, status: &Status, report: Option<&Report>) {
        let all = self.0.borrow().clone();
        for subscriber in all {
            if let Some(subscriber) = subscriber.upgrade() {
                let status = feed.seen_by(&subscriber.view, status.clone());
                let report = subscriber.view.borrow().report(report);
                (subscriber.listener)(&status, report.as_ref());
            }
        }
    }

    /// A request for a score is sent: files of past scores are asked for with it.
    pub(super) fn sent(&self) {
        for subscriber in self.all() {
            let archive = subscriber.archive.borrow().clone();
            if let Some(archive) = archive {
                archive.ask();
            }
        }
    }

    /// The shortest interval that anybody wants.
    pub(super) fn interval(&self) -> Option<f64> {
        self.all().iter().filter_map(|one| one.options.get().interval).reduce(f64::min)
    }

    /// How long until a score becomes stale for somebody, or a stale one's age reads otherwise.
    pub(super) fn next_change_of_age(&self, status: &Status) -> Option<f64> {
        status.last_good.as_ref()?;
        let all = self.all();
        let changes = all.iter().map(|one| next_change(status.age, one.options.get().stale_after));
        changes.reduce(f64::min)
    }
}

/// Ages read in minutes up to an hour, in hours up to a day, and then in days.
fn next_change(age: f64, stale_after: f64) -> f64 {
    let unit = if age < HOUR { MINUTE } else { HOUR };
    // Not `age % unit`: the remainder of floats is 1 KB of code.
    if age < stale_after { stale_after - age } else { unit - (age - (age / unit).floor() * unit) }
}

/// Somebody listens to a feed. Dropped is gone, and the last one to go ends the feed.
#[must_use = "dropped is gone"]
pub struct Subscription(Rc<Subscriber>);

impl Subscription {
    pub(super) fn new(
        feed: &Rc<Feed>,
        options: SubscriberOptions,
        view: View,
        listener: impl Fn(&Status, Option<&Report>) + 'static,
    ) -> Self {
        let subscriber = Rc::new(Subscriber {
            feed: RefCell::new(Rc::clone(feed)),
            options: Cell::new(options),
            provider: RefCell::new(feed.provider()),
            archive: RefCell::default(),
            view: RefCell::new(view),
            listener: Box::new(listener),
        });
        feed.subscribers().add(&subscriber);
        Self(subscriber)
    }

    /// The feed that it listens to now.
    #[must_use]
    pub fn feed(&self) -> Rc<Feed> {
        self.0.feed()
    }

    /// The status now.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        let feed = self.feed();
        feed.status().map(|status| feed.seen_by(&self.0.view, status))
    }

    /// The fault of the answer that was there before this subscription, as a report.
    /// [`Self::status`] has a good one.
    #[must_use]
    pub fn answered(&self) -> Option<Report> {
        self.status()?;
        self.0.view.borrow().failed()
    }

    /// Asks now, or joins what is under way. The next [`Report`] tells how that ended.
    pub fn refresh(&self) {
        self.at_last().refresh();
    }

    /// Has a past asked for with each request for a score from now on, or none.
    pub fn accompany(&self, past: Option<&Past>) {
        self.0.archive.replace(past.map(Past::archive));
    }

    /// Forgets the token and gives up what is under way. Nothing is asked until there is a token
    /// again, or somebody asks. Whoever waits for an answer is told [`Report::Refused`].
    pub fn clear_token(&self) {
        self.at_last().clear_token();
    }

    /// The host page set its callback once more: tokens may be asked for again, if there is none.
    pub fn resume(&self) {
        self.at_last().resume();
    }

    /// The feed with the provider that it wants: another one may be about to be.
    fn at_last(&self) -> Rc<Feed> {
        self.feed().divide();
        self.feed()
    }

    /// Wants something else from now on.
    pub fn set_options(&self, options: SubscriberOptions) {
        if self.0.options.replace(options) != options {
            self.feed().options_changed();
        }
    }

    /// Wants somebody else to be asked for tokens from now on. The score and the pace stay: both
    /// belong to the source.
    ///
    /// Subscribers of one feed who change to the same provider stay together. One who changes alone
    /// gets a feed of its own, which goes on from there with no token.
    pub fn set_provider(&self, provider: TokenProvider) {
        if *self.0.provider.borrow() != provider {
            self.0.provider.replace(provider);
            self.feed().provider_wanted(&self.0);
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let feed = self.feed();
        feed.subscribers().remove(&self.0);
        if !feed.subscribers().all().is_empty() {
            feed.options_changed();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_changes_when_it_reads_otherwise() {
        for (age, stale_after, expected) in [
            (0.0, 24.0 * HOUR, 24.0 * HOUR),
            (23.0 * HOUR, 24.0 * HOUR, HOUR),
            (24.0 * HOUR, 24.0 * HOUR, HOUR),
            (24.5 * HOUR, 24.0 * HOUR, 0.5 * HOUR),
            (2.25 * MINUTE, MINUTE, 0.75 * MINUTE),
        ] {
            assert_eq!(next_change(age, stale_after), expected, "{age} {stale_after}");
        }
    }
}
