//! Real browsers for the tests of the public surface.
//!
//! ```no_run
//! # async fn example() {
//! use secure_score_tests::topic;
//!
//! topic()
//!     .run(async |browser| {
//!         browser.open(r#"<secure-score-gauge api-base="/defender"></secure-score-gauge>"#).await;
//!         browser.run("gauge.setToken('a-token')").await;
//!         browser.event("secure-score-load", 1).await;
//!         browser.gauge().reads("value", "340").await;
//!     })
//!     .await;
//! # }
//! ```
//!
//! A test gets a tab of its own in a clean browser, in UTC and en-US, and a [`devserver::Server`]
//! of its own that serves the built `dist/`. A driver process lives as long as the test process;
//! when that ends, however it ends, driver and browsers end with it.
//!
//! | variable | meaning |
//! |---|---|
//! | `SECURE_SCORE_ENGINES` | `chromium,firefox,webkit`, or some of them, for every test |
//! | `SECURE_SCORE_DIST` | the built folder; `dist/` of the repository when unset |
//! | `SECURE_SCORE_SCREENSHOTS` | a folder for the pictures that some tests take; none are when unset |

mod browser;
mod clock;
mod devtools;
mod dist;
mod driver;
mod engine;
mod gauge;
mod harness;
mod recorder;
mod run;
mod sessions;

pub use browser::Browser;
pub use dist::{asset, dist, read_asset, repository};
pub use engine::Engine;
pub use gauge::Gauge;
pub use recorder::{Event, Message, TokenCall};
pub use run::{Run, every_engine, topic};
