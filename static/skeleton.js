// What stands in the shadow root until the wasm draws: the card in its final size, without a word.

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** The place that the wasm draws into, with the skeleton in it. */
export const skeleton = () =>
  element('div', { class: 'mount' },
    element('div', { class: 'card', part: 'card', 'data-state': 'loading' },
      element('div', { class: 'heading' }),
      element('div', { class: 'waiting' }, element('slot'))));
