// The style sheet, made once per document: a constructed sheet needs no permission of a
// Content-Security-Policy.

import skeleton from './skeleton.css' with { type: 'text' };

/** By window. */
let sheets = new WeakMap();

function make(view, text) {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(text);
  sheets.set(view, sheet);
  return sheet;
}

/** What gauges of this window wear. The browser has it as rules, so nobody keeps the text. */
function ownText() {
  const own = sheets.get(globalThis);
  return own ? Array.from(own.cssRules, ({ cssText }) => cssText).join('') : skeleton;
}

/** Puts the style sheet on a shadow root, of whatever document that is in now. */
export function adoptStyles(root) {
  const { defaultView } = root.ownerDocument;
  // A document that is not shown has no view, and nothing to dress for; and an element of that name
  // may hide it.
  if (defaultView?.CSSStyleSheet) root.adoptedStyleSheets = [sheets.get(defaultView) ?? make(defaultView, ownText())];
}

/**
 * Adds what cards need. A skeleton needs none of it: it keeps its sheet until it is a card, and
 * costs nothing.
 */
export function styleCards(card) {
  sheets = new WeakMap();
  make(globalThis, skeleton + card);
}
