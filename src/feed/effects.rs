//! The effects of a feed: it asks for the host page's token, and for the source's answer, one at a
//! time.

use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;
use web_sys::AbortSignal;

use super::browser::{self, Errand};
use super::machine::{Input, Reason, TokenReply};
use super::{Error, Failure, Feed, Grant, Source, request};
use crate::score::{Answer, DecodeError, Reading};

impl Feed {
    pub(super) fn ask_token(self: &Rc<Self>, reason: Reason) {
        let Some(signal) = self.set_out() else { return };
        let Source::Api(address) = &self.source else { return };
        let (feed, provider, origin) = (Rc::downgrade(self), self.provider(), address.origin().to_owned());
        spawn_local(async move {
            // It may have been given up before it could be asked.
            if wanted(&feed, &signal).is_none() {
                return;
            }
            let answer = provider.ask(reason, &origin, signal.clone()).await;
            let Some(feed) = wanted(&feed, &signal) else { return };
            feed.back_from_errand();
            let reply = match answer {
                Ok(grant) => feed.hold(grant),
                Err(Error::NoToken) => TokenReply::Missing,
                Err(error) => TokenReply::Failed(error),
            };
            feed.take(Input::Token(reply));
        });
    }

    fn hold(&self, grant: Grant) -> TokenReply {
        let expires_at = grant.expires_at;
        let mut held = self.token.borrow_mut();
        let same = held.as_ref().is_some_and(|held| held.token == grant.token);
        *held = Some(grant);
        if same { TokenReply::Same(expires_at) } else { TokenReply::New(expires_at) }
    }

    pub(super) fn send(self: &Rc<Self>) {
        let given = self.given.borrow().clone();
        if let Some(reading) = given {
            // It is there at once: a page that hands over one score after another sees no skeleton
            // between.
            return self.take(Input::Answer(Ok(reading)));
        }
        self.subscribers().sent();
        let Some(signal) = self.set_out() else { return };
        let (feed, source) = (Rc::downgrade(self), self.source.clone());
        let token = self.token.borrow().as_ref().map(|grant| grant.token.clone());
        spawn_local(async move {
            let mut answer = request::ask(&source, token.as_ref(), &signal).await;
            drop(token);
            let unexplained = answer.as_ref().is_err_and(|failure| failure.error == Error::Network);
            if unexplained && redirected(&feed, &source, &signal).await {
                answer = Err(Error::Redirected.into());
            }
            let Some(feed) = wanted(&feed, &signal) else { return };
            feed.back_from_errand();
            feed.take(Input::Answer(answer.and_then(|answer| feed.keep(answer))));
        });
    }

    /// Keeps an answer for those who want a part of it, and gives the score that stands for it.
    fn keep(&self, answer: Answer) -> Result<Reading, Failure> {
        let reading = answer.any().ok_or(Error::InvalidResponse(DecodeError::Shape))?;
        self.answer.replace(Some(answer));
        Ok(reading)
    }

    /// Sets out on an errand, in place of any other. The signal tells whether its outcome is still
    /// wanted.
    fn set_out(&self) -> Option<AbortSignal> {
        let errand = Errand::new()?;
        let signal = errand.signal();
        self.errand.replace(Some(errand));
        Some(signal)
    }

    fn back_from_errand(&self) {
        if let Some(errand) = self.errand.take() {
            errand.done();
        }
    }
}

/// The feed, if it still wants what the errand of this signal brings.
fn wanted(feed: &Weak<Feed>, signal: &AbortSignal) -> Option<Rc<Feed>> {
    if browser::is_aborted(signal) { None } else { feed.upgrade() }
}

/// Whether a failure without an answer was a redirect. The first one of a run of failures is looked
/// into, and what that found counts for the others.
async fn redirected(feed: &Weak<Feed>, source: &Source, signal: &AbortSignal) -> bool {
    let known = wanted(feed, signal).and_then(|feed| feed.redirects.get());
    if let Some(known) = known {
        return known;
    }
    let redirects = request::redirects(source, signal).await;
    if let Some(feed) = wanted(feed, signal) {
        feed.redirects.set(Some(redirects));
    }
    redirects
}
