// Which pages may hold the frame.

import { isOrigin } from './messages.js';

/**
 * Resolves to the origins that `frame.json` beside the frame names; to none where that file cannot
 * be read.
 */
export async function readParents() {
  try {
    const response = await fetch('frame.json', { cache: 'no-cache', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
    const { parents } = response.ok ? await response.json() : {};
    return Array.isArray(parents) ? parents.filter(isOrigin) : [];
  } catch {
    return [];
  }
}

/**
 * Whether the page around the frame is certainly not among `parents`. Where a browser does not
 * tell, its first message will.
 */
export function isForeign(parents) {
  const origin = location.ancestorOrigins?.[0];
  return parents.length === 0 || (origin !== undefined && !parents.includes(origin));
}
