//! What is told to those who do not see the card change.

use super::GaugeProps;
use crate::feed::State;
use crate::text::Key;

/// The last change of state, as a sentence.
pub(super) struct News {
    text: String,
    /// Whether anything but a first loading was told or shown, so that a score that comes now is news.
    troubled: bool,
}

impl News {
    /// A card that starts with a state: that is no change.
    pub(super) fn new(state: State) -> Self {
        Self { text: String::new(), troubled: is_trouble(state) }
    }

    /// The state has changed. Failures and waiting for a token have messages that everybody sees, and need no other.
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
