//! Asking now, and telling whoever asked how that ended.

use std::rc::{Rc, Weak};

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::controller::Controller;
use crate::feed::{Error, LastGood, Plan};
use crate::gauge::message;

/// The two functions of a promise. The second one has an error of its own for a gauge that is in no document any more.
pub(super) struct Refresh {
    resolve: Function,
    reject: Function,
}

impl Controller {
    /// Asks now, and hands the score or the error to one of two functions.
    pub(super) fn refresh(&self, resolve: Function, reject: Function) {
        self.look();
        self.refreshes.borrow_mut().push(Refresh { resolve, reject });
        self.ask();
    }

    /// Asks another source for those who wait: what the one before says is of no use to them.
    pub(super) fn ask_again(&self) {
        if !self.refreshes.borrow().is_empty() {
            self.ask();
        }
    }

    fn ask(&self) {
        let Some(subscription) = self.subscription() else {
            let obstacle = match self.plan.borrow().as_ref() {
                Some(Plan::Refused(error)) => error.clone(),
                _ => Error::NoToken,
            };
            return self.end_refreshes(&Err(obstacle));
        };
        let (this, asked) = (Weak::clone(&self.this), Rc::downgrade(&subscription));
        subscription.refresh(move |outcome| {
            if let Some(embed) = this.upgrade()
                && embed.subscription().is_some_and(|subscription| Weak::ptr_eq(&Rc::downgrade(&subscription), &asked))
            {
                embed.end_refreshes(&outcome);
            }
        });
    }

    fn end_refreshes(&self, outcome: &Result<Rc<LastGood>, Error>) {
        // The two functions of a promise do not throw.
        for Refresh { resolve, reject } in self.refreshes.take() {
            let _ = match outcome {
                Ok(last_good) => resolve.call1(&JsValue::UNDEFINED, &self.keep(last_good)),
                Err(error) => self
                    .host
                    .rejection(error.code(), &self.message(error))
                    .and_then(|rejection| reject.call1(&JsValue::UNDEFINED, &rejection)),
            };
        }
    }

    /// The gauge is taken away, and nobody will ask any more.
    pub(super) fn give_up_refreshes(&self) {
        for Refresh { reject, .. } in self.refreshes.take() {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    }

    /// What an error says in the language of the page.
    fn message(&self, error: &Error) -> String {
        let settled = self.settled.borrow().clone();
        settled.map(|settled| message(&self.words(), &settled.formats, error)).unwrap_or_default()
    }
}
