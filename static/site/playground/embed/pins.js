// Subresource integrity: the values that the build wrote down, as lines for a page.

import { SCRIPT, quoted } from './tags.js';
import { places } from './places.js';

let table;

/** The integrity value of a file of the widget. `integrity.json` is beside this page. */
async function integrityOf(file) {
  table ??= fetch('integrity.json').then((response) => (response.ok ? response.json() : {}), () => ({}));
  const entry = (await table)[file];
  return entry?.integrity ?? entry;
}

/** The hash that a policy takes for an inline text. A page without https cannot compute it. */
async function hashOf(text) {
  if (!globalThis.crypto?.subtle) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

/** The lines that pin the script, which pins every file that it loads. */
export async function pins(view) {
  const { folder } = places(view);
  const integrity = await integrityOf(SCRIPT);
  if (!integrity) return 'This copy of the widget lacks its integrity.json.\n';
  const address = new URL(SCRIPT, folder).href;
  const map = JSON.stringify({ integrity: { [address]: integrity } });
  const hash = await hashOf(map);
  return [
    `<script type="module" src=${quoted(address)} integrity="${integrity}" crossorigin="anonymous"></script>`,
    '',
    '<!-- Or, for a page that imports it: -->',
    `<script type="importmap">${map}</script>`,
    ...(hash ? [`<!-- An inline map needs this in script-src: '${hash}' -->`] : []),
    '',
  ].join('\n');
}
