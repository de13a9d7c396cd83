//! Placeholder.
pub mod score;
