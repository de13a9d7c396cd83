// The widget's own name, and its own files beside its script. What every page needs is asked for here, before the rest of the script so
// much as runs: that takes 10 ms, and four times as long where the processor is slow.

import { card, wasm } from './integrity.js';

export const TAG = 'secure-score-gauge';
export const WASM = 'secure-score_bg.wasm';

/** Where a file is. */
export const assetUrl = (file) => new URL(file, import.meta.url);

/** Fetches a file; one that has not its integrity value, and so is not what was built, is refused. */
const fetchOwn = (file, integrity) => fetch(assetUrl(file), { integrity });

// A server may not know the type of wasm, which only streaming needs.
const compile = async () => WebAssembly.compileStreaming(fetchOwn(WASM, wasm)).catch(async () =>
  WebAssembly.compile(await (await fetchOwn(WASM, wasm)).arrayBuffer()));
const read = async (file, integrity) => (await fetchOwn(file, integrity)).json();

let prepared;

/**
 * Asks for what every page needs, once: promises of the wasm, compiled, and of what comes with it, which is the style of cards and the
 * integrity values of what only few pages need. Nothing runs yet.
 */
export function prepare() {
  prepared ??= [compile(), read('card.json', card)];
  // Whoever needs them hears of a failure.
  for (const one of prepared) one.catch(() => {});
  return prepared;
}

// Unless another copy of the script is at work.
if (globalThis.customElements && !customElements.get(TAG)) prepare();

/** Resolves to what is in a JSON file that only few pages need. */
export async function readOwn(file) {
  const { integrity } = await prepare()[1];
  if (!integrity[file]) throw new Error(`expected a file of this widget, but got ${file}`);
  return read(file, integrity[file]);
}
