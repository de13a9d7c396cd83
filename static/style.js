// The style sheet, made once a document: a constructed sheet needs no permission of a Content-Security-Policy.

import skeleton from './skeleton.css' with { type: 'text' };

let css = skeleton;
const sheets = new WeakMap();
/** Those that have only what a skeleton needs. */
let bare = [];

/** Puts the style sheet on a shadow root, of whatever document that is in now. */
export function dress(root) {
  const { defaultView } = root.ownerDocument;
  // A document that is not shown has no view, and nothing to dress for; and an element of that name may hide it.
  if (!defaultView?.CSSStyleSheet) return;
  if (!sheets.has(defaultView)) {
    const sheet = new defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(defaultView, sheet);
    bare?.push(sheet);
  }
  root.adoptedStyleSheets = [sheets.get(defaultView)];
}

/** Adds what a card needs beside, once. */
export function complete(rest) {
  css += rest;
  for (const sheet of bare) sheet.replaceSync(css);
  bare = undefined;
}
