// <secure-score-gauge>: the one file that a host page imports.
//
// The class below is the element as a page sees it: attributes, properties, the shadow root with its skeleton. What they
// mean is decided in Rust; see the crate's documentation for the way through.

import { TAG, fixBasePath, helpPage, prepareSoon, setBasePath } from './assets.js';
import { abandon, isRunning, load } from './wasm.js';
import { askEarly, door } from './head-start.js';
import { away, near } from './viewport.js';
import { reflect, names } from './attributes.js';
import { diagnose } from './diagnose.js';
import { dictionary } from './dictionary.js';
import { languageOf, watchLanguage } from './language.js';
import { card, noMore, skeleton, skeletonDelay } from './skeleton.js';
import { adoptStyles } from './style.js';
import { explain } from './explain.js';
import { failure } from './failure.js';
import { notesOf, picture } from './picture.js';
import { csvOf, none, trendOf } from './trend.js';

/** Of more gauges than these, none that is drawn or comes then is laid out where nobody sees it. */
const MANY = 200;

/** The gauges of this page that are connected. */
const connected = new Set();

/** The callback for every gauge that has none of its own. */
let sharedGetToken = null;

/** Every gauge falls back: the wasm has stopped working. */
let crashed;

const functionOrNull = (value) => {
  if (value == null || typeof value === 'function') return value ?? null;
  throw new TypeError(`getToken: expected a function or null, but got ${typeof value}`);
};

/** Asks again, by a click on the button for that. */
function retry({ target, currentTarget: { host } }) {
  const button = target.closest?.('[part~="retry"]');
  if (!button) return;
  host.refresh().catch(() => {
    // A failure like the one before changes no text; its message comes anew, so that readers are told all the same.
    const region = button.closest('.notice')?.firstElementChild;
    region?.append(...region.childNodes);
  });
}

/** Not every browser lets the keyboard reach what scrolls. */
function letScroll({ target: { parentElement } }) {
  if (parentElement.scrollHeight > parentElement.clientHeight) parentElement.tabIndex = 0;
}

const nothing = () => {};

/**
 * A gauge of an organisation's Microsoft Secure Score for Devices.
 *
 * Importing this where there is no DOM does nothing.
 */
class SecureScoreGauge extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = names;

  /** One callback for every gauge on the page that has none of its own. It can be set, not read. */
  static set getToken(callback) {
    sharedGetToken = functionOrNull(callback);
    for (const gauge of connected) if (!gauge.#getToken) gauge.#offerCallback(true);
  }

  static #languageChanged() {
    for (const gauge of connected) gauge.#followLanguage();
  }

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  #card = skeleton();
  #mount = null;
  #state;
  #score = null;
  #trend = none;
  #getToken = null;
  /** The callback that counts: the gauge's own, or the one for all. */
  #callback = null;
  /** Whether the wasm was blocked or has crashed, and the page was told. */
  #failed = false;
  /** A token that was set before the wasm was there to take it, and for which `api-base`; `false` after a sign-out. */
  #token = null;
  #snapshot = null;
  #strings = null;
  #starting = false;
  /** Takes back what was asked before the wasm was there. */
  #takeBack = nothing;

  constructor() {
    super();
    this.#enter('idle');
    adoptStyles(this.#root);
    this.#root.append(this.#card);
    this.#root.addEventListener('click', retry);
    this.#root.addEventListener('slotchange', letScroll);
    // What a page set before this class was there.
    for (const name of ['getToken', 'snapshot', 'strings', ...Object.keys(reflect)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  connectedCallback() {
    fixBasePath();
    connected.add(this);
    this.#card.toggleAttribute('data-many', connected.size > MANY);
    watchLanguage(this, SecureScoreGauge.#languageChanged);
    this.#followLanguage();
    near(this).then(() => this.isConnected && this.#start());
  }

  disconnectedCallback() {
    // A framework that moves an element takes it out and puts it in again at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  adoptedCallback() {
    adoptStyles(this.#root);
  }

  attributeChangedCallback(name, _, value) {
    if (name === 'api-base' || name === 'src' || name === 'metric') this.#takeBack();
    this.#call((mount) => mount.attribute(name, value));
  }

  /** `async ({ reason, signal }) => string | { token, expiresAt } | null`. It can be set, not read. */
  set getToken(callback) {
    this.#getToken = functionOrNull(callback);
    this.#offerCallback(true);
  }

  /** Hands over a token. `expiresAt` is a `Date`, an ISO string or milliseconds since 1970. */
  setToken(token, options) {
    // It is for the origin of the API at this moment, whatever that becomes.
    const grant = [{ token, expiresAt: options?.expiresAt }, this.getAttribute('api-base')];
    this.#takeBack();
    if (this.#mount) this.#call((mount) => mount.token(...grant));
    else this.#token = grant;
  }

  /** Forgets the token, and gives up what is under way. */
  clearToken() {
    this.#token = false;
    this.#takeBack();
    this.#call((mount) => mount.clearToken());
  }

  /** Asks for the score now. Resolves with it, or rejects with an `Error` that has the event's `code`. */
  async refresh() {
    const blocked = await this.#start();
    if (blocked) throw blocked;
    return new Promise((resolve, reject) => {
      const fail = (error = failure('crashed', 'this gauge is in no document, or has stopped working')) => reject(error);
      if (!this.#call((mount) => mount.refresh(resolve, fail))) fail();
    });
  }

  /**
   * Finds out what keeps the gauge from its score. Resolves to a list of `{ check, ok, advice }`, with no secret in it;
   * the checks are `wasm`, `csp`, `cors`, `clock`, `token` and `api`, each as far as it could be tried.
   */
  async diagnose() {
    const blocked = await this.#start();
    let address;
    this.#call((mount) => { address = mount.address(); });
    return diagnose({ blocked, address, refresh: () => this.refresh() });
  }

  /** The score, if the page has it already: `{ score, time }`, or `null`. */
  get snapshot() {
    return this.#snapshot;
  }

  set snapshot(snapshot) {
    this.#snapshot = snapshot ?? null;
    this.#takeBack();
    this.#call((mount) => mount.snapshot(this.#snapshot));
  }

  /** Texts in place of single ones of the dictionary. */
  get strings() {
    return this.#strings;
  }

  set strings(strings) {
    this.#strings = strings ?? null;
    this.#call((mount) => mount.strings(this.#strings));
  }

  /** `idle`, `loading`, `ready`, `stale`, `unauthorized` or `error`. */
  get state() {
    return this.#state;
  }

  /** The last good score, frozen, or `null`. */
  get score() {
    return this.#score;
  }

  /** The past of the score, oldest first: a frozen list of frozen `{ time, value }`, empty without `history`. */
  get trend() {
    return this.#trend;
  }

  /** The trend as RFC 4180 text below the header line `time,value`. */
  toCSV() {
    return csvOf(this.#trend);
  }

  /** The card as it is drawn: `image/png` or `image/svg+xml`, with name, source and time. */
  async toBlob(type = 'image/png') {
    let address;
    this.#call((mount) => { address = mount.address(); });
    return picture(this.#score && this.#card.querySelector('[data-full]'), type, notesOf(this.#card, address, this.#score));
  }

  #offerCallback(isNew) {
    // A new one ends a sign-out.
    if (isNew) this.#token ||= null;
    const callback = this.#getToken ?? sharedGetToken;
    if (callback !== this.#callback && !this.hasAttribute('src')) this.#takeBack();
    this.#callback = callback;
    const mayAsk = this.#starting && !isRunning() && this.#token === null && !this.#snapshot;
    if (mayAsk) this.#takeBack = askEarly(this, callback) ?? this.#takeBack;
    this.#call((mount) => mount.callback(door(callback)));
  }

  /** Draws the gauge as soon as the wasm is there. Resolves to the error that keeps it from that, if one does. */
  async #start() {
    if (this.#mount || !this.isConnected) return undefined;
    let Mount;
    this.#starting = true;
    this.#offerCallback();
    try {
      Mount = await load(crashed, this.hasAttribute('time-zone') || !/^en(-US)?$/.test(languageOf(this)));
    } catch (error) {
      if (this.isConnected) this.#fail(error.code);
      return error;
    }
    if (this.#mount || !this.isConnected) return undefined;
    this.#card.toggleAttribute('data-many', connected.size > MANY);
    this.#mount = new Mount(new SecureScoreGauge.#Host(this), this.#card);
    this.#call((mount) => {
      for (const name of names) if (this.hasAttribute(name)) mount.attribute(name, this.getAttribute(name));
      this.#followLanguage();
      mount.strings(this.#strings);
      mount.snapshot(this.#snapshot);
      mount.callback(door(this.#callback));
      if (this.#token) mount.token(...this.#token);
      mount.start();
      if (this.#token === false) mount.clearToken();
      this.#token = null;
    });
    return undefined;
  }

  /** Ends all that the gauge has under way. A token that was handed over is forgotten; a callback is not. */
  #stop() {
    connected.delete(this);
    away(this);
    if (connected.size === 0) {
      watchLanguage(null);
      noMore();
    }
    const mount = this.#mount;
    this.#mount = null;
    this.#token = null;
    this.#starting = false;
    this.#takeBack();
    if (mount) {
      mount.free();
      this.#card.replaceChildren(...skeleton().childNodes);
    }
    this.#change('idle');
  }

  #followLanguage() {
    this.#call((mount) => mount.language(languageOf(this)));
  }

  /** Calls into the wasm, and tells whether that was done. What comes back as an exception is a crash. */
  #call(deed) {
    if (!this.#mount) return false;
    try {
      deed(this.#mount);
      return true;
    } catch (error) {
      crashed(error);
      return false;
    }
  }

  /** What the wasm calls, for one gauge. */
  static #Host = class {
    #gauge;
    rejection = failure;
    dictionary = dictionary;
    skeletonDelay = skeletonDelay;

    constructor(gauge) {
      this.#gauge = gauge;
    }

    draw() {
      adoptStyles(this.#gauge.#root);
    }

    enter(state) {
      this.#gauge.#enter(state);
    }

    keep(value, time, retrievedAt, max, band = null, target = null, points, since) {
      const delta = since === undefined ? null : Object.freeze({ points, since });
      const score = { value, time, retrievedAt: new Date(retrievedAt).toISOString(), max, band, target, delta };
      return (this.#gauge.#score = Object.freeze(score));
    }

    forget() {
      this.#gauge.#score = null;
      this.#gauge.#trend = none;
    }

    setTrend(dots) {
      this.#gauge.#trend = trendOf(dots);
    }

    bandChanged(band = null, previous = null, value) {
      this.#gauge.#emit('band', { band, previous, value });
    }

    targetCrossed(reached, target, value) {
      this.#gauge.#emit('target', { reached, target, value });
    }

    dropped(points, since, from, value) {
      this.#gauge.#emit('drop', { points, since, from, value });
    }

    loaded(score) {
      this.#gauge.#emit('load', score);
    }

    entered(state, previous) {
      this.#gauge.#emit('state', { state, previous });
    }

    failed(code, status = null, retryable, requestId = null, attempt) {
      this.#gauge.#emit('error', { code, status, retryable, requestId, attempt });
    }

    get help() {
      return helpPage();
    }

    get base() {
      return this.#gauge.baseURI;
    }

    get origin() {
      return location.origin;
    }
  };

  static {
    crashed = (error) => {
      if (!abandon(error)) return;
      for (const gauge of connected) {
        // The wasm is not touched any more, not even to free what it holds.
        gauge.#mount = null;
        gauge.#fail('crashed');
      }
    };
  }

  /** Shows the last good score as it stands, or the page's own content. */
  #fail(code) {
    this.#takeBack();
    try {
      if (!this.#card.querySelector('[data-full]')) {
        adoptStyles(this.#root);
        this.#card.replaceChildren(card('error'));
        explain(this.#card.querySelector('slot'), code, languageOf(this), this.#strings);
      }
    } catch {
      // On a page that broke even this, whatever stands there stays.
    }
    this.#change('error');
    if (this.#failed) return;
    this.#failed = true;
    this.#emit('error', { code, status: null, retryable: false, requestId: null, attempt: 1 });
  }

  #change(state) {
    const previous = this.#state;
    if (state === previous) return;
    this.#enter(state);
    this.#emit('state', { state, previous });
  }

  #enter(state) {
    this.#state = state;
    this.#internals.states?.clear();
    this.#internals.states?.add(state);
  }

  #emit(what, detail) {
    this.dispatchEvent(new CustomEvent(`secure-score-${what}`, { detail: Object.freeze(detail), bubbles: true, composed: true }));
  }
}

Object.defineProperties(SecureScoreGauge.prototype, reflect);

/**
 * Defines the element under a name in a registry, unless the name is taken: by this file loaded twice, or by another version of it.
 * Gives the class that has the name.
 */
export function define(tagName = TAG, registry = globalThis.customElements) {
  if (!registry) return SecureScoreGauge;
  const taken = registry.get(tagName);
  if (taken) return taken;
  // A class can have but one name in a registry.
  const gauge = tagName === TAG ? SecureScoreGauge : class extends SecureScoreGauge {};
  registry.define(tagName, gauge);
  prepareSoon();
  return gauge;
}

/** The class that has the name: another copy's, if that was there first. */
const live = define();
export { live as SecureScoreGauge, setBasePath };
