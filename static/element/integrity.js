// Integrity values of what every page loads. `cargo xtask finish` writes this file anew in every build.
export const wasm = '';
export const card = '';
