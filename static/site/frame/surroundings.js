// What an iframe's content would inherit from its page if it stood there itself.

const LOOKS = ['accent', 'track', 'text', 'muted', 'surface', 'low', 'mid', 'high', 'radius', 'font'].map((name) => `--secure-score-${name}`);

/**
 * The elements around an iframe, itself first, out of shadow roots as well. A document has its
 * forms as properties, by their names, and a form its fields: what is asked here goes past those.
 */
function* around(iframe) {
  const { get: parentOf } = Object.getOwnPropertyDescriptor(Node.prototype, 'parentNode');
  for (let node = iframe; node; node = parentOf.call(node) ?? (node instanceof ShadowRoot ? node.host : null)) {
    if (node instanceof Element) yield node;
  }
}

const languageOf = (iframe) => {
  for (const element of around(iframe)) {
    const language = Element.prototype.getAttribute.call(element, 'lang');
    if (language) return language;
  }
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
