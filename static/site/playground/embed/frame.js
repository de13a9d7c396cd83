// The gauge in a frame: for portals that take an iframe and no script of the widget, or that keep
// the widget on its own origin.

import { places } from './places.js';
import { quoted } from './tags.js';

/** An address as a string of JavaScript: it may hold an apostrophe. */
const inString = (text) => `'${text.replaceAll("'", "\\'")}'`;

/**
 * The files of the frame: the tag, the module that connects it, and the list of pages that may hold
 * it.
 */
export function frame(view) {
  const { folder, site, asked } = places(view);
  const address = new URL('frame.html', folder);
  address.search = new URLSearchParams(asked).toString();
  const token = view.source === 'api';
  // `connectFrame` sets it too, but a frame that has begun to load by then has done without.
  const allow = `local-network-access ${folder.origin}; clipboard-write ${folder.origin}`;
  return [
    { name: '', text: [
      `<iframe id="secure-score" src=${quoted(address.href)} title="Secure score" allow=${quoted(allow)}></iframe>`,
      '<script type="module" src="secure-score-connect.js"></script>', ''].join('\n') },
    { name: 'secure-score-connect.js', text: [
      `import { connectFrame } from ${inString(new URL('secure-score-frame.js', folder).href)};`,
      ...(token ? ["import { getToken } from './secure-score-token.js';"] : []), '',
      `connectFrame(document.querySelector('#secure-score'), { origin: ${inString(folder.origin)}${token ? ', getToken' : ''} });`, ''].join('\n') },
    { name: 'frame.json', text: `${JSON.stringify({ parents: [site.origin] }, null, 2)}\n` },
  ];
}

/** What a reader needs to know about it. */
export const note = ({ source }) => (source === 'values'
  ? 'A frame shows a file or the API. Choose one of them as the source.'
  : 'Put frame.json beside frame.html, in the folder of the widget: it lists the pages that may hold the frame.');
