// What the gauge would inherit if it stood in the page itself: language, direction, colour scheme
// and custom properties.

const root = document.documentElement;
let shown = [];

/** Has the frame look as its surroundings do. */
export function lookLike({ lang, dir, scheme, looks }) {
  root.lang = lang;
  root.dir = dir;
  root.style.setProperty('color-scheme', scheme);
  for (const name of shown) root.style.removeProperty(name);
  shown = Object.keys(looks).filter((name) => name.startsWith('--secure-score-'));
  for (const name of shown) root.style.setProperty(name, looks[name]);
}
