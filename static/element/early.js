// The first token, asked for while the wasm is on its way: a sign-in library often takes a second
// to renew one. It is sent nowhere from here. All else about tokens is the feed's affair: see
// src/feed/.

import { destination } from './destination.js';

/** The time that an answer may wait for the feed, in milliseconds. */
const PATIENCE = 30_000;

/** Questions under way, by the callback that was asked. */
const questions = new Map();
const wrappers = new WeakMap();

/** Whether the feed would ask now. */
const mayAsk = () => document.visibilityState === 'visible' && navigator.onLine;

/**
 * By a race, as in src/feed/browser.rs: a page may have broken its promise. Whoever takes it over
 * hears of a failure.
 */
function settled(ask) {
  const settling = (async () => Promise.race([ask()]))();
  settling.catch(() => {});
  return settling;
}

/** Asks a callback for the first token of a gauge, once for all gauges with the same one. */
export function askEarly(gauge, callback) {
  const origin = destination(gauge);
  if (!origin || !mayAsk()) return;
  const asked = questions.get(callback);
  if (asked) {
    if (asked.origin === origin) asked.gauges.add(gauge);
    return;
  }
  const controller = new AbortController();
  // Listed first: the page may take all of it back within its callback.
  const question = { origin, controller, gauges: new Set([gauge]), since: performance.now() };
  questions.set(callback, question);
  question.answer = settled(() => callback({ __proto__: null, reason: 'initial', origin, signal: controller.signal }));
}

/**
 * A gauge wants no early token any more. The last one to go ends the question, whose answer nobody
 * gets.
 */
export function leaveEarly(gauge) {
  for (const [callback, { gauges }] of questions) {
    if (gauges.delete(gauge) && gauges.size === 0) dropEarly(callback);
  }
}

/** Ends the question to a callback, whoever wants its answer. */
export function dropEarly(callback) {
  const question = questions.get(callback);
  questions.delete(callback);
  question?.controller.abort();
}

/**
 * What the wasm calls in place of a page's callback: the same for the same one, as gauges with the
 * same one share.
 */
export function wrapCallback(callback) {
  if (callback && !wrappers.has(callback)) wrappers.set(callback, (question) => takeOver(callback, question));
  return wrappers.get(callback);
}

function takeOver(callback, question) {
  const early = questions.get(callback);
  const { signal } = question;
  const fits = early?.answer && question.reason === 'initial' && early.origin === question.origin &&
    performance.now() - early.since < PATIENCE && !signal.aborted;
  if (!fits) {
    dropEarly(callback);
    return callback(question);
  }
  questions.delete(callback);
  signal.addEventListener('abort', () => early.controller.abort());
  return early.answer;
}
