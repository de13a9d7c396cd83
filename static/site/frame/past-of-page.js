// Past scores in this page's storage, for the frames that may not store anything themselves.

import { isEntry } from './messages.js';

/**
 * How the names of entries begin that belong to gauges. No other entry leaves the page, or changes.
 */
const PREFIX = 'secure-score-history';

/** What tells the frames of this page of a change, by frame. */
const listeners = new Set();

/** The entries of gauges that a message can hold; none where the storage is blocked. */
export function readPast() {
  const past = {};
  try {
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      const text = localStorage.getItem(key);
      if (isEntry(key, text)) past[key] = text;
    }
  } catch {
    // Blocked storage is as good as none.
  }
  return past;
}

/** Keeps an entry that a frame has, or removes it, and tells the other frames. */
export function keepPast({ key, value }, own) {
  if (!key.startsWith(PREFIX)) return;
  try {
    if (value == null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // So is full storage.
  }
  for (const tell of listeners) if (tell !== own) tell({ key, value });
}

/** Has `tell` called with what other frames keep; gives a function that ends this. */
export function followPast(tell) {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
