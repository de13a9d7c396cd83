// Subresource integrity and preloading: the values and names that the build wrote down, as lines
// for a page.

import { SCRIPT, quoted } from './tags.js';
import { places } from './places.js';

let table;

/**
 * The table of the build, by logical name: file and integrity value. `integrity.json` is beside
 * this page.
 */
const built = () => (table ??= fetch('integrity.json').then((response) => (response.ok ? response.json() : {}), () => ({})));

/** The files that every page loads after the script, with the type of each. */
const NEXT = { 'secure-score.wasm': 'application/wasm', 'card.json': 'application/json' };

/** The lines by which a page loads the widget's files sooner. */
function preloads(files, folder) {
  const next = Object.entries(NEXT).filter(([name]) => files[name]).map(([name, type]) =>
    `<link rel="preload" as="fetch" crossorigin type="${type}" href=${quoted(new URL(files[name].file, folder).href)}>`);
  return [`<link rel="modulepreload" href=${quoted(new URL(SCRIPT, folder).href)}>`, ...next];
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
  const files = await built();
  const integrity = files[SCRIPT]?.integrity;
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
    '<!-- To load sooner. The names change with each release: -->',
    ...preloads(files, folder),
    '',
  ].join('\n');
}
