// Presets: whole looks at one press. A preset leaves the source alone, except where the look needs
// another scale.

/** The simulated past, which `played.js` answers. */
export const PAST = 'sample/played/history.json';

const LOOK = ['metric', 'group', 'format', 'arc', 'max', 'target', 'bands', 'heading', 'history', 'actions', 'width', 'two'];

const presets = {
  plain: { target: '', bands: '' },
  card: { history: PAST, actions: 'copy-image copy-value csv', width: '480' },
  wall: { format: 'percent', arc: 'band', history: PAST, width: 'full' },
  badge: { width: '72' },
  exposure: { metric: 'exposure-score', bands: '', target: '30' },
};

/** The view that a preset makes of another. */
export function preset(name, view, defaults) {
  const look = Object.fromEntries(LOOK.map((one) => [one, defaults[one]]));
  return { ...view, ...look, ...presets[name] };
}

/** Calls `use` with the name of each preset that is pressed. */
export function offer(use) {
  for (const button of document.querySelectorAll('[data-preset]')) {
    button.addEventListener('click', () => use(button.dataset.preset));
  }
}
