//! Lines in the console, each said once.

use std::cell::{Cell, RefCell};

use super::host::warn;

/// The number of lines that are remembered: a page that sets ever new invalid values takes no more
/// memory than that.
const REMEMBERED: usize = 32;

/// The number of callbacks, each within [`BURST`] milliseconds of the one before, from which on a
/// page seems to make one at each render.
const CALLBACKS: u32 = 4;
const BURST: f64 = 5_000.0;

thread_local! {
    /// Whether this page was told of its callbacks: gauges of one list have the same fault.
    static TOLD_OF_CALLBACKS: Cell<bool> = const { Cell::new(false) };
}

/// The lines so far.
#[derive(Default)]
pub(super) struct Warnings {
    said: RefCell<Vec<String>>,
    callbacks: Cell<(u32, f64)>,
}

impl Warnings {
    /// Says a line once.
    pub(super) fn say(&self, line: impl ToString) {
        let line = line.to_string();
        let mut said = self.said.borrow_mut();
        if said.contains(&line) {
            return;
        }
        if said.len() >= REMEMBERED {
            said.remove(0);
        }
        said.push(line.clone());
        // A page may listen to its console, and come back here.
        drop(said);
        let _ = warn(&line);
    }

    /// Another callback took the place of one, at this moment of a steady clock.
    pub(super) fn callback_replaced(&self, now: f64) {
        let (count, last) = self.callbacks.get();
        let count = if now - last < BURST { count.saturating_add(1) } else { 1 };
        self.callbacks.set((count, now));
        if count == CALLBACKS && !TOLD_OF_CALLBACKS.replace(true) {
            self.say(
                "secure-score-gauge: getToken is set to a new function again and again, as a component does that makes one at each \
                 render. Make it once (useCallback in React), and call clearToken() when the account changes.",
            );
        }
    }
}
