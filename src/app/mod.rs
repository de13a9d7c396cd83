//! The door for Yew applications: a component, a hook, and the sources of this page.
//!
//! Nothing is decided here, and nothing drawn: the component puts the card of
//! [`gauge`](crate::gauge) into a shadow root, and the hook listens to a [`feed`](crate::feed). The
//! custom element has no use for this room, so none of it is in its wasm.

mod click;
#[cfg(all(test, target_arch = "wasm32"))]
mod component_tests;
mod gauge;
mod hook;
mod shadow;
mod source;

pub use gauge::{Gauge, GaugeProps};
pub use hook::{FeedHandle, use_feed};
