// The shadow root: a new one, or the one that the page brought along as `<template
// shadowrootmode="open">`.

/** What the publisher writes, and nobody else. */
const PRERENDERED = '[part~="card"][data-prerendered]';

/** The element's shadow root, and whether what stands in it is a card that is to stay for now. */
export function openRoot(element, internals) {
  const brought = internals?.shadowRoot;
  if (brought?.querySelector(PRERENDERED)) {
    markStale(element, brought);
    return { root: brought, prerendered: true };
  }
  try {
    // This empties an open one that the page brought along.
    return { root: element.attachShadow({ __proto__: null, mode: 'open' }), prerendered: false };
  } catch (error) {
    if (!brought) throw error;
    brought.replaceChildren();
    return { root: brought, prerendered: false };
  }
}

/** The page was written a while ago, and its score has aged since. */
function markStale(element, root) {
  const time = Date.parse(root.querySelector('[part~="time"]')?.dateTime);
  const card = root.querySelector(PRERENDERED);
  if (Date.now() - time > element.staleAfter * 3_600_000 && card.dataset.state === 'ready') card.dataset.state = 'stale';
}

/**
 * Calls `open` when the parser is done with an element, which is at once unless the page is still
 * being parsed: a shadow root that the page brings along comes after the element's start tag, and
 * only to one that has none.
 */
export function whenParsed(element, internals, open) {
  // An element that a script makes is done, whatever the parser does meanwhile.
  if (document.readyState !== 'loading' || document.currentScript || (internals?.shadowRoot && isOver(element))) {
    open();
    return;
  }
  const watch = () => {
    if (document.readyState === 'loading' && !isOver(element)) return;
    observer.disconnect();
    document.removeEventListener('readystatechange', watch);
    open();
  };
  const observer = new MutationObserver(watch);
  observer.observe(document, { __proto__: null, childList: true, subtree: true });
  document.addEventListener('readystatechange', watch);
}

/**
 * Whether something stands after an element's start tag: in it, or behind it or what it stands in.
 */
function isOver(element) {
  if (element.firstChild) return true;
  for (let node = element; node; node = node.parentNode) if (node.nextSibling) return true;
  return false;
}
