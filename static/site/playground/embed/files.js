// The files that a host takes, and their place on the page: each with its text, to copy or to save.

import { chosen } from '../clouds.js';
import { snapshot } from '../widget.js';
import { save } from '../export.js';
import { page, snippet } from './tags.js';
import { filesForComponents, filesForTags } from './sign-in.js';
import { frameworks } from './frameworks.js';
import * as frame from './frame.js';

/** The files of a view, the first of which is the one to paste. */
export function files(view) {
  const { login } = chosen(view);
  const isApi = view.source === 'api';
  if (view.embed === 'html') {
    const given = `document.querySelector('secure-score-gauge').snapshot = ${JSON.stringify(snapshot(view))};\n`;
    return [
      { name: '', text: snippet(view) },
      ...(isApi ? filesForTags(login) : []),
      ...(view.source === 'values' ? [{ name: 'secure-score-snapshot.js', text: given }] : []),
    ];
  }
  const components = isApi && view.embed !== 'yew' ? filesForComponents(login) : [];
  if (view.embed === 'iframe') return [...frame.frame(view), ...components];
  const { name, write } = frameworks[view.embed];
  return [{ name, text: write(view) }, ...components];
}

/** What else a reader needs to know about a view. */
function note(view) {
  const own = view.embed === 'iframe' ? frame.note(view) : (frameworks[view.embed]?.note ?? '');
  const sample = view.source === 'sample' ? 'The simulated API exists on this page only, so the tags name the sample file.' : '';
  return [own, sample].filter(Boolean).join(' ');
}

const [list, remark, download] = ['files', 'embed-note', 'download'].map((id) => document.getElementById(id));
let shown = '';

/** Shows the files of a view. */
export function showFiles(view) {
  const all = files(view);
  remark.textContent = note(view);
  remark.hidden = !remark.textContent;
  download.hidden = view.embed !== 'html';
  download.onclick = () => save(new Blob([page(view)], { type: 'text/html' }), 'secure-score.html');
  // The blocks are kept while only their texts change: a reader may have one selected.
  const names = JSON.stringify(all.map(({ name }) => name));
  if (names !== shown) list.replaceChildren(...all.flatMap(block));
  shown = names;
  all.forEach(({ text }, at) => { list.querySelectorAll('pre')[at].textContent = text; });
}

function block({ name }, at) {
  const id = at === 0 ? 'snippet' : `file-${name}`;
  const [code, text, copy] = ['div', 'pre', 'button'].map((tag) => document.createElement(tag));
  code.className = 'code';
  Object.assign(text, { id, tabIndex: 0, role: 'region', ariaLabel: name || 'Tags for your page' });
  Object.assign(copy, { type: 'button', textContent: 'Copy', ariaLabel: `Copy ${name || 'the tags'}` });
  copy.dataset.copies = id;
  code.append(text, copy);
  if (!name) return [code];
  const [bar, title, saves] = ['div', 'h3', 'button'].map((tag) => document.createElement(tag));
  bar.className = 'bar';
  title.textContent = name;
  Object.assign(saves, { type: 'button', className: 'quiet', textContent: 'Save', ariaLabel: `Save ${name}` });
  saves.addEventListener('click', () => save(new Blob([text.textContent]), name));
  bar.append(title, saves);
  return [bar, code];
}
