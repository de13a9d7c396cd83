// The lines for a host's servers: additions to the page's policy, and the headers that other
// origins must send.

import { chosen } from '../clouds.js';
import { places } from './places.js';

/** The sources to add to the policy that a page has. It takes nothing away. */
export function policy(view) {
  const { folder, site, source, past } = places(view);
  const framed = view.embed === 'iframe';
  const login = view.source === 'api' ? [chosen(view).login] : [];
  // The page's own module: for a token, a snapshot or a frame.
  const ownScript = framed || view.source === 'api' || view.source === 'values';
  const named = (url) => (url.origin === site.origin ? "'self'" : url.origin);
  const lines = {
    'script-src': [named(folder), ...(framed ? [] : ["'wasm-unsafe-eval'"]), ...(ownScript ? ["'self'"] : [])],
    'connect-src': [...(framed ? [] : [folder, source, past].filter(Boolean).map(named)), ...login],
    // MSAL renews in a hidden frame.
    'frame-src': [...(framed ? [named(folder)] : []), ...(login.length > 0 ? ["'self'", ...login] : [])],
  };
  const written = Object.entries(lines).filter(([, sources]) => sources.length > 0);
  return `${written.map(([name, sources]) => `${name} ${[...new Set(sources)].join(' ')};`).join('\n')}\n`;
}

/** The headers that servers of other origins must send to the page's. */
export function cors(view) {
  const { folder, site, source, past } = places(view);
  const lines = [];
  if (folder.origin !== site.origin) lines.push(`# ${folder.origin}, with the widget’s files`, 'Access-Control-Allow-Origin: *', '');
  // A frame asks from the widget's own origin.
  const asker = view.embed === 'iframe' ? folder.origin : site.origin;
  if (view.source === 'api' && source && source.origin !== asker) {
    lines.push(`# ${source.origin}, to OPTIONS and to GET`, `Access-Control-Allow-Origin: ${asker}`,
      'Access-Control-Allow-Methods: GET', 'Access-Control-Allow-Headers: Authorization',
      'Access-Control-Expose-Headers: Retry-After, WWW-Authenticate', '');
  }
  for (const [url, name] of [[view.source === 'api' ? undefined : source, 'file'], [past, 'history']]) {
    if (!url || url.origin === asker || url.origin === folder.origin) continue;
    lines.push(`# ${url.origin}, with the ${name}, and with a 304 for it`, 'Access-Control-Allow-Origin: *', '');
  }
  return lines.length > 0 ? lines.join('\n') : 'None: everything is on the page’s own origin.\n';
}
