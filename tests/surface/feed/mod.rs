//! What is asked, when, and what the answers do.

mod answers;
mod request;
mod retries;
mod soak;
mod sources;
mod stale;
