// The attributes, and the properties that reflect them, as the table that is generated from Rust has them.

import { attributes } from './generated.js';

/** As Rust trims: the white space of HTML, and no more. */
const trimmed = (text) => text?.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '');

/** By kind: makes a function from an attribute's text, which is `null` where there is none, to the property's value. */
const readers = {
  /** `invalid` are texts that count as the default. */
  text: (fallback = null, ...invalid) => (given) => (given === null || invalid.includes(trimmed(given)) ? fallback : given),

  /** A word of several, the first by default. */
  word: (...known) => (given) => known.find((word) => word === trimmed(given)) ?? known[0],

  /** A number above 0 and from `least` on; `other` is a word that may stand in its place. */
  number: (fallback, least, other = NaN) => (given, gauge) => {
    const value = trimmed(given);
    if (value === other) return other;
    const plain = /^[\d.]+$/.test(value) ? Number(value) : NaN;
    return plain > 0 && plain >= least && plain < Infinity ? plain : fallback[gauge.metric] ?? fallback;
  },
};

/** The attributes by name: `apiBase` reflects `api-base`. */
export const names = [];

/** The properties, as `Object.defineProperties` takes them. */
export const reflect = {};

for (const [property, [kind, ...facts]] of Object.entries(attributes)) {
  const name = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const read = readers[kind](...facts);
  names.push(name);
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
