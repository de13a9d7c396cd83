// A connection to the API, opened while the wasm is on its way. Nothing is sent on it, and it is of
// the kind that requests without credentials use.

import { ownOrigin } from './destination.js';

/** Opens it from within a shadow root. Gives a function that takes the link away. */
export function preconnect(root, origin) {
  if (!origin || origin === ownOrigin()) return () => {};
  const link = Document.prototype.createElement.call(document, 'link');
  link.rel = 'preconnect';
  link.crossOrigin = 'anonymous';
  link.href = origin;
  root.append(link);
  return () => link.remove();
}
