// The widget's own name, and its own files beside its script.

import { card } from './integrity.js';

export const TAG = 'secure-score-gauge';

/** Where a file is. */
export const place = (file) => new URL(file, import.meta.url);

/** Fetches a file; one that has not its integrity value, and so is not what was built, is refused. */
export const fetchOwn = (file, integrity) => fetch(place(file), { integrity });

let asked;

/** What comes with the wasm, once a page: the style of cards, and the integrity values of what only few pages need. */
export const rest = () => (asked ??= fetchOwn('card.json', card).then((response) => response.json()));

/** Resolves to what is in a JSON file that only few pages need. */
export async function readOwn(file) {
  const { integrity } = await rest();
  if (!integrity[file]) throw new Error(`expected a file of this widget, but got ${file}`);
  return (await fetchOwn(file, integrity[file])).json();
}
