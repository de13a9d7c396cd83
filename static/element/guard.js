// Every way into the wasm, guarded. The glue calls into it from timers, promises and listeners too,
// where nobody would catch what it throws: a trap, or an exception of the page's that passes
// through. After the first such exception the wasm may be in any state, so that nothing calls into
// it again.

let stopped = false;
let depth = 0;
let tell = () => {};

/** Calls `told` with the first exception that comes out of the wasm. */
export const onStop = (told) => { tell = told; };

/** Lets nothing into the wasm any more. Tells whether that is news. */
export function stop() {
  const news = !stopped;
  stopped = true;
  return news;
}

const guarded = (call) => (...given) => {
  // Calls that the wasm itself needs on its way out go on. To the glue, an empty answer is one
  // without an exception.
  if (stopped && depth === 0) return [];
  depth += 1;
  try {
    return call(...given);
  } catch (error) {
    tell(error);
    throw error;
  } finally {
    depth -= 1;
  }
};

/** The exports of an instance, guarded. */
export function guard({ exports }) {
  const ways = { __proto__: null };
  for (const [name, value] of Object.entries(exports)) ways[name] = typeof value === 'function' ? guarded(value) : value;
  return ways;
}
