// The stage: the theme, the true width of the gauge, the handle that changes it, and the full
// screen.

const root = document.documentElement;
const [floor, stage, handle] = ['floor', 'stage', 'handle'].map((id) => document.getElementById(id));
const columns = document.querySelector('.columns');
const LEAST = Number(handle.ariaValueMin);
const MOST = Number(handle.ariaValueMax);
/** Beyond this a gauge does not fit into a column: the stage takes the whole width of the page. */
const COLUMN = 500;

/** Dresses the page as a view says. */
export function dress({ theme, width, two }) {
  root.dataset.theme = theme;
  columns.toggleAttribute('data-wide', width === 'full' || Number(width) * (two ? 2 : 1) > COLUMN);
  stage.toggleAttribute('data-full', width === 'full');
  if (width === 'full') handle.ariaValueText = 'full width';
  else resize(Number(width));
}

/** Sets the width by script, which a policy without inline styles allows. */
function resize(width) {
  stage.style.setProperty('--width', `${width}px`);
  handle.ariaValueNow = width;
  handle.ariaValueText = `${width} pixels`;
}

/** Offers a width that the select has no option for, so that a link or the handle can choose it. */
export function offerWidth(select, width) {
  const fits = Number.isInteger(Number(width)) && width >= LEAST && width <= MOST;
  if (!fits || [...select.options].some((option) => option.value === String(width))) return;
  select.querySelector('[data-own]')?.remove();
  const option = new Option(`${width} px`, width);
  option.dataset.own = '';
  select.append(option);
}

/** Lets the handle change the select `width`. */
export function offerHandle(select) {
  const bounded = (width) => Math.round(Math.min(MOST, Math.max(LEAST, width)));
  const choose = (width) => {
    offerWidth(select, bounded(width));
    select.value = bounded(width);
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const now = () => stage.firstElementChild.offsetWidth;
  let drag;
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, width: now(), to: now() };
    stage.removeAttribute('data-full');
  });
  handle.addEventListener('pointermove', ({ clientX }) => {
    if (!drag) return;
    // The gauge is in the middle of the stage, so its edge moves half as far as it grows.
    drag.to = bounded(drag.width + 2 * (clientX - drag.x));
    resize(drag.to);
  });
  const end = () => {
    if (drag) choose(drag.to);
    drag = undefined;
  };
  handle.addEventListener('pointerup', end);
  handle.addEventListener('pointercancel', end);
  handle.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -10, ArrowDown: -10, ArrowRight: 10, ArrowUp: 10, PageDown: -100, PageUp: 100 }[event.key];
    const to = { Home: LEAST, End: MOST }[event.key] ?? now() + by;
    if (Number.isNaN(to)) return;
    event.preventDefault();
    choose(to);
  });
}

/** Lets a button show the stage on the whole screen, and end it. */
export function offerFullScreen(button, refused) {
  button.addEventListener('click', () => (document.fullscreenElement ? document.exitFullscreen() : floor.requestFullscreen()).catch(refused));
}

/** On a small screen the stage stays in sight, drawn smaller, while the controls are used. */
export function float() {
  const small = matchMedia('(max-width: 55.99rem) and (min-height: 30rem)');
  const settle = (floats) => {
    if (floats && !floor.hasAttribute('data-floats')) floor.style.setProperty('--height', `${floor.offsetHeight}px`);
    floor.toggleAttribute('data-floats', floats);
    // The card keeps its width, and is drawn smaller as a whole.
    const room = innerHeight / 4 - 16;
    const scale = floats ? Math.min(1, room / stage.offsetHeight, (innerWidth - 16) / stage.offsetWidth) : 1;
    stage.style.setProperty('--scale', scale);
  };
  new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
    settle(small.matches && !isIntersecting && boundingClientRect.top < 0);
  }, { rootMargin: '-25% 0px 0px 0px' }).observe(floor);
  small.addEventListener('change', () => settle(false));
  new ResizeObserver(() => settle(floor.hasAttribute('data-floats'))).observe(stage);
}
