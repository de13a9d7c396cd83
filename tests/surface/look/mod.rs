//! What a person sees or hears.

pub(crate) mod axe;
mod boxes;
mod cards;
mod gallery;
mod motion;
pub(crate) mod scene;
mod semantics;
mod sheets;
mod shift;
mod stopped;
mod words;
