// The page's own `fetch`, between the gauge and the network. Any host page can wrap `fetch` so, and
// the gauge cannot tell. It does two things: it answers requests to the simulated API, and it
// watches the gauge's requests and their responses.

import { reply, isPlayed } from './played.js';
import { broken } from './broken.js';

/** As much of a body as is shown: what the gauge reads itself. */
const SHOWN = 65_536;

const network = globalThis.fetch.bind(globalThis);
const listeners = new Set();

/**
 * Calls `listener` with each exchange of the gauge when it begins, and whenever more of it is
 * known.
 */
export const watch = (listener) => listeners.add(listener);

const tell = (exchange) => listeners.forEach((listener) => listener(exchange));

let watched = () => false;

/** Settles which requests are the gauge's: those for whose address `isGauges` is true. */
export const settle = (isGauges) => { watched = isGauges; };

globalThis.fetch = (input, options) => {
  const request = new Request(input, options);
  const send = () => (isPlayed(request.url) ? reply(request) : network(input, options));
  const breakage = broken(request.url);
  if (breakage) return breakage;
  return watched(request.url) ? exchange(request, send) : send();
};

async function exchange(request, send) {
  const { method, url } = request;
  // Nothing of the request is kept but this: in a header of it is the token.
  const seen = { method, url, authorized: request.headers.has('authorization'), played: isPlayed(url), begun: new Date(), took: {} };
  const start = performance.now();
  tell(seen);
  try {
    const response = await send();
    seen.took.head = performance.now() - start;
    Object.assign(seen, { status: response.status, statusText: response.statusText, type: response.type, headers: [...response.headers] });
    tell(seen);
    if (response.body) finish(seen, response.clone(), start);
    else finished(seen, '', start);
    return response;
  } catch (error) {
    seen.took.all = performance.now() - start;
    seen.failed = request.signal.aborted ? 'The gauge stopped waiting.' : 'No readable response.';
    tell(seen);
    throw error;
  }
}

async function finish(seen, response, start) {
  const parts = [];
  let length = 0;
  const reader = response.body.getReader();
  try {
    while (length <= SHOWN) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
    }
    // A body without end must not fill the memory.
    reader.cancel().catch(() => {});
  } catch {
    seen.torn = true;
  }
  finished(seen, new TextDecoder().decode(await new Blob(parts).arrayBuffer()).slice(0, SHOWN), start);
}

function finished(seen, body, start) {
  seen.took.all = performance.now() - start;
  seen.body = body;
  tell(seen);
}
