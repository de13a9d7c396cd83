// Dictionaries, each fetched once per page. English needs none.

import { readAsset } from './assets.js';

const fetched = new Map();

/**
 * Resolves to the texts of a language that has a dictionary: an object of texts by name. One that
 * could not be had is asked for anew the next time.
 */
export function dictionary(language) {
  if (!fetched.has(language)) {
    const texts = readAsset(`${language}.json`);
    fetched.set(language, texts);
    texts.catch(() => fetched.delete(language));
  }
  return fetched.get(language);
}
