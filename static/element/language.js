// The language of the place where a gauge stands, followed as it changes.

/** The nearest `lang`, out of shadow roots as well; the browser's language where a page names none. */
export function languageOf(element) {
  for (let node = element; node; node = node.parentNode ?? node.host) {
    const language = node.getAttribute?.('lang');
    if (language) return language;
  }
  return globalThis.navigator?.language ?? 'en';
}

let observer;

/** Calls `changed` when a `lang` changes anywhere around `element`; one observer serves all gauges. `null` ends it. */
export function watchLanguage(element, changed) {
  if (!element) {
    observer?.disconnect();
    observer = undefined;
    return;
  }
  observer ??= new MutationObserver(changed);
  for (let root = element.getRootNode(); root; root = root.host?.getRootNode()) {
    observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
  }
}
