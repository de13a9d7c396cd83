// The frame is as high as its card.

/** Gives an iframe's content a height, whatever borders the page gives the iframe. */
export function setContentHeight(iframe, height) {
  const style = getComputedStyle(iframe);
  const edges = ['borderTopWidth', 'borderBottomWidth', 'paddingTop', 'paddingBottom'].map((name) => parseFloat(style[name]) || 0);
  const beside = style.boxSizing === 'border-box' ? edges.reduce((sum, edge) => sum + edge) : 0;
  iframe.style.setProperty('height', `${height + beside}px`);
}

/** Calls `tell` with the height of this document's content, whenever that changes. */
export function watchHeight(tell) {
  let told;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === 0 || height === told) return;
    told = height;
    tell(height);
  }).observe(document.body);
}
