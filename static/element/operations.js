// All that the wasm has under way: requests, questions for tokens, timers. So it can be ended when
// the wasm has stopped.

const controllers = new Set();
const timers = new Set();

/** What the wasm calls: see src/feed/browser.rs. */
export const operations = {
  begin() {
    const controller = new AbortController();
    controllers.add(controller);
    return controller;
  },
  end(controller) {
    controllers.delete(controller);
  },
  startTimer(callback, delay) {
    const id = setTimeout(callback, delay);
    timers.add(id);
    return id;
  },
  stopTimer(id) {
    timers.delete(id);
    clearTimeout(id);
  },
};

/** Ends it all. */
export function endAll() {
  for (const controller of controllers) controller.abort();
  for (const id of timers) clearTimeout(id);
  controllers.clear();
  timers.clear();
}
