//! The gauge of an organisation's Microsoft Secure Score for Devices: the custom element
//! `<secure-score-gauge>`, and the Yew components and the feed that it is made of.
//!
//! # One way through
//! ```text
//! host page ──▶ static/element/secure-score-gauge.js ──▶ element ──▶ feed ──▶ score ──▶ gauge ──▶ what a person sees
//!   token, attributes      the custom element       the door     fetch,     decode,    Yew        and events back out
//!                                                                retries    scale
//! ```
//!
//! | room | what lives there | what may never happen there |
//! |---|---|---|
//! | [`score`] | the number: decoding, instants, scales | a browser type, a clock, I/O, a panic |
//! | [`settings`] | the attributes, parsed | the same |
//! | [`feed`] | keeping a score fresh; its [`machine`](feed::machine) and [`policy`](feed::policy) are pure | nobody else fetches, sets a timer or sees a token |
//! | [`gauge`] | what a person sees: Yew components | fetching, tokens, timers, texts of its own |
//! | [`text`] | dictionary, numbers, dates, relative times | a document |
//! | [`element`] | the door that the JavaScript class calls | decisions |
//!
//! A Yew application needs no custom element: it opens a [`feed::Feed`], subscribes, and hands what
//! it hears to a [`gauge::Gauge`].

// A panic in the wasm freezes every gauge on a page, for good.
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
        clippy::unwrap_used
    )
)]

pub mod element;
pub mod feed;
pub mod gauge;
pub mod score;
pub mod settings;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod surface_tests;
pub mod text;
