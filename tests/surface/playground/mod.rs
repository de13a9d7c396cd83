//! The pages of the playground.

mod address;
mod axe;
mod diagnosis;
mod embed;
mod export;
pub(crate) mod failures;
mod framed;
mod help;
mod log;
mod pages;
mod places;
mod quoting;
pub(crate) mod scene;
mod sources;
mod stage;
mod tasks;
mod token;
mod warnings;
