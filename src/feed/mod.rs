//! Keeping a score fresh.
//!
//! [`machine`] decides, as a pure function, and [`policy`] holds every number it decides by; neither knows a browser.
//! Beside them stand the parts that carry its effects out: [`Feed`], one a source, to which gauges subscribe, its
//! `errands`, `request` with its `head_start`, [`token`] (the secret, and the host page's callback) and `page` (visibility,
//! online). [`Plan`] says which feed a gauge has, and [`HostInput`] keeps a token for its origin. No other room fetches, sets a timer or sees a token, but for the very first question, which the element's script
//! asks while the wasm is on its way: see `docs/decisions/011-head-start.md`.

mod browser;
mod effects;
mod error;
mod head_start;
pub mod history;
mod host_input;
mod live;
pub mod machine;
mod page;
mod plan;
pub mod policy;
mod request;
mod source;
mod state;
mod subscription;
pub mod token;
mod view;

pub use error::{Error, Failure, TokenFault};
pub use head_start::use_head_start;
pub use host_input::HostInput;
pub use live::Feed;
pub use machine::{LastGood, Report, Status};
pub use plan::{Plan, origin_of_api};
pub use source::{Address, AddressError, PageUrls, Source, is_private};
pub use state::State;
pub use subscription::{SubscriberOptions, Subscription};
pub use token::{Grant, Token, TokenProvider};
