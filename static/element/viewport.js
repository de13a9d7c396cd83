// When the first gauge of a page comes near what a person sees. Until then none of them is more than its skeleton.

/** How many heights of the viewport are near, so that a gauge has its score by the time that a page was scrolled to it. */
const NEAR = 1;
/** How long an engine that does not paint, and so tells of nothing, is waited for, in milliseconds. */
const PATIENCE = 1_000;

const waiting = new Set();
let observer;
let patience;
let begun = false;
let resolve;
const first = new Promise((resolved) => { resolve = resolved; });

/** Resolves when a gauge of this page has come near the viewport; with the first one all of them may begin. */
export function near(gauge) {
  if (begun) return first;
  // Once the page has put in all that it puts in, so that one layout serves them all.
  if (waiting.size === 0) Promise.resolve().then(look);
  waiting.add(gauge);
  if (observer) watch(gauge);
  return first;
}

/** A gauge has left the document. */
export function away(gauge) {
  observer?.unobserve(gauge);
  waiting.delete(gauge);
  if (waiting.size === 0) end();
}

function look() {
  try {
    // An observer tells of it a frame later. One look tells at once, which for nearly every page is the end of it.
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
  }, { rootMargin: `${NEAR * 100}%` });
  observer.observe(gauge);
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
  observer = patience = undefined;
}
