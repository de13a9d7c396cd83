// Dictionaries, each fetched once a page. English needs none.

import { readOwn } from './assets.js';

const fetched = new Map();

/** Resolves to the texts of a language that has a dictionary: an object of texts by name. */
export function dictionary(language) {
  if (!fetched.has(language)) fetched.set(language, readOwn(`l10n/${language}.json`));
  return fetched.get(language);
}
