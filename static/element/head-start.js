// The first token, and with it the first answer, asked for while the wasm is on its way: that saves the time which both take
// to come. Every further one is the feed's affair, see src/feed/, and so are the first ones wherever there is any doubt that
// they will be wanted.

/** How long an answer may wait for the wasm, in milliseconds: as long as the feed waits for one, see src/feed/policy.rs. */
const PATIENCE = 30_000;

const PATHS = { 'secure-score': '/api/configurationScore', 'exposure-score': '/api/exposureScore' };

/** Tokens to come, by the callback that was asked. */
const tokens = new WeakMap();
/** Answers to come, by the address that was asked. */
const answers = new Map();
const doors = new WeakMap();

/** Whether the feed would ask now. */
const mayAsk = () => document.visibilityState === 'visible' && navigator.onLine;

/** By a race, as in src/feed/browser.rs: a page may have broken its promise. Whoever takes it over hears of a failure. */
function settled(ask) {
  const settling = (async () => Promise.race([ask()]))();
  settling.catch(() => {});
  return settling;
}

/**
 * Asks for the first token of a gauge and then for its score, or for its file. Gives a function that takes that back, or
 * nothing where nothing was asked.
 */
export function askEarly(gauge, callback) {
  try {
    const isFile = Boolean(gauge.src?.trim());
    const address = addressOf(gauge, isFile);
    if (!address || !mayAsk() || (isFile ? answers.has(address) : !callback || tokens.has(callback))) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const start = { controller };
    const takeBack = () => {
      // What was taken over is no longer ours.
      if (tokens.get(callback) === start) tokens.delete(callback);
      else if (answers.get(address) !== start) return;
      if (answers.get(address) === start) take(address);
      controller.abort();
    };
    const send = (bearer) => {
      if (answers.has(address)) return;
      start.bearer = bearer;
      start.answer = settled(() => fetch(request(address, bearer, signal)));
      start.patience = setTimeout(takeBack, PATIENCE);
      answers.set(address, start);
    };
    if (isFile) {
      send();
      return takeBack;
    }
    start.token = settled(() => callback({ reason: 'initial', signal }));
    tokens.set(callback, start);
    start.token.then((grant) => {
      const token = grant?.token ?? grant;
      // What could be no token is the feed's to refuse.
      if (typeof token === 'string' && /^[!-~]{1,16384}$/.test(token) && !signal.aborted && mayAsk()) send(`Bearer ${token}`);
    }).catch(() => {});
    return takeBack;
  } catch {
    // A page that broke this has no head start.
    return undefined;
  }
}

/** Where a gauge's score is, as src/feed/source.rs has it, if a token may be sent there without a second look. */
function addressOf(gauge, isFile) {
  const text = (isFile ? gauge.src : gauge.apiBase).trim();
  if (!text) return undefined;
  const url = new URL(text, gauge.baseURI);
  url.hash = '';
  if (!isFile) {
    url.search = '';
    url.pathname = url.pathname.replace(/\/*$/, PATHS[gauge.metric]);
  }
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && url.origin === location.origin);
  return isSafe && !url.username && !url.password ? url.href : undefined;
}

/** The same as src/feed/request.rs makes. */
const request = (address, bearer, signal) => new Request(address, {
  headers: { Accept: 'application/json', ...(bearer && { Authorization: bearer }) },
  mode: 'cors',
  credentials: 'omit',
  cache: bearer ? 'no-store' : 'no-cache',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
  signal,
});

function take(address) {
  clearTimeout(answers.get(address).patience);
  answers.delete(address);
}

const follow = ({ controller }, signal) => signal.addEventListener('abort', () => controller.abort());

/** What the wasm calls in place of a page's callback: the same for the same one, as gauges with the same one share. */
export function door(callback) {
  if (callback && !doors.has(callback)) doors.set(callback, (question) => tokenOf(callback, question));
  return doors.get(callback);
}

function tokenOf(callback, question) {
  const start = tokens.get(callback);
  tokens.delete(callback);
  if (!start) return callback(question);
  follow(start, question.signal);
  return start.token;
}

/** What the wasm calls before it asks: the promise of an answer to the same question that was asked already, if there is one. */
export function answer(address, bearer, signal) {
  const start = answers.get(address);
  if (!start || start.bearer !== bearer) return undefined;
  take(address);
  follow(start, signal);
  return start.answer;
}
