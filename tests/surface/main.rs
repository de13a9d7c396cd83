//! The public surface, topic by topic, in real browsers.
