//! Policies, integrity, diagnosis, WebAssembly that is blocked or crashes.

mod diagnosis;
mod integrity;
mod policy;
pub(crate) mod scene;
mod tenant;
mod trusted_types;
mod wasm;
