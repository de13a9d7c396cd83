// Dictionaries, each fetched once a page. English needs none.

import { fetchOwn } from './own.js';

const fetched = new Map();

/** Resolves to the texts of a language that has a dictionary: an object of texts by name. */
export function dictionary(language) {
  if (!fetched.has(language)) fetched.set(language, read(`l10n/${language}.json`));
  return fetched.get(language);
}

async function read(file) {
  const response = await fetchOwn(file);
  if (!response.ok) throw new Error(`expected the dictionary ${file} beside the script, but got status ${response.status}`);
  return response.json();
}
