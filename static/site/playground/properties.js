// The editor of the custom properties: a field and a colour for each, and the style sheet to copy.

const COLOURS = ['accent', 'track', 'text', 'muted', 'surface', 'low', 'mid', 'high'];
const TEXTS = { radius: '0.75rem', font: 'Georgia, serif' };
const property = (name) => `--secure-score-${name}`;

/** Makes the fields. Must run before the form is first read. */
export function offer(form, list) {
  for (const name of [...COLOURS, ...Object.keys(TEXTS)]) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.name = property(name);
    input.placeholder = TEXTS[name] ?? '#0b5cad';
    input.spellcheck = false;
    input.dataset.whole = '';
    label.append(name, input);
    if (COLOURS.includes(name)) label.append(picker(input, name));
    list.append(label);
  }
}

/** A colour to pick, which writes into the field beside it. */
function picker(input, name) {
  const colour = document.createElement('input');
  colour.type = 'color';
  colour.value = '#0b5cad';
  colour.setAttribute('aria-label', `Pick ${name}`);
  colour.addEventListener('input', () => {
    input.value = colour.value;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  return colour;
}

const chosen = (view) => Object.entries(view).filter(([name, value]) => name.startsWith('--') && value.trim());

/** Puts the properties on the gauges. */
export function style(view, gauges) {
  for (const gauge of gauges) {
    for (const name of Object.keys(view).filter((one) => one.startsWith('--'))) gauge.style.setProperty(name, view[name].trim());
    if (!gauge.getAttribute('style')) gauge.removeAttribute('style');
  }
}

/** The style sheet of a view. */
export function css(view) {
  const lines = chosen(view).map(([name, value]) => `  ${name}: ${value.trim()};`);
  return lines.length > 0 ? ['secure-score-gauge {', ...lines, '}', ''].join('\n') : 'No custom property is set.\n';
}
