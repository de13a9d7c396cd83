// The widget's own files, beside its script.

import { integrity } from './integrity.js';

/** Where a file is. */
export const place = (file) => new URL(file, import.meta.url);

/** Fetches a file; one that is not what was built is refused. */
export const fetchOwn = (file) => fetch(place(file), { integrity: integrity[file] ?? '' });
