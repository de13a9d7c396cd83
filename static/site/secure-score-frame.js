// The page's side of a gauge in an iframe, for pages that take no script but their own:
// `frame.html` is the other side.

import { answers } from './frame/answers.js';
import { heightOf } from './frame/height.js';
import { FROM_FRAME, isAttribute, isOfAnotherVersion, isOrigin, read, write } from './frame/messages.js';
import { followPast, keepPast, readPast } from './frame/past-of-page.js';
import { refreshes } from './frame/refreshes.js';
import { surroundingsOf, watchSurroundings } from './frame/surroundings.js';

/** The iframes that are connected. */
const taken = new WeakSet();

function check(iframe, origin, callbacks) {
  if (!(iframe instanceof HTMLIFrameElement)) throw new TypeError('connectFrame: expected an iframe element as the first argument');
  if (!isOrigin(origin)) {
    throw new TypeError(`connectFrame: expected the origin of the frame, such as "https://widgets.example", but got ${JSON.stringify(origin)}`);
  }
  for (const [name, value] of Object.entries(callbacks)) {
    if (value != null && typeof value !== 'function') throw new TypeError(`connectFrame: expected ${name} to be a function, but got ${typeof value}`);
  }
  if (taken.has(iframe)) throw new Error('connectFrame: this iframe is connected already; call disconnect() of that connection first');
}

/**
 * Whether the frame's page may be in the frame. The empty document with which an iframe begins is
 * this page's own: browsers complain about a message to the frame's origin there.
 */
const isLoaded = ({ contentWindow, contentDocument }) => contentWindow !== null && contentDocument?.URL !== 'about:blank';

function frozen(value) {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/**
 * Connects this page to the gauge in an iframe that shows `frame.html`: as soon as it is loaded,
 * and whenever it is loaded anew.
 *
 * @param {HTMLIFrameElement} iframe
 * @param {object} options
 * @param {string} options.origin the frame's origin, as `new URL(…).origin` writes it
 * @param {(question: { reason: string, origin: string, signal: AbortSignal }) => unknown} [options.getToken] as a gauge's own
 * @param {(event: { type: string, detail: object }) => void} [options.onEvent] called for each event of the gauge
 * @returns {{ refresh(): Promise<object>, setAttribute(name: string, value: string | null): void, disconnect(): void }}
 */
export function connectFrame(iframe, { origin, getToken = null, onEvent = null } = {}) {
  check(iframe, origin, { getToken, onEvent });
  taken.add(iframe);
  // Without it no frame may ask an address of the local network. A page that sets the attribute
  // itself has its reasons.
  if (!iframe.hasAttribute('allow')) iframe.allow = `local-network-access ${origin}; clipboard-write ${origin}`;

  const connection = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
  /** The ports whose other ends were sent to the frame, which has not answered yet. */
  const offered = new Set();
  const attributes = new Map();
  const tokens = answers(getToken);
  const asked = refreshes(origin);
  const setHeight = heightOf(iframe);
  let port = null;
  let surroundings;
  let unwatch = () => {};
  let isOver = false;

  const send = (type, members) => port?.postMessage(write(type, members));
  const sendRefresh = (id) => send('refresh', { id });
  const tellPast = (entry) => send('past', entry);
  const unfollow = followPast(tellPast);

  function greet() {
    if (isOver || !isLoaded(iframe)) return;
    unwatch();
    unwatch = watchSurroundings(iframe, tellSurroundings);
    surroundings = surroundingsOf(iframe);
    const { port1, port2 } = new MessageChannel();
    offered.add(port1);
    port1.onmessage = ({ data }) => receive(port1, data);
    const hello = { connection, givesTokens: Boolean(getToken), attributes: Object.fromEntries(attributes), surroundings, past: readPast() };
    iframe.contentWindow.postMessage(write('hello', hello), origin, [port2]);
  }

  function tellSurroundings() {
    if (!port || !iframe.isConnected) return;
    const now = surroundingsOf(iframe);
    if (JSON.stringify(now) === JSON.stringify(surroundings)) return;
    surroundings = now;
    send('surroundings', { surroundings });
  }

  function receive(from, data) {
    const message = read(FROM_FRAME, data);
    if (message?.type === 'welcome' && offered.has(from)) adopt(from);
    else if (message && from === port) handlers[message.type]?.(message);
    else if (isOfAnotherVersion(data)) console.error('secure-score-frame.js: the frame is of another release than this script; publish both of one');
  }

  /** Goes on with the document that is in the frame now. */
  function adopt(from) {
    tokens.abortAll();
    port?.close();
    offered.delete(from);
    for (const other of offered) other.close();
    offered.clear();
    port = from;
    for (const [name, value] of attributes) send('attribute', { name, value });
    asked.again(sendRefresh);
  }

  const handlers = {
    question: (question) => { if (getToken) tokens.answer(question, port); },
    abort: tokens.abort,
    height: ({ height }) => setHeight(height),
    event({ name, detail }) {
      try {
        onEvent?.({ type: name, detail: frozen(detail) });
      } catch (error) {
        reportError(error);
      }
    },
    refreshed: ({ id, score }) => asked.resolve(id, frozen(score)),
    refused: ({ id, code, message }) => asked.reject(id, code, message),
    past: ({ key, value }) => keepPast({ key, value }, tellPast),
  };

  iframe.addEventListener('load', greet);
  // Once the page has set the attributes that it sets at once.
  queueMicrotask(greet);

  return {
    /**
     * Asks for the score now. Resolves to it, or rejects with an `Error` that has the event's
     * `code`.
     */
    async refresh() {
      if (isOver) throw Object.assign(new Error('this frame was disconnected'), { code: 'crashed' });
      return asked.begin(sendRefresh, port !== null && iframe.isConnected);
    },

    /** Sets an attribute of the gauge, also after the frame is loaded anew; `null` removes it. */
    setAttribute(name, value) {
      if (isOver) return;
      const attribute = { name: String(name), value: value == null ? null : String(value) };
      if (!isAttribute(attribute.name, attribute.value)) {
        throw new TypeError('setAttribute: expected a name of at most 64 characters and a value of at most 8,192, or null');
      }
      attributes.set(attribute.name, attribute.value);
      send('attribute', attribute);
    },

    /** Leaves the frame, which keeps its last card and asks for nothing any more. */
    disconnect() {
      if (isOver) return;
      isOver = true;
      taken.delete(iframe);
      iframe.removeEventListener('load', greet);
      unwatch();
      unfollow();
      tokens.abortAll();
      for (const one of [port, ...offered]) {
        one?.postMessage(write('bye'));
        one?.close();
      }
      port = null;
      asked.rejectAll('crashed', 'this frame was disconnected');
    },
  };
}
