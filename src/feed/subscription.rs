//! Who listens to a feed, and what they want of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::history::{Archive, Past};
use super::machine::{LastGood, Report, Status};
use super::policy::{HOUR, MINUTE};
use super::view::View;
use super::{Error, Feed};

/// What a subscriber wants. Times are in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SubscriberOptions {
    /// The time between requests; none for no requests but the first and those asked for. The shortest one of all
    /// subscribers counts.
    pub interval: Option<f64>,
    /// The age from which on a score is stale.
    pub stale_after: f64,
}

type Listener = Rc<dyn Fn(&Status, Option<&Report>)>;

struct Entry {
    id: u32,
    /// The past that is asked for with the score.
    archive: Option<Rc<Archive>>,
    wants: SubscriberOptions,
    view: Rc<RefCell<View>>,
    listener: Listener,
}

/// All who listen to one feed.
#[derive(Default)]
pub(super) struct Listeners {
    entries: RefCell<Vec<Entry>>,
    next_id: Cell<u32>,
}

impl Listeners {
    pub(super) fn add(&self, feed: Rc<Feed>, wants: SubscriberOptions, view: View, listener: Listener) -> Subscription {
        let id = self.next_id.get();
        self.next_id.set(id.wrapping_add(1));
        let view = Rc::new(RefCell::new(view));
        self.entries.borrow_mut().push(Entry { id, archive: None, wants, view: Rc::clone(&view), listener });
        Subscription { feed, id, view }
    }

    /// Tells everybody who listens at this moment; a listener may subscribe or leave meanwhile.
    pub(super) fn tell(&self, feed: &Feed, status: &Status, report: Option<&Report>) {
        let ids: Vec<u32> = self.entries.borrow().iter().map(|entry| entry.id).collect();
        for id in ids {
            let entries = self.entries.borrow();
            let Some(entry) = entries.iter().find(|entry| entry.id == id) else { continue };
            let (listener, view) = (Rc::clone(&entry.listener), Rc::clone(&entry.view));
            drop(entries);
            let status = feed.seen_by(&view, status.clone());
            let report = view.borrow().report(report);
            listener(&status, report.as_ref());
        }
    }

    /// A request for a score is sent: files of past scores are asked for with it.
    pub(super) fn sent(&self) {
        let archives: Vec<Rc<Archive>> =
            self.entries.borrow().iter().filter_map(|entry| entry.archive.clone()).collect();
        for archive in archives {
            archive.ask();
        }
    }

    /// The shortest interval that anybody wants.
    pub(super) fn interval(&self) -> Option<f64> {
        self.entries.borrow().iter().filter_map(|entry| entry.wants.interval).reduce(f64::min)
    }

    /// How long until a score becomes stale for somebody, or a stale one's age reads otherwise.
    pub(super) fn next_change_of_age(&self, status: &Status) -> Option<f64> {
        status.last_good.as_ref()?;
        let entries = self.entries.borrow();
        let changes = entries.iter().map(|entry| next_change(status.age, entry.wants.stale_after));
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
pub struct Subscription {
    feed: Rc<Feed>,
    id: u32,
    view: Rc<RefCell<View>>,
}

impl Subscription {
    /// The feed.
    #[must_use]
    pub fn feed(&self) -> &Rc<Feed> {
        &self.feed
    }

    /// What there is to show now.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.feed.status().map(|status| self.feed.seen_by(&self.view, status))
    }

    /// What is wrong with the answer that was there before this subscription, as a report. Of a good one [`Self::status`] tells.
    #[must_use]
    pub fn answered(&self) -> Option<Report> {
        self.status()?;
        self.view.borrow().failed()
    }

    /// Asks now, or joins what is under way, and tells `waiter` how that ended.
    pub fn refresh(&self, waiter: impl FnOnce(Result<Rc<LastGood>, Error>) + 'static) {
        let view = Rc::clone(&self.view);
        self.feed.refresh(move |outcome| {
            let outcome = view.borrow().outcome(outcome);
            waiter(outcome);
        });
    }

    /// Has a past asked for with each request for a score from now on, or none.
    pub fn accompany(&self, past: Option<&Past>) {
        for entry in self.feed.listeners().entries.borrow_mut().iter_mut().filter(|entry| entry.id == self.id) {
            entry.archive = past.map(Past::archive);
        }
    }

    /// SubscriberOptions something else from now on.
    pub fn want(&self, wants: SubscriberOptions) {
        let mut changed = false;
        for entry in self.feed.listeners().entries.borrow_mut().iter_mut().filter(|entry| entry.id == self.id) {
            changed = entry.wants != wants;
            entry.wants = wants;
        }
        if changed {
            self.feed.wants_changed();
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.feed.listeners().entries.borrow_mut().retain(|entry| entry.id != self.id);
        if Rc::strong_count(&self.feed) > 1 {
            self.feed.wants_changed();
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
