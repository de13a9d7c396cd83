// The two failures that are the widget's own: WebAssembly that does not start, and code that stops.
// Both are for the life of a page, so they are settled when it loads, before the widget's script
// runs.

import { linked } from './address.js';

const failing = linked().get('fail');

/** Whether this page was loaded to show one of the two. */
export const isBroken = failing === 'wasm-blocked' || failing === 'crashed';

/**
 * What a request for the wasm gets where WebAssembly is to be blocked; nothing for any other
 * request.
 */
export function broken(url) {
  if (failing !== 'wasm-blocked' || !new URL(url).pathname.endsWith('.wasm')) return undefined;
  return Promise.resolve(new Response('The playground simulates that the wasm is blocked.', { status: 404 }));
}

let armed = false;

/**
 * Imports that throw when armed: no code survives what it did not expect from the browser itself.
 */
const trapped = (imports) => eachValue(imports, (functions) => eachValue(functions, (value) =>
  typeof value !== 'function' ? value : (...given) => {
    if (armed) throw new Error('The playground simulates that the widget crashes.');
    return value(...given);
  }));

const eachValue = (object, change) =>
  Object.fromEntries(Object.entries(object ?? {}).map(([name, value]) => [name, change(value)]));

if (failing === 'crashed') {
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  WebAssembly.instantiate = (source, imports) => instantiate(source, trapped(imports));
}

/** Lets the widget crash as soon as it has shown a score, if this page was loaded for that. */
export function crashWhenLoaded(gauge) {
  if (failing !== 'crashed') return;
  gauge.addEventListener('secure-score-load', () => {
    armed = true;
    gauge.addEventListener('secure-score-error', () => { armed = false; }, { once: true });
    gauge.refresh().catch(() => {});
  }, { once: true });
}
