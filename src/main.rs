//! The wasm that the custom element loads. All of it is in the library: what JavaScript calls is exported from there.
//!
//! A binary, and not a library of type `cdylib` beside the `rlib`: for two types at once cargo leaves out link-time
//! optimisation, which makes the wasm a fifth smaller.

use secure_score as _;

fn main() {}
