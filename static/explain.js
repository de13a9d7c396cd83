// What a gauge says that has no wasm to speak for it, where the page gave no content of its own.

import { dictionary } from './dictionary.js';

const ENGLISH = {
  'wasm-blocked': 'This browser or this page’s security policy blocks WebAssembly.',
  crashed: 'The gauge has stopped working. Reload the page.',
};

const KEYS = { 'wasm-blocked': 'errorWasmBlocked', crashed: 'errorCrashed' };

/** Makes a sentence the default content of a slot, in the page's language if that can be had. */
export function explain(slot, code, language) {
  slot.textContent = ENGLISH[code];
  const [primary] = language.split('-');
  const file = primary === 'pt' ? 'pt-BR' : primary === 'zh' ? 'zh-CN' : primary;
  if (file === 'en') return;
  dictionary(file).then((texts) => { slot.textContent = texts[KEYS[code]] ?? ENGLISH[code]; }, () => {});
}
