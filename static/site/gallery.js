// The gallery: gauges in rows, one row per state, in sections of one theme and direction.

import { play } from './gallery-source.js';
import { PICTURE, STATES, VALUES, LANGUAGES } from './gallery-cases.js';

const asked = new URLSearchParams(location.search);
const WIDTHS = [72, 120, 200, 320, 560];
const EVERY_WIDTH = [72, 96, 119, 120, 160, 199, 200, 240, 259, 260, 320, 400, 479, 480, 560, 640, 900, 1200, 1600];

play();

const make = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** A gauge in a box of a width. */
function cell(width, { attributes = {}, start, language }) {
  const gauge = make('secure-score-gauge', { textContent: 'Secure score: see the Defender portal' });
  for (const name in attributes) gauge.setAttribute(name, attributes[name]);
  if (language) gauge.lang = language;
  start(gauge);
  const box = make('div', { className: 'cell' }, gauge);
  box.style.inlineSize = `${width}px`;
  return box;
}

const row = (title, cells) => [make('h3', { textContent: title }), make('div', { className: 'row' }, ...cells)];

function section(theme, dir, title, rows) {
  const made = make('section', { className: theme, dir }, make('h2', { textContent: `${title}, ${theme}, ${dir}` }));
  made.append(...rows.flat());
  return made;
}

const widths = asked.get('widths')?.split(',').map(Number);
const parts = {
  states: () => STATES.map((state) => row(state.title, (widths ?? WIDTHS).map((width) => cell(width, state)))),
  sizes: () => [row('Ready', (widths ?? EVERY_WIDTH).map((width) => cell(width, STATES[0])))],
  values: () => VALUES.map((value) => row(value.title, (widths ?? WIDTHS).map((width) => cell(width, value)))),
  languages: () =>
    LANGUAGES.map((language) =>
      row(language, STATES.slice(0, 2).flatMap((state) => (widths ?? [120, 320, 560]).map((width) => cell(width, { ...state, language }))))),
  picture: () => [row('', [640, 240, 120, 72].map((width) => cell(width, PICTURE)))],
};

const wanted = (name, all, otherwise = all) =>
  asked.has(name) ? all.filter((one) => asked.get(name).split(',').includes(one)) : otherwise;
const main = document.querySelector('main');
document.body.className = asked.get('show') ?? 'states';
if (asked.has('lang')) document.documentElement.lang = asked.get('lang');
for (const part of wanted('show', Object.keys(parts), ['states'])) {
  for (const theme of wanted('theme', ['light', 'dark'])) {
    const directions = part === 'states' || asked.has('dir') ? wanted('dir', ['ltr', 'rtl']) : ['ltr'];
    for (const dir of directions) main.append(section(theme, dir, part, parts[part]()));
  }
}
