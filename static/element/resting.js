// Callbacks that rest: the page has taken its token back, and has not wanted one since.

/** By callback: an object that stands for the time since the page wanted a token of it last. */
const times = new WeakMap();

/** The times that ended before the wasm was there to know. */
const over = new WeakSet();

/** The page sets a callback, or asks for the score. */
export function want(callback) {
  if (callback) times.set(callback, {});
}

/** The time of a callback, if there is one. */
export const timeOf = (callback) => times.get(callback);

/** The page takes its token back. Gauges with the same callback share one. */
export function rest(callback) {
  if (callback) over.add(timeOf(callback));
}

/** Whether a callback rests for every gauge. */
export const rests = (callback) => over.has(timeOf(callback));
