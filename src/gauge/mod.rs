//! The card that a person sees: Yew components, from a state to a card.
//!
//! Nothing here fetches, sets a timer, sees a token or writes a text of its own: [`GaugeProps`] has
//! it all. [`geometry`] is pure.

mod about;
mod announcement;
mod card;
#[cfg(all(test, target_arch = "wasm32"))]
mod component_tests;
#[cfg(test)]
mod contrast;
mod dial;
mod foot;
pub mod geometry;
mod head;
mod icon;
mod menu;
mod message;
mod notice;
mod past;
mod props;
mod sentence;
pub mod sparkline;
mod style;

pub use card::Gauge;
pub use message::message;
pub use props::GaugeProps;
pub use style::{SCORE_STYLE, STYLE};
