// The widget's own name, and the files that its script loads.

import { assets } from './built.js';
import { styleCards } from './style.js';

export const TAG = 'secure-score-gauge';
const WASM = 'secure-score.wasm';
const PAST = 'secure-score-past.wasm';
const CARD = 'card.json';

let base;
let isFixed = false;
let prepared;
let past;

/** The address of an asset. */
function assetUrl(name) {
  const [file, , beside] = assets[name];
  return base ? new URL(`assets/${file}`, base) : beside();
}

/** The folder of the assets. */
export const assetFolder = () => new URL('.', assetUrl(WASM)).href;

/**
 * The page about errors, or nothing where a bundler has moved the assets: they have other names
 * then, and the page is not beside them.
 */
export function helpPage() {
  const { href } = assetUrl(WASM);
  return href.endsWith(`/assets/${assets[WASM][0]}`) ? new URL('../help.html', href).href : '';
}

/**
 * Takes the URL of the folder that contains `assets/`, for builds that move files.
 *
 * It must be called before the first gauge is connected; later it throws.
 */
export function setBasePath(url) {
  if (isFixed) throw new Error('setBasePath: expected to be called before the first gauge is connected, but there is one already');
  const folder = new URL(url, globalThis.document?.baseURI);
  folder.pathname = folder.pathname.replace(/\/*$/, '/');
  folder.search = folder.hash = '';
  base = folder;
  prepared = undefined;
}

/** A gauge is connected: from now on the files are where they are. */
export const fixBasePath = () => { isFixed = true; };

const ask = (name, cache) => fetch(assetUrl(name), { __proto__: null, integrity: assets[name][1], cache });

/**
 * Fetches an asset. One that does not match its integrity value is asked for once more past the
 * cache, which may hold the file of another build; then it is refused.
 */
async function get(name) {
  if (!assets[name]) throw new Error(`expected an asset of this widget, but got ${name}`);
  try {
    return await ask(name, 'default');
  } catch {
    return ask(name, 'reload').catch(async (error) => {
      throw new Error(`${assetUrl(name)} ${await fault(name)} (${error.message})`);
    });
  }
}

/** Tells why an asset was refused, as far as a page can know. */
async function fault(name) {
  try {
    const { ok, status, headers } = await fetch(assetUrl(name), { __proto__: null, method: 'HEAD' });
    if (/html/.test(headers.get('content-type'))) {
      return `is a page (HTML, status ${status}) and not the file: the server has no such file; publish the folder assets/, or name its place by setBasePath`;
    }
    return ok
      ? 'was asked for twice, the second time past the cache, and is not what this script was built with: publish all files of one build, unaltered'
      : `was asked for twice, and the server has no such file (status ${status}): publish the folder assets/`;
  } catch {
    return 'was asked for twice and did not come';
  }
}

// A server may not know the type of wasm, which streaming needs.
async function compile(name) {
  const response = await get(name);
  return response.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** Resolves to what is in a JSON file of the widget. */
export const readAsset = async (name) => (await get(name)).json();

/**
 * Asks for what every page needs, once: promises of the wasm, compiled, and of the style of cards,
 * taken. Nothing runs yet.
 */
export function prepare() {
  prepared ??= [compile(WASM), readAsset(CARD).then(({ css }) => styleCards(css))];
  // The caller that needs them hears of a failure.
  for (const one of prepared) one.catch(() => {});
  return prepared;
}

/**
 * Asks for the part of the wasm that reads past scores, once: a promise of it, compiled, or of
 * nothing where all of the wasm is one file.
 */
export function preparePast() {
  if (!past) {
    past = assets[PAST] ? compile(PAST) : Promise.resolve();
    // The next gauge asks again: the network may be back.
    past.catch(() => { past = undefined; });
  }
  return past;
}

/**
 * What every page needs, for a page that has no gauge yet: whoever imports the script may call
 * `setBasePath` first.
 */
export const prepareSoon = () => { setTimeout(prepare); };
