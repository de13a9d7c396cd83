// The skeleton in the shadow root until the wasm draws: the card in its final size, without a word.

const make = (namespace, name, attributes, ...children) => {
  // An element of that name hides the method from the document itself.
  const made = Document.prototype.createElementNS.call(document, `http://www.w3.org/${namespace}`, name);
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const html = (...made) => make('1999/xhtml', ...made);
const svg = (...made) => make('2000/svg', ...made);

/** The card as src/gauge/card.rs draws it in a state without a score. */
export const card = (state, more) =>
  html('div', { part: 'card', 'data-state': state, ...more },
    html('div', { class: 'head' }, html('div', { part: 'heading' })),
    svg('svg', { class: 'dial', viewBox: '-130 -118 260 186', preserveAspectRatio: 'xMidYMid slice', 'aria-hidden': true },
      svg('path', { part: 'track', d: 'M-72.75 42A84 84 0 1 1 72.75 42' })),
    html('div', { class: 'waiting' }, html('slot')));

/** How long a skeleton stands at least where there is no score yet, in milliseconds. */
const MOMENT = 50;

let model;
let moment;

/**
 * The place that the wasm draws into, with the skeleton in it: made once, as many gauges begin with
 * it.
 */
export const skeleton = () => (model ??= html('div', { class: 'mount' }, card('loading', { 'data-bare': '' }))).cloneNode(true);

/** Fulfilled in a moment: the same one for all gauges of a page that begin together. */
export function skeletonDelay() {
  if (!moment) {
    let end;
    const over = new Promise((resolve) => { end = resolve; });
    // It begins when all that begins now has begun: a thousand gauges take longer than it lasts,
    // and answers wait behind them.
    const begin = () => { moment.timer = setTimeout(noMore, MOMENT); };
    moment = { over, end, timer: setTimeout(begin) };
  }
  return moment.over;
}

/** The moment is over, as nobody waits for it. */
export function noMore() {
  clearTimeout(moment?.timer);
  moment?.end();
  moment = undefined;
}
