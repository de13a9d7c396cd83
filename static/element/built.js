// The assets of the widget. Every build writes this file anew, see xtask/src/packaging/assets.rs:
// by an asset's name the one that its file has, the integrity value of that, and its address beside
// the script.
export const assets = { __proto__: null };
