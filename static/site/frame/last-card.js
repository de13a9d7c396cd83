// The card after the page has left.

/** Has a gauge keep its card and ask for nothing any more. */
export function keepLastCard(gauge) {
  const { score, state } = gauge;
  if (score === null) {
    gauge.replaceWith(stillOf(gauge));
    return;
  }
  // As a snapshot a score counts as old by its own time, which the API's may be already.
  if (state !== 'stale') gauge.setAttribute('stale-after', '1000000');
  gauge.snapshot = { score: score.value, time: score.time };
  gauge.getToken = null;
}

/** A copy of what a gauge shows, with nothing behind it. */
function stillOf(gauge) {
  const still = document.createElement('div');
  const root = still.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = gauge.shadowRoot.adoptedStyleSheets;
  root.append(...Array.from(gauge.shadowRoot.childNodes, (node) => node.cloneNode(true)));
  for (const button of root.querySelectorAll('button')) button.disabled = true;
  return still;
}
