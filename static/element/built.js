// The assets of the widget. Every build writes this file anew, see xtask/src/packaging/assets.rs:
// for each asset's name, the name of its file, its integrity value, and its address beside the
// script.
export const assets = { __proto__: null };
