// The language of the place where a gauge stands, followed as it changes.

import { aliases, languages, traditional } from './generated.js';

/** A document fragment's `nodeType`, which a shadow root is. */
const FRAGMENT = 11;

/**
 * The host of the shadow root that an element stands in. A document has its forms as properties, by
 * their names, and a form its fields: of those only `nodeType` is read, as no element is a number.
 */
function hostOf(element) {
  const root = element.getRootNode();
  return root.nodeType === FRAGMENT ? root.host : undefined;
}

/**
 * The nearest `lang`, out of shadow roots as well; the browser's language where a page names none.
 */
export function languageOf(element) {
  for (let at = element; at; at = hostOf(at)) {
    const named = at.closest('[lang]:not([lang=""])');
    if (named) return Element.prototype.getAttribute.call(named, 'lang');
  }
  return globalThis.navigator?.language ?? 'en';
}

/**
 * The name of the dictionary for a language, as src/text/language.rs has it; nothing where English
 * serves.
 */
export function dictionaryFor(tag) {
  const [plain] = tag.split('.')[0].split('@');
  const [language, ...parts] = plain.trim().toLowerCase().replaceAll('_', '-').split('-');
  if (language === 'zh' && parts.some((part) => traditional.includes(part))) return undefined;
  return Object.hasOwn(aliases, language) ? aliases[language] : languages.find((name) => name === language);
}

let observer;

/**
 * Calls `changed` when a `lang` changes anywhere around `element`; one observer serves all gauges.
 * `null` ends it.
 */
export function watchLanguage(element, changed) {
  if (!element) {
    observer?.disconnect();
    observer = undefined;
    return;
  }
  observer ??= new MutationObserver(changed);
  for (let at = element; at; at = hostOf(at)) {
    observer.observe(at.getRootNode(), { __proto__: null, subtree: true, attributeFilter: ['lang'] });
  }
}
