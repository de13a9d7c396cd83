//! x
pub mod feed;
pub mod score;
pub mod settings;
pub mod text;
