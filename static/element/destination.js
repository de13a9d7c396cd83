// Where a token may go. What decides is src/feed/source.rs; this is for the time before the wasm is
// there, and never allows more.

import { trimmed } from './attributes.js';
import { attributes } from './generated.js';

const [, DEFAULT_API_BASE] = attributes['api-base'];

/** The origins to which alone a token may go; `null` for any that is safe. */
let allowed = null;

/**
 * The page's own origin: that of its creator in a `srcdoc` frame, and "null" in an opaque sandbox.
 * A page's own variable may have taken the name; the address of a page cannot be replaced.
 */
export function ownOrigin() {
  const { origin } = globalThis;
  return origin === 'null' || location.protocol === 'about:' ? origin : location.origin;
}

export const allowedOrigins = () => allowed;

/** Sets the list, once. */
export function allowOrigins(list) {
  if (allowed) throw new TypeError('allowedOrigins: it is set already, and stays as it is');
  const origins = Array.isArray(list) ? [...list] : undefined;
  if (!origins?.every((origin) => typeof origin === 'string' && isOrigin(origin))) {
    throw new TypeError("allowedOrigins: expected a list of https origins such as 'https://api.security.microsoft.com', without paths");
  }
  allowed = Object.freeze(origins);
}

function isOrigin(text) {
  try {
    const url = new URL(text);
    return url.origin === text && isSafe(url);
  } catch {
    return false;
  }
}

/** https, loopback, or the page's own origin. */
function isSafe({ protocol, hostname, origin, username, password }) {
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && (origin === ownOrigin() || isLoopback(hostname)));
}

/** A host as `URL` writes it, which is an address if it is digits and points alone. */
const isLoopback = (host) => host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' ||
  (host.startsWith('127.') && [...host].every((letter) => '.0123456789'.includes(letter)));

/** The root of a gauge's API at this moment. */
function rootOf(gauge) {
  const text = gauge.getAttribute('api-base');
  if (!trimmed(text ?? '')) return new URL(DEFAULT_API_BASE);
  try {
    return new URL(text, gauge.baseURI);
  } catch {
    return new URL(DEFAULT_API_BASE);
  }
}

/** The origin of a gauge's API at this moment, if a token may go there. */
export function destination(gauge) {
  const root = rootOf(gauge);
  return isSafe(root) && (allowed?.includes(root.origin) ?? true) ? root.origin : undefined;
}
