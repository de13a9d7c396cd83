// Past scores. A frame stores nothing: the page keeps them, and the frame holds a copy for as long
// as it lives.

const kept = new Map();
let save = () => {};

/** In the form of the browser's own store, whose place it takes in this document. */
const storage = {
  get length() { return kept.size; },
  key: (index) => [...kept.keys()][index] ?? null,
  getItem: (key) => kept.get(String(key)) ?? null,
  setItem(key, value) {
    kept.set(String(key), String(value));
    save(String(key), String(value));
  },
  removeItem(key) {
    if (kept.delete(String(key))) save(String(key), null);
  },
  clear() { for (const key of [...kept.keys()]) this.removeItem(key); },
};

/** Takes the page's past scores, and tells the page of new ones by `saved`. */
export function usePastOfPage(past, saved) {
  for (const [key, value] of Object.entries(past)) kept.set(key, value);
  save = saved;
  Object.defineProperty(globalThis, 'localStorage', { value: storage });
}

/** Takes what another frame of the page has told it. */
export function learn({ key, value }) {
  if (value == null) kept.delete(key);
  else kept.set(key, value);
}
