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

/**
 * The folder of the widget, the page's origin, the attributes, and the address that the gauge asks.
 */
export function places(view) {
  const folder = absolute(view.place, document.baseURI) ?? new URL('https://widgets.example/');
  const site = absolute(view.site, document.baseURI) ?? new URL('https://portal.example');
  const asked = attributes(hosted(view, folder.href));
  const address = asked.src ?? asked['api-base'];
  return { folder, site, asked, source: address && absolute(address, site) };
}

/**
 * A view as a host will have it: without the simulated API, and without the address of this
 * machine.
 */
export function hosted(view, folder) {
  const host = { ...view, history: view.history.trim() === PAST ? 'history.json' : view.history };
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
