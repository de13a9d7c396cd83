// The style sheets, made once a document: a constructed sheet needs no permission of a Content-Security-Policy.

import skeleton from './skeleton.css' with { type: 'text' };

const texts = [skeleton];
/** By window, in the order of the texts. */
const sheets = new WeakMap();

function sheetsOf(view) {
  const known = sheets.get(view) ?? [];
  sheets.set(view, known);
  for (const text of texts.slice(known.length)) {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(text);
    known.push(sheet);
  }
  return known;
}

/** Puts the style sheets that there are on a shadow root, of whatever document that is in now. */
export function dress(root) {
  const { defaultView } = root.ownerDocument;
  // A document that is not shown has no view, and nothing to dress for; and an element of that name may hide it.
  if (defaultView?.CSSStyleSheet) root.adoptedStyleSheets = sheetsOf(defaultView);
}

/** Takes what cards need beside. A skeleton needs none of it: until it is a card, it stays as it is, and costs nothing. */
export function take(card) {
  texts.push(card);
  sheetsOf(globalThis);
}
