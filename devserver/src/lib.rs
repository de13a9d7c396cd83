//! A small server for the demo and the tests.
//!
//! It serves a built `dist/` folder with the right types, and it plays the API as Microsoft
//! documents it: 401 with the documented error body without a bearer token, the documented answer
//! with one, and every documented failure on request. Everything it receives is recorded, so that a
//! test can say what was sent.
//!
//! | module | idea |
//! |---|---|
//! | [`Server`], [`Options`] | a running server: dropped is stopped |
//! | [`Reply`] | one answer, good or bad in any way a network can be bad |
//! | [`Gate`] | holds answers back until the test lets them go |
//! | [`Recorded`] | one received request |
//! | [`Cors`] | what pages of other origins may do |
//! | [`failures`] | the failures a person can ask for by path: `/fail/throttled/api/configurationScore` |
//! | [`api`] | the documented bodies |
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use devserver::{Options, Reply, api};
//!
//! let server = Options::new().dist("dist").start()?;
//! server.replies(api::SCORE_PATH, [Reply::error(503, "ServiceUnavailable").retry_after(7)]);
//! server.page("/host.html", "<!doctype html><title>A host page</title>");
//! println!("open {}", server.url("/host.html"));
//! let first = server.request(api::SCORE_PATH, 1).await;
//! assert_eq!(first.header("authorization"), Some("Bearer the-token"));
//! # Ok(())
//! # }
//! ```

pub mod api;
mod body;
mod cors;
pub mod failures;
mod files;
mod gate;
mod handler;
mod journal;
mod reply;
mod rules;
mod server;
mod wire;

pub use cors::Cors;
pub use gate::Gate;
pub use journal::{Outcome, Recorded};
pub use reply::Reply;
pub use server::{Options, Server};
