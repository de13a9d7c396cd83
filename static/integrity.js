// Integrity values of what every page loads. The build puts the real ones in place of these: with none, as here, the sources run as
// they are and nothing is checked.
export const wasm = '';
export const card = '';
