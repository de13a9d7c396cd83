// The frame is as high as its card.

/** The longest time in which a swinging height comes back, in milliseconds. */
const SWING = 1_000;

/** Gives an iframe's content a height, whatever borders the page gives the iframe. */
function setContentHeight(iframe, height) {
  const style = getComputedStyle(iframe);
  const edges = ['borderTopWidth', 'borderBottomWidth', 'paddingTop', 'paddingBottom'].map((name) => parseFloat(style[name]) || 0);
  const beside = style.boxSizing === 'border-box' ? edges.reduce((sum, edge) => sum + edge) : 0;
  iframe.style.setProperty('height', `${height + beside}px`);
}

/**
 * What gives an iframe's content the heights that its frame tells of.
 *
 * One height may bring the page's scroll bar, which makes the iframe narrower and its card lower,
 * so that the scroll bar goes, and all begins anew. The higher one ends that.
 */
export function heightOf(iframe) {
  let before;
  let last;
  let swings = 0;
  return (height) => {
    const now = { height, width: iframe.clientWidth, time: performance.now() };
    const isBack = before?.height === height && last.width !== now.width && now.time - before.time < SWING;
    // Once is what any page does that makes the frame wider for a moment.
    swings = isBack ? swings + 1 : 0;
    setContentHeight(iframe, swings > 1 ? Math.max(height, last.height) : height);
    [before, last] = [last, now];
  };
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
