//! Hostile and broken pages, values and answers.

mod answers;
mod page;
mod values;
