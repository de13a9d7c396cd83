// Dictionaries, each fetched once per page. English needs none.

import { readAsset } from './assets.js';

const fetched = new Map();

/** Resolves to the texts of a language that has a dictionary: an object of texts by name. */
export function dictionary(language) {
  if (!fetched.has(language)) fetched.set(language, readAsset(`${language}.json`));
  return fetched.get(language);
}
