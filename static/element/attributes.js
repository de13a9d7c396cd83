// The attributes, and the properties that reflect them, as the table that is generated from Rust
// has them.
//
// No regular expression: the page can read what the last one matched.

import { attributes } from './generated.js';

const SPACE = '\t\n\f\r ';

/** Without white space at both ends, as Rust and HTML have it, which is less than JavaScript's. */
export function trimmed(text) {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.includes(text[start])) start += 1;
  while (start < end && SPACE.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/**
 * By kind: makes a function from an attribute's text, which is `null` for a missing attribute, to
 * the property's value.
 */
const readers = {
  __proto__: null,

  /** `invalid` are texts that count as the default. */
  text: (fallback = null, ...invalid) => (given) => (given === null || invalid.includes(trimmed(given)) ? fallback : given),

  /** A word of several, the first by default. */
  word: (...known) => (given) => known.find((word) => word === trimmed(given ?? '')) ?? known[0],

  /** A number above 0 and from `least` on; `other` is a word that may stand in its place. */
  number: (fallback, least, other) => (given, gauge) => {
    const value = trimmed(given ?? '');
    if (value && value === other) return other;
    const plain = [...value].every((letter) => '.0123456789'.includes(letter)) ? Number(value) : NaN;
    return plain > 0 && plain >= least && plain < Infinity ? plain : fallback[gauge.metric] ?? fallback;
  },
};

/** The attributes by name: `apiBase` reflects `api-base`. */
export const names = Object.keys(attributes);

/** The properties, as `Object.defineProperties` takes them. */
export const reflect = { __proto__: null };

for (const name of names) {
  const [kind, ...facts] = attributes[name];
  const read = readers[kind](...facts);
  const [first, ...words] = name.split('-');
  const property = first + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  reflect[property] = {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return read(this.getAttribute(name), this);
    },
    /** `null` and `undefined` remove the attribute. */
    set(given) {
      if (given == null) this.removeAttribute(name);
      else this.setAttribute(name, given);
    },
  };
}
