//! The pages of the playground.

mod address;
mod axe;
mod diagnosis;
mod embed;
pub(crate) mod failures;
mod help;
mod pages;
mod places;
pub(crate) mod scene;
mod sources;
mod stage;
mod tasks;
mod token;
mod warnings;
