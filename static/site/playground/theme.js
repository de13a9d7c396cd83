// Light or dark, and how wide the gauge is.

const root = document.documentElement;
const stage = document.querySelector('#stage');

/** Dresses the page as a view says. */
export function dress({ theme, width }) {
  root.dataset.theme = theme;
  // Set by script, which a policy without inline styles allows.
  stage.style.setProperty('--width', width === 'full' ? '100%' : `${width}px`);
}
