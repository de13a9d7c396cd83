// What an iframe's content would inherit from its page if it stood there itself.

const LOOKS = ['accent', 'track', 'text', 'muted', 'surface', 'low', 'mid', 'high', 'radius', 'font'].map((name) => `--secure-score-${name}`);

/** The nodes around an iframe, itself first, out of shadow roots as well. */
function* around(iframe) {
  for (let node = iframe; node; node = node.parentNode ?? node.host) if (node instanceof Element) yield node;
}

const languageOf = (iframe) => {
  for (const element of around(iframe)) if (element.getAttribute('lang')) return element.getAttribute('lang');
  return navigator.language;
};

/** Language, direction, colour scheme and custom properties of the place where an iframe stands. */
export function surroundingsOf(iframe) {
  const style = getComputedStyle(iframe);
  const looks = {};
  for (const name of LOOKS) {
    const value = style.getPropertyValue(name).trim();
    if (value) looks[name] = value;
  }
  // `normal` is a page that knows nothing of dark.
  const scheme = style.colorScheme && style.colorScheme !== 'normal' ? style.colorScheme : 'light';
  return { lang: languageOf(iframe).slice(0, 64), dir: style.direction, scheme, looks };
}

/** Calls `changed` whenever the surroundings may have changed; gives a function that ends this. */
export function watchSurroundings(iframe, changed) {
  const observer = new MutationObserver(changed);
  for (const element of around(iframe)) {
    observer.observe(element, element === iframe ? { __proto__: null, attributeFilter: ['class', 'dir', 'lang'] } : { __proto__: null, attributes: true });
  }
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
}
