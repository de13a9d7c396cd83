//! The pages of the playground.

mod address;
mod axe;
mod diagnosis;
pub(crate) mod failures;
mod help;
mod pages;
mod places;
pub(crate) mod scene;
mod sources;
mod takeaway;
mod token;
