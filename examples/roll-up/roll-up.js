// Many tenants on one page: sorted by the gauges' events with the worst first, and for a kiosk one
// after the other.

const main = document.querySelector('main');
const kiosk = document.querySelector('#kiosk');
const falls = document.querySelector('#falls');

/** How long a kiosk shows one tenant, in milliseconds. */
const TURN = 10_000;

const gaugeOf = (section) => section.querySelector('secure-score-gauge');

/** The share of the scale that is reached; a gauge without a score comes last. */
const share = (section) => {
  const score = gaugeOf(section).score;
  return score ? score.value / score.max : Infinity;
};

/**
 * Puts the sections in order. Sections move only where they must, so that nobody loses focus or
 * place without need.
 */
function sort() {
  const sorted = [...main.children].sort((one, other) => share(one) - share(other));
  sorted.forEach((section, at) => {
    if (main.children[at] !== section) main.insertBefore(section, main.children[at]);
  });
}

main.addEventListener('secure-score-load', sort);
main.addEventListener('secure-score-drop', ({ target, detail }) => {
  const name = target.closest('section').querySelector('h2').textContent;
  falls.textContent = `${name} has fallen by ${detail.points} points since ${detail.since.slice(0, 10)}.`;
});

// A reader who prefers reduced motion, or whose focus or pointer is on a tenant, is left there.
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
const isHeld = () => stillness.matches || main.matches(':hover, :focus-within');
let shown = 0;

function show() {
  [...main.children].forEach((section, at) => { section.hidden = kiosk.checked && at !== shown; });
}

setInterval(() => {
  if (!kiosk.checked || isHeld()) return;
  shown = (shown + 1) % main.children.length;
  show();
}, TURN);
kiosk.addEventListener('change', () => {
  shown = 0;
  show();
});
