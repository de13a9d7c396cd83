// The attributes, and the properties that reflect them.

const text = (name, fallback = null) => ({
  get() {
    return this.getAttribute(name) ?? fallback;
  },
  set: setter(name),
});

/** A text of which only some are known. */
const oneOf = (name, ...known) => ({
  get() {
    const value = this.getAttribute(name)?.trim();
    return known.includes(value) ? value : known[0];
  },
  set: setter(name),
});

/** A positive number; `other` is a word that may stand in its place. */
const number = (name, fallback, { least = Number.MIN_VALUE, other } = {}) => ({
  get() {
    const value = this.getAttribute(name)?.trim();
    if (other && value === other) return other;
    const plain = /^[\d.]+$/.test(value) ? Number(value) : NaN;
    return plain >= least && plain < Infinity ? plain : fallback(this);
  },
  set: setter(name),
});

/** `null` and `undefined` remove the attribute. */
function setter(name) {
  return function (value) {
    if (value == null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  };
}

/** The properties by name. */
export const reflect = {
  apiBase: text('api-base', 'https://api.securitycenter.microsoft.com'),
  src: text('src'),
  metric: oneOf('metric', 'secure-score', 'exposure-score'),
  max: number('max', (gauge) => (gauge.metric === 'secure-score' ? 1000 : 100)),
  bands: text('bands'),
  target: text('target'),
  format: oneOf('format', 'points', 'percent'),
  heading: text('heading'),
  refreshInterval: number('refresh-interval', () => 60, { least: 1, other: 'off' }),
  staleAfter: number('stale-after', () => 24),
  timeZone: text('time-zone'),
  helpBase: text('help-base'),
};

/** The attributes by name: `apiBase` reflects `api-base`. */
export const names = Object.keys(reflect).map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
