// The first token, asked for while the wasm is on its way: that saves the time which the page takes for it. Every further
// one is the feed's affair, see src/feed/, and so is the first one wherever there is any doubt that it will be wanted.

/** Values of `api-base` that need no second look: https, or a path on the page's own origin. */
const PLAIN = /^(https:\/\/|\/(?!\/))[^@\\]*$/;

const questions = new WeakMap();
const doors = new WeakMap();

/**
 * Asks a page's callback for the first token of a gauge that follows the API. Gives a function that takes that back, or
 * nothing where nothing was asked.
 */
export function askEarly(gauge, callback) {
  try {
    const inDoubt = gauge.hasAttribute('src') || !PLAIN.test(gauge.getAttribute('api-base') ?? '/');
    const mayAsk = document.visibilityState === 'visible' && navigator.onLine;
    if (!callback || questions.has(callback) || inDoubt || !mayAsk) return undefined;
    const controller = new AbortController();
    // By a race, as in src/feed/browser.rs: a page may have broken its promise.
    const ask = async () => Promise.race([callback({ reason: 'initial', signal: controller.signal })]);
    const answer = ask();
    // The feed hears of a failure.
    answer.catch(() => {});
    const question = { answer, controller };
    questions.set(callback, question);
    return () => {
      if (questions.get(callback) !== question) return;
      questions.delete(callback);
      controller.abort();
    };
  } catch {
    // A page that broke this has no head start.
    return undefined;
  }
}

/** What the wasm calls in place of a page's callback: the same for the same one, as gauges with the same one share. */
export function door(callback) {
  if (callback && !doors.has(callback)) doors.set(callback, (request) => answer(callback, request));
  return doors.get(callback);
}

function answer(callback, request) {
  const asked = questions.get(callback);
  questions.delete(callback);
  if (!asked) return callback(request);
  request.signal.addEventListener('abort', () => asked.controller.abort());
  return asked.answer;
}
