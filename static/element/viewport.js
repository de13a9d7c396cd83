// When the gauges of a page begin. Until then none of them is more than its skeleton: they begin
// when the first one comes near the viewport, or when the page is idle, whatever they look like
// then. A gauge that has a snapshot, or is asked, waits for nothing.

/**
 * How many heights of the viewport are near, so that a gauge has its score by the time that a page
 * was scrolled to it.
 */
const NEAR = 1;
/**
 * How long an engine that does not paint, and so tells of nothing, is waited for, in milliseconds.
 */
const PATIENCE = 1_000;
/** A page is idle so long after it has loaded, when it has nothing else to do, in milliseconds. */
const QUIET = 2_000;
/** A page that never ends loading is idle after this, in milliseconds. */
const LONGEST = 8_000;

const waiting = new Set();
let observer;
let patience;
let idle;
let begun = false;
let resolve;
const first = new Promise((resolved) => { resolve = resolved; });

/**
 * Resolves when a gauge of this page has come near the viewport, or the page is idle; then all of
 * them may begin.
 */
export function near(gauge) {
  if (begun) return first;
  // Once the page has put in all that it puts in, so that one layout serves them all.
  if (waiting.size === 0) {
    Promise.resolve().then(look);
    awaitIdle();
  }
  waiting.add(gauge);
  if (observer) watch(gauge);
  return first;
}

/** A gauge has left the document. */
export function away(gauge) {
  observer?.unobserve(gauge);
  if (waiting.delete(gauge) && waiting.size === 0) end();
}

function look() {
  try {
    // An observer tells of it a frame later. One look tells at once, which for nearly every page is
    // the end of it.
    if ([...waiting].some(isNear)) begin();
    else waiting.forEach(watch);
  } catch {
    // On a page that broke this, every gauge is near.
    begin();
  }
}

function isNear(gauge) {
  const { top, bottom, width } = gauge.getBoundingClientRect();
  return width > 0 && bottom > -NEAR * innerHeight && top < (1 + NEAR) * innerHeight;
}

function watch(gauge) {
  patience ??= setTimeout(begin, PATIENCE);
  observer ??= new IntersectionObserver((seen) => {
    clearTimeout(patience);
    if (seen.some((one) => one.isIntersecting)) begin();
  }, { __proto__: null, rootMargin: `${NEAR * 100}%` });
  observer.observe(gauge);
}

// A gauge that has no box, under `display: none` or in a frame of no height, never comes near. The
// page may well wait for its score.
function awaitIdle() {
  if (document.readyState === 'complete') {
    quieten();
    return;
  }
  idle = setTimeout(begin, LONGEST);
  addEventListener('load', quieten);
}

function quieten() {
  removeEventListener('load', quieten);
  clearTimeout(idle);
  idle = setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(() => waiting.size > 0 && begin()), QUIET);
}

function begin() {
  begun = true;
  waiting.clear();
  end();
  resolve();
}

function end() {
  observer?.disconnect();
  clearTimeout(patience);
  clearTimeout(idle);
  removeEventListener('load', quieten);
  observer = patience = idle = undefined;
}
