// The wasm, started once per page, however many gauges there are, when one is needed.

import { Mount, __wbg_set_wasm, useOperations } from './secure-score_bg.js';
import { imports } from './imports.js';
import { failure } from './failure.js';
import { guard, onStop, stop } from './guard.js';
import { operations } from './operations.js';
import { assetFolder, prepare, preparePast } from './assets.js';

/** How long the score of a gauge waits for the part for past scores, in milliseconds. */
const PATIENCE = 3_000;

let loading;
let over;
let running = false;
/** The exports of the wasm, from which its part for past scores imports. */
let own;
let joining;
let readsPast = false;

/** The error that keeps the wasm from running until the page is loaded anew, if there is one. */
export const isOver = () => over;

/** Whether the wasm is there. */
export const isRunning = () => running;

/**
 * Resolves to the class of what the wasm has for a gauge, running. Rejects with a code of the
 * contract, after one line in the console, where the wasm cannot be had. `crashed` is called if it
 * stops working. `needsIntl` is whether a card will use the browser's formats.
 */
export function load(crashed, needsIntl) {
  if (over) return Promise.reject(over);
  return (loading ??= start(crashed, needsIntl).catch((error) => {
    console.error(
      `secure-score-gauge: WebAssembly did not start (${error}). The Content-Security-Policy needs 'wasm-unsafe-eval' in ` +
        `script-src and ${assetFolder()} in connect-src; the server must send what is there unaltered.`,
    );
    over = failure('wasm-blocked', 'WebAssembly did not start: the console says why');
    throw over;
  }));
}

/** Whether the wasm can read past scores: the part of it that does comes when a gauge needs it. */
export const canReadPast = () => readsPast;

/**
 * Loads the wasm with its part for past scores. Resolves in any case in which `load` does: where
 * the part cannot be had, there is no past, after one line in the console.
 */
export async function loadPast(crashed, needsIntl) {
  const part = preparePast();
  await load(crashed, needsIntl);
  await (joining ??= join(part));
}

/** Waits for the part for past scores, but not long: the score comes first. */
export async function inTime(past) {
  let timer;
  await Promise.race([past, new Promise((resolve) => { timer = setTimeout(resolve, PATIENCE); })]);
  clearTimeout(timer);
}

/** The part puts itself into the table of the wasm, and has no way in of its own. */
async function join(part) {
  try {
    const module = await part;
    if (module) await WebAssembly.instantiate(module, { __proto__: null, a: own });
    readsPast = true;
  } catch (error) {
    joining = undefined;
    console.error(`secure-score-gauge: past scores are not shown, as the WebAssembly for them did not start (${error}).`);
  }
}

/**
 * Gives the wasm up, after a crash, for every gauge to come as well. Tells whether that is news.
 */
export function abandon(error) {
  if (!stop()) return false;
  over = failure('crashed', 'secure-score-gauge has stopped working; reload the page');
  console.error(over.message, error ?? '');
  return true;
}

// The first date that a page writes takes it some 15 ms, and the first number one more: the
// processor has nothing else to do while the wasm is on its way. But first the skeleton is painted,
// and what is to be asked for is asked for.
function warmUp(frames) {
  try {
    if (frames > 0) requestAnimationFrame(() => warmUp(frames - 1));
    else `${new Date(0).toLocaleString('en')}${(0).toLocaleString('en')}`;
  } catch {
    // Nothing is lost but time.
  }
}

async function start(crashed, needsIntl) {
  if (needsIntl) warmUp(2);
  const [compiled, styled] = prepare();
  await styled;
  const module = await compiled;
  onStop(crashed);
  const instance = await WebAssembly.instantiate(module, imports);
  own = instance.exports;
  const exports = guard(instance);
  __wbg_set_wasm(exports);
  exports.__wbindgen_start();
  useOperations(operations);
  running = true;
  return Mount;
}
