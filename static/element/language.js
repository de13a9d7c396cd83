// The language of the place where a gauge stands, followed as it changes.

import { aliases, languages, traditional } from './generated.js';

/**
 * The nearest `lang`, out of shadow roots as well; the browser's language where a page names none.
 */
export function languageOf(element) {
  for (let node = element; node; node = node.parentNode ?? node.host) {
    const language = node.getAttribute?.('lang');
    if (language) return language;
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
  for (let root = element.getRootNode(); root; root = root.host?.getRootNode()) {
    observer.observe(root, { __proto__: null, subtree: true, attributeFilter: ['lang'] });
  }
}
