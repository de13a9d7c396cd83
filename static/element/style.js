// The style sheet, made once a document: a constructed sheet needs no permission of a
// Content-Security-Policy.

import skeleton from './skeleton.css' with { type: 'text' };

let css = skeleton;
/** By window. */
let sheets = new WeakMap();

function sheetOf(view) {
  if (!sheets.has(view)) {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(view, sheet);
  }
  return sheets.get(view);
}

/** Puts the style sheet on a shadow root, of whatever document that is in now. */
export function adoptStyles(root) {
  const { defaultView } = root.ownerDocument;
  // A document that is not shown has no view, and nothing to dress for; and an element of that name
  // may hide it.
  if (defaultView?.CSSStyleSheet) root.adoptedStyleSheets = [sheetOf(defaultView)];
}

/**
 * Takes what cards need beside. A skeleton needs none of it: it keeps its sheet until it is a card,
 * and costs nothing.
 */
export function take(card) {
  css += card;
  sheets = new WeakMap();
  sheetOf(globalThis);
}
