//! Keeping a score fresh.
//!
//! [`machine`] decides, as a pure function, and [`policy`] holds every number it decides by;
//! neither knows a browser. Beside them stand the parts that carry its effects out: [`Feed`], one
//! per source, to which gauges subscribe, its `effects`, `request`, [`token`] (the secret, and the
//! host page's callback) and `page` (visibility, online). [`HostInput`] keeps a token for its
//! origin. No other room sends a request for a score, sets a timer or sees a token.

mod browser;
mod effects;
mod error;
pub mod history;
mod host_input;
mod live;
pub mod machine;
mod page;
pub mod policy;
mod request;
mod source;
mod state;
mod subscription;
pub mod token;
mod view;

pub use browser::{Operations, use_operations};
pub use error::{Error, Failure, TokenFault};
pub use host_input::HostInput;
pub use live::Feed;
pub use machine::{LastGood, Report, Status};
pub use page::steady;
pub use source::{Address, AddressError, PageUrls, Source, is_private};
pub use state::State;
pub use subscription::{SubscriberOptions, Subscription};
pub use token::{Grant, Token, TokenProvider};
