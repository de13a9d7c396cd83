//! The gauge of an organisation's Microsoft Secure Score for Devices, as a Yew component.
//!
//! A Yew application needs no custom element: it opens a feed with [`use_feed`], and shows what
//! that tells with [`Gauge`]. The component brings its style sheet along ([`STYLE`]), and a click
//! on Retry calls `on_retry`.
//!
//! ```no_run
//! use secure_score::{Gauge, Metric, Source, SubscriberOptions, TokenProvider, use_feed};
//! use yew::prelude::*;
//!
//! # fn get_token() -> js_sys::Function { js_sys::Function::new_no_args("") }
//! #[component]
//! fn Devices() -> Html {
//!     let source = Source::of_api("/defender", Metric::SecureScore);
//!     let feed = use_feed(source, TokenProvider::from(get_token()), SubscriberOptions::default());
//!     html! {
//!         <Gauge status={feed.status()} on_retry={feed.retry()}>
//!             { "Secure score: see the Defender portal" }
//!         </Gauge>
//!     }
//! }
//! ```
//!
//! All that the documentation shows is kept stable by the rules of semantic versions. What it hides
//! is for the programs of this crate's repository, and may change at any time.
//!
//! # Features
//! No feature is on by default.
//!
//! | feature | what it adds |
//! |---|---|
//! | `ssr` | the card as text, for native programs |
//! | `element` | the exports that the custom element `<secure-score-gauge>` calls. No Yew application needs it |
//!
//! # One way through
//! The crate is also all the Rust of the custom element.
//!
//! ```text
//! host page ──▶ static/element/secure-score-gauge.js ──▶ element ──▶ feed ──▶ score ──▶ gauge ──▶ what a person sees
//!   token, attributes      the custom element       the door     fetch,     decode,    Yew        and events back out
//!                                                                retries    scale
//! ```
//!
//! | room | what lives there | what may never happen there |
//! |---|---|---|
//! | `score` | the number: decoding, instants, scales | a browser type, a clock, I/O, a panic |
//! | `settings` | the attributes, parsed | the same |
//! | `feed` | keeping a score fresh; its `machine` and `policy` are pure | nobody else fetches, sets a timer or sees a token |
//! | `gauge` | what a person sees: Yew components | fetching, tokens, timers, texts of its own |
//! | `text` | dictionary, numbers, dates, relative times | a document |
//! | `element` | the door that the JavaScript class calls | decisions |
//! | `app` | the door for Yew applications: [`Gauge`], [`use_feed`] | decisions |

// A panic in the wasm freezes every gauge on a page, for good. `Debug` is for the messages of
// panics, and the release build has none of them.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_in_result,
        clippy::unwrap_used,
        clippy::use_debug
    )
)]

mod app;
#[cfg(any(feature = "element", test))]
#[doc(hidden)]
pub mod element;
#[doc(hidden)]
pub mod feed;
#[doc(hidden)]
pub mod gauge;
#[doc(hidden)]
pub mod score;
#[doc(hidden)]
pub mod settings;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod surface_tests;
#[doc(hidden)]
pub mod text;

pub use app::{FeedHandle, Gauge, GaugeProps, use_feed};
pub use feed::{
    AddressError, Error, Failure, LastGood, Source, State, Status, SubscriberOptions, TokenFault, TokenProvider,
};
pub use gauge::STYLE;
pub use score::{
    Amount, AmountError, Band, Bands, BandsError, DecodeError, Instant, InstantError, Metric, Reading, Scale, Score,
};
pub use settings::{ArcColor, Format};
pub use text::Texts;
