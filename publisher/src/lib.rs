//! `secure-score-publish` asks the Defender API for the score and publishes it as files, for pages
//! that may not call the API themselves.
//!
//! # One way through
//! ```text
//! arguments ──▶ sign_in ──▶ request ──▶ publication ──▶ folder ──▶ score.json, history.json
//!   settings     a token     checked by     what the      atomic,
//!                            the widget     files hold    one at a time
//! ```
//!
//! As a library it draws cards, for servers that make their pages themselves: [`prerender`] and
//! [`prerender_inline`].
//!
//! What a score is, what an answer means and how long to wait are the widget's own rules, of its
//! rooms `score` and `feed`.

mod address;
mod alert;
mod answer;
mod arguments;
mod attempts;
mod card;
mod element;
mod failure;
mod folder;
mod health;
mod history;
mod http;
mod log;
mod places;
mod publication;
mod request;
mod rights;
mod run;
mod schedule;
mod secret;
mod sign_in;
mod style;
mod words;

use std::process::ExitCode;

pub use card::{PrerenderedFiles, prerender, prerender_inline};
pub use style::style_source;

use arguments::Arguments;
use log::Log;

/// The program: reads its arguments, and gives its exit status.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::read();
    let log = Log::new(arguments.log);
    match run::run(&arguments, &log) {
        Ok(end) => end.into(),
        Err(failure) => {
            log.failure(&failure);
            failure.kind.into()
        }
    }
}
