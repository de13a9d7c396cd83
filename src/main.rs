//! The wasm that the custom element loads. All of it is in the library: what JavaScript calls is
//! exported from there.
//!
//! A binary, and not a library of type `cdylib` beside the `rlib`: for two types at once cargo
//! leaves out link-time optimisation, which makes the wasm a fifth smaller.

// Without a main function the wasm needs nothing of what the standard library does before and after
// one.
#![cfg_attr(target_arch = "wasm32", no_main)]

use secure_score as _;

/// The reasons are in `Cargo.toml`.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
