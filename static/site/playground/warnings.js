// A wrong attribute under its field: the sentence that the console has, taken from the console,
// which is all that a page gets to see of it. The console says each only once, so the sentences are
// kept, by attribute and value.

const kept = new Map();
const START = 'secure-score-gauge: ';
const listeners = new Set();

const original = console.warn.bind(console);
console.warn = (...words) => {
  original(...words);
  const [text] = words;
  if (typeof text !== 'string' || !text.startsWith(START) || kept.size > 200) return;
  const [name, rest] = text.slice(START.length).split('="', 2);
  if (rest === undefined) return;
  kept.set(name, { ...kept.get(name), [rest.split('"')[0]]: text.slice(START.length) });
  listeners.forEach((listener) => listener());
};

/** Calls `listener` whenever the console has another sentence. */
export const watchWarnings = (listener) => listeners.add(listener);

/** The sentence about an attribute's value, if it is wrong. */
const sentence = (name, value) => (value === undefined ? undefined : kept.get(name)?.[value]);

/** Shows under each field the sentence about its attribute. */
export function showWarnings(form, attributes) {
  for (const name of kept.keys()) {
    const control = form.elements[attributes.src !== undefined || name !== 'api-base' ? name : 'base'];
    if (!control?.closest) continue;
    const text = sentence(name, attributes[name]);
    let line = document.getElementById(`wrong-${name}`);
    if (!line) {
      line = document.createElement('small');
      line.id = `wrong-${name}`;
      line.className = 'wrong';
      line.setAttribute('role', 'status');
      control.closest('label').append(line);
      control.setAttribute('aria-describedby', line.id);
    }
    line.textContent = text ?? '';
    control.toggleAttribute('aria-invalid', Boolean(text));
    if (text) control.setAttribute('aria-invalid', 'true');
  }
}
