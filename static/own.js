// The widget's own name, and its own files beside its script.

import { integrity } from './integrity.js';

export const TAG = 'secure-score-gauge';

/** Where a file is. */
export const place = (file) => new URL(file, import.meta.url);

/** Fetches a file; one that is not what was built is refused. */
export const fetchOwn = (file) => fetch(place(file), { integrity: integrity[file] ?? '' });
