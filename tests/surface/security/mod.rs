//! Policies, integrity, diagnosis, WebAssembly that is blocked or crashes.

mod diagnosis;
mod integrity;
mod policy;
pub(crate) mod scene;
mod trusted_types;
mod wasm;
