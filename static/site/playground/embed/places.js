// Where things will be at a host's: the page's origin, the widget's folder, and the attributes as
// they will stand there.

import { attributes } from '../widget.js';
import { chosen, OWN } from '../clouds.js';
import { PAST } from '../presets.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether an address is this machine's own, which no other page can use. */
export const isLoopback = (url) => LOOPBACK.includes(url.hostname) || url.hostname.endsWith('.localhost');

/** A text as an address. */
export const absolute = (text, base) => (text?.trim() && URL.canParse(text.trim(), base) ? new URL(text.trim(), base) : undefined);

/** An address as a folder's, with a slash at its end or without, as `setBasePath` reads it. */
function folderAt(url) {
  const folder = new URL(url);
  folder.pathname = folder.pathname.replace(/\/*$/, '/');
  folder.search = folder.hash = '';
  return folder;
}

/** Whether a `history` is a file's address: `off`, `local` and `local:KEY` are not. */
const isFile = (history) => history !== undefined && history !== 'off' && !/^local(:|$)/.test(history);

/**
 * The folder of the widget, the page's origin, the attributes, and the addresses that the gauge
 * asks: for the score and for a file of past scores.
 */
export function places(view) {
  const folder = folderAt(absolute(view.place, document.baseURI) ?? 'https://widgets.example/');
  const site = absolute(view.site, document.baseURI) ?? new URL('https://portal.example');
  const asked = attributes(hosted(view, folder.href));
  const address = asked.src ?? asked['api-base'];
  // In a frame, addresses are relative to the frame's.
  const base = view.embed === 'iframe' ? folder : site;
  const past = isFile(asked.history) ? absolute(asked.history, base) : undefined;
  return { folder, site, asked, source: address && absolute(address, base), past };
}

/**
 * A view as a host will have it: without the simulated API, and without the address of this
 * machine.
 */
export function hosted(view, folder) {
  const host = { ...view, history: view.history.trim() === PAST ? 'history.json' : withoutLoopback(view.history) };
  if (view.source === 'sample') return { ...host, source: 'file', src: `${folder}sample/score.json` };
  if (view.source === 'file') return { ...host, src: shipped(view.src) ? `${folder}sample/score.json` : withoutLoopback(view.src) };
  if (view.source === 'api' && view.cloud === OWN) return { ...host, base: withoutLoopback(chosen(view).base) };
  return host;
}

const shipped = (src) => !src.trim() || src.trim() === 'sample/score.json';

/** An address on this machine becomes its path, which is right behind a host's own proxy. */
function withoutLoopback(address) {
  const url = absolute(address, 'https://portal.example');
  return url && isLoopback(url) ? url.pathname : address;
}
