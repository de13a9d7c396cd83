// The attributes, and the properties that reflect them.

/** Each of these makes a function from an attribute's text, which is `null` where there is none, to the property's value. */
const text = (fallback = null) => (given) => given ?? fallback;

/** A text of which only some are known. */
const oneOf = (...known) => (given) => known.find((word) => word === given?.trim()) ?? known[0];

/** A positive number; `other` is a word that may stand in its place. */
const number = (fallback, least = Number.MIN_VALUE, other = NaN) => (given, gauge) => {
  const value = given?.trim();
  if (value === other) return other;
  const plain = /^[\d.]+$/.test(value) ? Number(value) : NaN;
  return plain >= least && plain < Infinity ? plain : fallback(gauge);
};

const values = {
  apiBase: text('https://api.securitycenter.microsoft.com'),
  src: text(),
  metric: oneOf('secure-score', 'exposure-score'),
  max: number((gauge) => (gauge.metric === 'secure-score' ? 1000 : 100)),
  bands: text(),
  target: text(),
  format: oneOf('points', 'percent'),
  heading: text(),
  refreshInterval: number(() => 60, 1, 'off'),
  staleAfter: number(() => 24),
  timeZone: text(),
  helpBase: text(),
};

/** The attributes by name: `apiBase` reflects `api-base`. */
export const names = [];

/** The properties, as `Object.defineProperties` takes them. */
export const reflect = {};

for (const [property, value] of Object.entries(values)) {
  const name = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  names.push(name);
  reflect[property] = {
    configurable: true,
    enumerable: true,
    get() {
      return value(this.getAttribute(name), this);
    },
    /** `null` and `undefined` remove the attribute. */
    set(given) {
      if (given == null) this.removeAttribute(name);
      else this.setAttribute(name, given);
    },
  };
}
