//! Keeping a score fresh.
mod error;
pub mod machine;
pub mod policy;
mod state;
pub mod token {
    /// x
    pub const MAX_TOKEN: usize = 16 * 1024;
}
/// x
pub struct Feed;
pub use error::{Error, Failure, TokenFault};
pub use state::State;
