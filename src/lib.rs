//! Placeholder.
pub mod feed;
pub mod score;
