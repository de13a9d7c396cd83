//! What is asked, when, and what the answers do.

mod answers;
mod head_start;
mod request;
mod retries;
mod soak;
mod sources;
mod stale;
