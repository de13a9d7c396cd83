//! Announcements for readers who do not see the card change.

use std::rc::Rc;

use super::GaugeProps;
use crate::feed::{Failure, State};
use crate::text::Key;

/// The last change of state, as a sentence.
pub(super) struct News {
    text: String,
    /// Whether anything but a first loading was told or shown, so that a score that comes now is
    /// news.
    troubled: bool,
    /// The failure at hand, and when the gauge tries again: said once, while everybody sees the
    /// seconds pass.
    planned: Option<(Rc<Failure>, String)>,
}

impl News {
    /// A card that starts with a state: that is no change.
    pub(super) fn new(props: &GaugeProps) -> Self {
        let mut news = Self { text: String::new(), troubled: is_trouble(props.state), planned: None };
        news.plan(props);
        news
    }

    /// Notes when the gauge tries again after another failure.
    pub(super) fn plan(&mut self, props: &GaugeProps) {
        let Some(failure) = &props.status.failure else {
            self.planned = None;
            return;
        };
        if self.planned.as_ref().is_none_or(|(known, _)| !Rc::ptr_eq(known, failure)) {
            self.planned = Some((Rc::clone(failure), props.next_try().unwrap_or_default()));
        }
    }

    /// When the gauge tries again, as that was planned when the attempt failed; nothing where it
    /// does not.
    pub(super) fn planned(&self) -> &str {
        self.planned.as_ref().map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    /// The state has changed. Failures and waiting for a token have messages that everybody sees,
    /// and need no other.
    pub(super) fn enter(&mut self, props: &GaugeProps) {
        self.text = match (&props.status.last_good, props.state) {
            (Some(last_good), State::Ready) if self.troubled => {
                let value = props.value_on_scale(last_good.reading.score);
                props.words.fill(Key::AnnounceReady, &[("value", &value)])
            }
            (_, State::Stale) => props.words.text(Key::AnnounceStale),
            _ => String::new(),
        };
        self.troubled = is_trouble(props.state) || self.troubled && props.state == State::Loading;
    }

    /// The sentence, or nothing.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

fn is_trouble(state: State) -> bool {
    matches!(state, State::Stale | State::Unauthorized | State::Error)
}
