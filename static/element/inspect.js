// Reading a trend point by point, with the pointer or the arrow keys. Which point that is, Rust
// says.

/** How long a reader has to stay at a point until it is announced, in milliseconds. */
const REST = 500;

const KEYS = { __proto__: null, ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 7, PageDown: -7, Home: -Infinity, End: Infinity };

const heard = new WeakSet();
let timer;

const isLine = (target) => target.matches?.('.inspect');
const isMirrored = (line) => getComputedStyle(line).direction === 'rtl';

/** Hears what happens on a trend in a shadow root. `call` calls into the wasm. */
export function listen(root, call) {
  if (heard.has(root)) return;
  heard.add(root);
  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(() => call((mount) => mount.rest()), REST);
  };
  const look = ({ target, clientX }) => {
    if (!isLine(target)) return;
    const { left, width } = target.getBoundingClientRect();
    const share = (clientX - left) / width;
    call((mount) => mount.inspect(isMirrored(target) ? 1 - share : share));
    rest();
  };
  root.addEventListener('pointermove', look);
  root.addEventListener('pointerdown', (event) => {
    // A finger does not hover: the focus keeps its point on show.
    if (isLine(event.target)) event.target.focus({ __proto__: null, preventScroll: true });
    look(event);
  });
  root.addEventListener('keydown', (event) => {
    const { target, key } = event;
    const step = isLine(target) && KEYS[key];
    // With those the browser goes back, or to the end of the page.
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const isSideways = key === 'ArrowLeft' || key === 'ArrowRight';
    call((mount) => mount.step(isSideways && isMirrored(target) ? -step : step));
    rest();
  });
  for (const name of ['pointerout', 'focusout']) {
    root.addEventListener(name, ({ target }) => {
      if (isLine(target) && root.activeElement !== target) call((mount) => mount.step(0));
    });
  }
}
