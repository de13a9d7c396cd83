//! The score in context: past scores, the change, falls, device groups, export, and the examples of
//! these.

mod card;
mod events;
mod examples;
mod export;
mod file;
mod groups;
mod local;
mod menu;
mod part;
mod scene;
