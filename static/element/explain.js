// The sentence of a gauge without wasm, where the page gave no content of its own.

import { dictionary } from './dictionary.js';
import { dictionaryFor } from './language.js';

/** By code: the name of the text in a dictionary, and the English one. */
const TEXTS = {
  'wasm-blocked': ['errorWasmBlocked', "This browser or this page's security policy blocks WebAssembly."],
  crashed: ['errorCrashed', 'The gauge has stopped working. Reload the page.'],
};

/**
 * Makes a sentence the default content of a slot: the page's own, or one in its language if that
 * can be had.
 */
export function explain(slot, code, language, own) {
  const [key, english] = TEXTS[code];
  const say = (texts) => { slot.textContent = own?.[key] ?? texts[key] ?? english; };
  say({});
  const name = dictionaryFor(language);
  if (name) dictionary(name).then(say).catch(() => {});
}
