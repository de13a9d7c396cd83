//! The style sheets of a card, as `build/style.rs` has written them.

/// The style sheet of a card, for whoever draws one into a shadow root by other means than
/// [`Gauge`](crate::Gauge), which has it already. The card stands in an element of the class
/// `mount` then.
///
/// ```
/// let sheet = ["<style>", secure_score::STYLE, "</style>"].concat();
/// assert!(sheet.contains(":host"));
/// ```
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/card.css"));

/// As much of it as a card needs that shows a score and no notice: three quarters.
pub const SCORE_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/score.css"));
