//! The score in context: past scores, the change, falls, device groups, export.

mod card;
mod events;
mod export;
mod file;
mod groups;
mod local;
mod scene;
