// <secure-score-gauge>: the one file that a host page imports.
//
// The class below is the element as a page sees it: attributes, properties, the shadow root with
// its skeleton. What they mean is decided in Rust; see the crate's documentation for the way
// through.

import { TAG, fixBasePath, helpPage, prepareSoon, setBasePath } from './assets.js';
import { abandon, canReadPast, inTime, isOver, isRunning, load, loadPast } from './wasm.js';
import { allowOrigins, allowedOrigins, destination, ownOrigin } from './destination.js';
import { askEarly, dropEarly, leaveEarly, wrapCallback } from './early.js';
import { away, near } from './viewport.js';
import { reflect, names } from './attributes.js';
import { diagnose } from './diagnose.js';
import { dictionary } from './dictionary.js';
import { endAll } from './operations.js';
import { hint, hinted } from './hints.js';
import { languageOf, watchLanguage } from './language.js';
import { openRoot, whenParsed } from './root.js';
import { preconnect } from './preconnect.js';
import { rest, rests, timeOf, want } from './resting.js';
import { card, noMore, skeleton, skeletonDelay } from './skeleton.js';
import { copy } from './sheets.js';
import { adoptStyles } from './style.js';
import { explain } from './explain.js';
import { failure } from './failure.js';
import { notesOf, picture } from './picture.js';
import { listen as inspect } from './inspect.js';
import { act } from './actions.js';
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

/** Asks again, or copies the support id, by a click on the button for that. */
function click({ target, currentTarget: root }) {
  const button = target.closest?.('button');
  // What the page has put into the gauge is the page's own.
  if (button?.getRootNode() !== root) return;
  const { host } = root;
  copy(button);
  act(host, button);
  if (!button.matches('[part~="retry"]')) return;
  const isHeld = root.activeElement === button;
  host.refresh().then(() => isHeld && requestAnimationFrame(() => goOn(root)), () => {
    // A failure like the one before changes no text; its message comes anew, so that readers are
    // told all the same.
    const region = button.closest('.notice')?.firstElementChild;
    region?.append(...region.childNodes);
  });
}

/** With an error its buttons go. Whoever pressed one by the keyboard goes on from the name. */
function goOn(root) {
  const name = root.querySelector('[part=heading]');
  if (!name || document.activeElement !== document.body) return;
  name.tabIndex = -1;
  name.focus({ __proto__: null, preventScroll: true });
}

/** Not every browser lets the keyboard reach what scrolls. */
function letScroll({ target: { parentElement } }) {
  if (parentElement.scrollHeight > parentElement.clientHeight) parentElement.tabIndex = 0;
}

/** A moment as an ISO text; `null` for a missing moment, and for one too late for a `Date`. */
const isoOrNull = (milliseconds) => new Date(milliseconds ?? NaN).toJSON();

const nothing = () => {};

/**
 * A gauge of an organisation's Microsoft Secure Score for Devices.
 *
 * Importing this where there is no DOM does nothing.
 */
class SecureScoreGauge extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = [...names, ...hinted];

  /** One callback for every gauge on the page that has none of its own. It can be set, not read. */
  static set getToken(callback) {
    sharedGetToken = functionOrNull(callback);
    want(sharedGetToken);
    for (const gauge of connected) if (!gauge.#getToken) gauge.#offerCallback();
  }

  /**
   * The origins to which alone a token of this page may go. `null` by default; it can be set once,
   * to a list that is frozen then.
   */
  static get allowedOrigins() {
    return allowedOrigins();
  }

  static set allowedOrigins(list) {
    allowOrigins(list);
    for (const gauge of connected) {
      leaveEarly(gauge);
      gauge.#call((mount) => mount.sync());
    }
  }

  static #languageChanged() {
    for (const gauge of connected) gauge.#followLanguage();
  }

  #internals;
  /** Nothing before it is known whether the page brings a shadow root along. */
  #root = null;
  /** What the wasm draws into. */
  #card = null;
  /** What the page brought along stands in the shadow root, until there is something better. */
  #prerendered = false;
  #mount = null;
  #state;
  #score = null;
  /** Whether a card with a score has been drawn whole: a crash may leave half of one. */
  #hasDrawn = false;
  #trend = none;
  #getToken = null;
  /** The callback that counts: the gauge's own, or the one for all. */
  #callback = null;
  /** Whether the wasm was blocked or has crashed, and the page was told. */
  #failed = false;
  /** A token that was set before the wasm was there to take it, with the origin that it is for. */
  #token = null;
  /** The time of its callback that ended before the wasm was there, or the gauge was taken out. */
  #over;
  #snapshot = null;
  #strings = null;
  #starting = false;
  /** Resolves when the part of the wasm for past scores is there, or cannot be had. */
  #past = null;
  #disconnect = nothing;
  /** The timer that lets the seconds to the next attempt pass. */
  #nextTick;

  constructor() {
    super();
    try {
      this.#internals = this.attachInternals();
    } catch {
      // Without internals there is no `:state()`, and nothing else is missing.
    }
    this.#setState('idle');
    whenParsed(this, this.#internals, () => this.#open());
    // Properties that a page set before this class was there.
    for (const name of ['getToken', 'snapshot', 'strings', ...Object.keys(reflect)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  /**
   * Opens the shadow root with the skeleton in it. Whatever fails, the page's own content shows.
   */
  #open() {
    if (this.#root) return;
    const { root, prerendered } = openRoot(this, this.#internals);
    this.#root = root;
    this.#prerendered = prerendered;
    try {
      this.#card = skeleton();
      root.addEventListener('click', click);
      // The explanation of the score is drawn when somebody opens it.
      root.addEventListener('beforetoggle', () => this.#call((mount) => mount.explain()), true);
      root.addEventListener('slotchange', letScroll);
      if (prerendered) return;
      adoptStyles(root);
      root.replaceChildren(this.#card);
    } catch (error) {
      console.error('secure-score-gauge: this page or browser lets no card be drawn', error);
      this.#card ??= document.createElement('div');
      root.replaceChildren(document.createElement('slot'));
    }
  }

  /** The card takes the place of what the page brought along. */
  #reveal() {
    if (!this.#prerendered) return;
    this.#prerendered = false;
    adoptStyles(this.#root);
    this.#root.replaceChildren(this.#card);
  }

  connectedCallback() {
    fixBasePath();
    connected.add(this);
    this.#card?.toggleAttribute('data-many', connected.size > MANY);
    watchLanguage(this, SecureScoreGauge.#languageChanged);
    this.#followLanguage();
    hint(this);
    if (this.#snapshot) this.#start();
    else near(this).then(() => this.isConnected && this.#start());
  }

  disconnectedCallback() {
    // A framework that moves an element takes it out and puts it in again at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  adoptedCallback() {
    if (this.#root && !this.#prerendered) adoptStyles(this.#root);
  }

  attributeChangedCallback(name, _, value) {
    if (hinted.includes(name)) {
      hint(this);
      return;
    }
    if (name === 'api-base' || name === 'src') leaveEarly(this);
    this.#tell(name, value);
  }

  /** Tells the wasm of an attribute: of `history` once it can read past scores. */
  #tell(name, value) {
    if (name !== 'history' || value === null || canReadPast()) this.#call((mount) => mount.attribute(name, value));
    else if (this.#mount) this.#awaitPast().then(() => canReadPast() && this.#tell(name, this.getAttribute(name)));
  }

  /** Once for each life of the gauge: where the part cannot be had, it goes without. */
  #awaitPast(needsIntl) {
    return (this.#past ??= loadPast(crashed, needsIntl).catch(nothing));
  }

  /**
   * `async ({ reason, origin, signal }) => string | { token, expiresAt } | null`. It can be set,
   * not read.
   */
  set getToken(callback) {
    this.#getToken = functionOrNull(callback);
    want(this.#getToken);
    this.#offerCallback();
  }

  /** Hands over a token. `expiresAt` is a `Date`, an ISO string or milliseconds since 1970. */
  setToken(token, options) {
    // It is for the origin of the API at this moment, whatever that becomes.
    const grant = [{ __proto__: null, token, expiresAt: options?.expiresAt }, destination(this)];
    leaveEarly(this);
    this.#over = undefined;
    if (!this.#call((mount) => mount.token(...grant)) && !isOver()) this.#token = grant;
  }

  /** Forgets the token and its score, and gives up what is under way. */
  clearToken() {
    const own = this.#token;
    this.#token = null;
    if (this.#call((mount) => mount.clearToken())) return;
    this.#score = null;
    this.#trend = none;
    const callback = this.#getToken ?? sharedGetToken;
    this.#over = timeOf(callback);
    if (!own) rest(callback);
    dropEarly(callback);
    this.#reveal();
    if (this.#failed) this.#drawFailure(isOver()?.code);
  }

  /**
   * Asks for the score now. Resolves with it, or rejects with an `Error` that has the event's
   * `code`.
   */
  async refresh() {
    want(this.#getToken ?? sharedGetToken);
    const blocked = await this.#start();
    if (blocked) throw blocked;
    if (this.#rests() && this.#needsToken()) throw failure('no-token', 'clearToken() was called meanwhile');
    return new Promise((resolve, reject) => {
      const fail = (error = failure('crashed', 'this gauge is in no document, or has stopped working')) => reject(error);
      if (!this.#call((mount) => mount.refresh(resolve, fail))) fail();
    });
  }

  /**
   * Finds out what keeps the gauge from its score. Resolves to a list of `{ check, ok, advice }`,
   * with no secret in it; the checks are `wasm`, `csp`, `cors`, `clock`, `token` and `api`, each as
   * far as it could be tried.
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
    if (this.#snapshot) leaveEarly(this);
    const told = this.#call((mount) => mount.snapshot(this.#snapshot));
    if (!told && this.#snapshot && connected.has(this)) this.#start();
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

  /**
   * The past of the score, oldest first: a frozen list of frozen `{ time, value }`, empty without
   * `history`.
   */
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

  /** Opens a connection to where the token will go. */
  #connectEarly() {
    if (this.#disconnect === nothing) this.#disconnect = preconnect(this.#root, destination(this));
  }

  #offerCallback() {
    const callback = this.#getToken ?? sharedGetToken;
    if (callback !== this.#callback) leaveEarly(this);
    this.#callback = callback;
    if (this.#call((mount) => mount.callback(wrapCallback(callback)))) return;
    const mayAsk = this.#starting && !isRunning() && !isOver() && !this.#token && this.#needsToken();
    if (!mayAsk || !callback || this.#rests()) return;
    try {
      this.#connectEarly();
      askEarly(this, callback);
    } catch {
      // A page that broke this is asked by the feed.
    }
  }

  /** Whether the score comes from the API, and not from the page or a file. */
  #needsToken() {
    return !this.#snapshot && !this.src?.trim();
  }

  /** Whether the callback that counts waits for the page to want a token again. */
  #rests() {
    const callback = this.#getToken ?? sharedGetToken;
    return rests(callback) || (this.#over !== undefined && this.#over === timeOf(callback));
  }

  /**
   * Draws the gauge as soon as the wasm is there. Resolves to the error that keeps it from that, if
   * one does.
   */
  async #start() {
    if (this.#mount || !this.isConnected) return undefined;
    let Mount;
    this.#open();
    if (!this.#starting) {
      this.#starting = true;
      this.#offerCallback();
    }
    try {
      const needsIntl = this.hasAttribute('time-zone') || !['en', 'en-US'].includes(languageOf(this));
      const past = this.hasAttribute('history') && this.#awaitPast(needsIntl);
      Mount = await load(crashed, needsIntl);
      if (past) await inTime(past);
      // Another gauge may have crashed meanwhile.
      if (isOver()) throw isOver();
    } catch (error) {
      if (this.isConnected) this.#fail(error.code);
      return error;
    }
    if (this.#mount || !this.isConnected) return undefined;
    this.#disconnect();
    this.#disconnect = nothing;
    this.#card.toggleAttribute('data-many', connected.size > MANY);
    this.#hasDrawn = false;
    // What it showed before it was taken out may be another source's.
    this.#score = null;
    this.#trend = none;
    this.#mount = new Mount(new SecureScoreGauge.#Host(this), this.#card);
    const isSignedOut = this.#rests();
    const token = this.#token;
    this.#token = null;
    this.#over = undefined;
    this.#call((mount) => {
      for (const name of names) if (this.hasAttribute(name)) this.#tell(name, this.getAttribute(name));
      this.#followLanguage();
      mount.strings(this.#strings);
      mount.snapshot(this.#snapshot);
      mount.callback(wrapCallback(this.#callback));
      if (token) mount.token(...token);
      mount.start(isSignedOut);
    });
    return undefined;
  }

  /**
   * Ends all that the gauge has under way. A token that was handed over is forgotten; a callback is
   * not.
   */
  #stop() {
    connected.delete(this);
    away(this);
    if (connected.size === 0) {
      watchLanguage(null);
      noMore();
    }
    const mount = this.#mount;
    clearTimeout(this.#nextTick);
    this.#mount = null;
    this.#token = null;
    this.#starting = false;
    this.#past = null;
    leaveEarly(this);
    this.#disconnect();
    this.#disconnect = nothing;
    try {
      if (mount) {
        this.#over = mount.isSignedOut() ? timeOf(this.#callback) : undefined;
        mount.free();
        this.#card.replaceChildren(...skeleton().childNodes);
      }
    } catch (error) {
      crashed(error);
    }
    this.#change('idle');
  }

  /** Draws the time to the next attempt, for as long as the card shows it. */
  #countDown() {
    clearTimeout(this.#nextTick);
    if (!this.#card.querySelector('.next')) return;
    let delay;
    this.#call((mount) => { delay = mount.tick(); });
    if (delay) this.#nextTick = setTimeout(() => this.#countDown(), delay);
  }

  #followLanguage() {
    this.#call((mount) => mount.language(languageOf(this)));
  }

  /**
   * Calls into the wasm, and tells whether that was done. What comes back as an exception is a
   * crash.
   */
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

    replaceSkeleton() {
      if (!this.#gauge.#prerendered) adoptStyles(this.#gauge.#root);
    }

    setState(state) {
      this.#gauge.#setState(state);
    }

    setScore(value, time, retrievedAt, max, band = null, target = null, points, since) {
      const delta = since === undefined ? null : Object.freeze({ points, since });
      const score = { value, time, retrievedAt: isoOrNull(retrievedAt), max, band, target, delta };
      return (this.#gauge.#score = Object.freeze(score));
    }

    clearScore() {
      this.#gauge.#score = null;
      this.#gauge.#hasDrawn = false;
      this.#gauge.#trend = none;
    }

    setTrend(dots) {
      const gauge = this.#gauge;
      gauge.#trend = trendOf(dots);
      inspect(gauge.#root, (deed) => gauge.#call(deed));
    }

    emitBand(band = null, previous = null, value) {
      this.#gauge.#emit('band', { band, previous, value });
    }

    emitTarget(reached, target, value) {
      this.#gauge.#emit('target', { reached, target, value });
    }

    emitDrop(points, since, from, value) {
      this.#gauge.#emit('drop', { points, since, from, value });
    }

    emitLoad(score) {
      this.#gauge.#hasDrawn = true;
      this.#gauge.#reveal();
      this.#gauge.#emit('load', score);
    }

    emitState(state, previous) {
      if (state !== 'idle' && state !== 'loading') this.#gauge.#reveal();
      this.#gauge.#emit('state', { state, previous });
    }

    emitError(code, status = null, retryable, requestId = null, attempt, nextAttempt) {
      this.#gauge.#reveal();
      this.#gauge.#emit('error', { code, status, retryable, requestId, attempt, nextAttemptAt: isoOrNull(nextAttempt) });
      this.#gauge.#countDown();
    }

    get help() {
      return helpPage();
    }

    get base() {
      return this.#gauge.baseURI;
    }

    get origin() {
      return ownOrigin();
    }

    get allowedOrigins() {
      return allowedOrigins() ?? undefined;
    }
  };

  static {
    crashed = (error) => {
      if (!abandon(error)) return;
      endAll();
      for (const gauge of connected) {
        // The wasm is not touched any more, not even to free what it holds.
        gauge.#mount = null;
        gauge.#fail('crashed');
      }
    };
  }

  /** Shows the last good score as it stands, or the page's own content. */
  #fail(code) {
    leaveEarly(this);
    this.#token = null;
    this.#open();
    this.#disconnect();
    // A card that the page brought along is as good as a last good score.
    const stands = this.#prerendered || (this.#hasDrawn && this.#card.querySelector('[part=value]:not(:empty)'));
    if (!stands) this.#drawFailure(code);
    this.#change('error');
    if (this.#failed) return;
    this.#failed = true;
    this.#emit('error', { code, status: null, retryable: false, requestId: null, attempt: 1, nextAttemptAt: null });
  }

  #drawFailure(code) {
    try {
      adoptStyles(this.#root);
      this.#card.replaceChildren(card('error'));
      explain(this.#card.querySelector('slot'), code, languageOf(this), this.#strings);
    } catch {
      // On a page that broke even this, whatever stands there stays.
    }
  }

  #change(state) {
    const previous = this.#state;
    if (state === previous) return;
    this.#setState(state);
    this.#emit('state', { state, previous });
  }

  #setState(state) {
    this.#state = state;
    const states = this.#internals?.states;
    try {
      states?.clear();
      states?.add(state);
    } catch {
      // Chromium before 125 takes names with two dashes only.
      try {
        states.add(`--${state}`);
      } catch {
        // Then there is the property alone.
      }
    }
  }

  #emit(what, detail) {
    const options = { __proto__: null, detail: Object.freeze(detail), bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent(`secure-score-${what}`, options));
  }
}

Object.defineProperties(SecureScoreGauge.prototype, reflect);

/**
 * Defines the element under a name in a registry, unless the name is taken: by this file loaded
 * twice, or by another version of it. Gives the class that has the name.
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

export { SecureScoreGauge, setBasePath };
