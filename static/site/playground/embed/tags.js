// The tags of the widget, for a page of plain HTML.

import { attributes } from '../widget.js';
import { hosted, places } from './places.js';

export const SCRIPT = 'secure-score-gauge.js';
export const FALLBACK = 'Secure score: see the Defender portal';

/** A text as the value of an attribute. */
export const quoted = (text) => `"${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;

/** An attribute as HTML has it. */
const inHtml = (name, value) => `${name}=${quoted(value)}`;

/** The attributes as markup, one per line where there are many. */
export function markup(asked, indent = '   ', attribute = inHtml) {
  const set = Object.entries(asked).map(([name, value]) => ` ${attribute(name, value)}`);
  return set.join(set.length > 2 ? `\n${indent}` : '');
}

function tags(view, script, asked) {
  const lines = [
    `<script type="module" src=${quoted(script)}></script>`,
    `<secure-score-gauge${markup(asked)}>${FALLBACK}</secure-score-gauge>`,
  ];
  if (view.source === 'api') {
    lines.push('<button type="button" id="sign-in" hidden>Sign in</button>',
      '<!-- lib/msal-browser.min.js of the npm package @azure/msal-browser, and the file below. -->',
      '<script src="msal-browser.min.js" defer></script>', '<script type="module" src="secure-score-token.js"></script>');
  }
  if (view.source === 'values') lines.push('<script type="module" src="secure-score-snapshot.js"></script>');
  return lines;
}

/** The tags to paste into a page. */
export function snippet(view) {
  const { folder, asked } = places(view);
  return [...tags(view, new URL(SCRIPT, folder).href, asked), ''].join('\n');
}

/** A whole page, to be served beside the folder `dist/`. */
export function page(view) {
  const asked = attributes(hosted(view, 'dist/'));
  const [script, ...body] = tags(view, `dist/${SCRIPT}`, asked);
  return [
    '<!doctype html>', '<html lang="en">', '<head>', '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">', '<title>Secure score</title>',
    '<link rel="icon" href="data:,">', '<!-- Serve this file beside the folder dist/ of the release. -->', script, '</head>',
    '<body>', ...body, '</body>', '</html>', '',
  ].join('\n');
}
