// The diagnosis: the causes that keep a gauge from its score, for the person who sets it up.

import { readAsset } from './assets.js';
import { ownOrigin } from './destination.js';

const TEXTS = 'advice.json';
/** An answer that takes longer is worth a word, in milliseconds. */
const SLOW = 5_000;
/** Clocks that differ by more are worth a word, in milliseconds. */
const SKEW = 60_000;

/**
 * Tries the way to a score, step by step. Resolves to a list of `{ check, ok, advice }`; a step
 * that could not be tried is not in it.
 *
 * `blocked` is the error that keeps the wasm from running, `address` where the score comes from (if
 * it is asked for at all), and `refresh` asks for it as the gauge does.
 */
export async function diagnose({ blocked, address, refresh }) {
  const texts = await readAsset(TEXTS).catch(() => ({}));
  const report = [];
  const tell = (check, wrong) => report.push(Object.freeze({ check, ok: !wrong, advice: texts[wrong || check] ?? String(wrong || 'ok') }));

  tell('wasm', blocked?.code);
  if (blocked) return report;

  const refusals = watchPolicy(address);
  const started = Date.now();
  const wrong = await refresh().then(() => Date.now() - started > SLOW && 'slow', (error) => error.code ?? 'crashed');
  const met = address && (await meet(address));
  // The browser tells of a refusal in a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  const refused = refusals();
  const unreached = wrong === 'network' || wrong === 'timeout';
  if (address) tell('csp', refused && 'csp-refused');
  if (address && !refused) {
    tell('cors', unreached && (await whyUnreached(address)));
    if (met.clock) tell('clock', Math.abs(met.clock - Date.now()) > SKEW && 'skew');
  }
  const tokenIsWrong = ['token', 'unauthorized', 'forbidden', 'disabled'].some((word) => wrong && wrong.includes(word));
  if (!unreached) tell('token', tokenIsWrong && wrong);
  tell('api', wrong);
  return report;
}

/**
 * Watches for a Content-Security-Policy that refuses an address, until the function that this gives
 * is called.
 */
function watchPolicy(address) {
  let refused = false;
  const listen = ({ blockedURI }) => {
    refused ||= address !== undefined && blockedURI.split('?')[0] === address.split('?')[0];
  };
  document.addEventListener('securitypolicyviolation', listen);
  return () => {
    document.removeEventListener('securitypolicyviolation', listen);
    return refused;
  };
}

/**
 * What the clock at an address shows, where anything answers that a page may read. No token is
 * sent, and no redirect is followed: it could lead to a host that nobody configured.
 */
async function meet(address) {
  try {
    const { headers } = await fetch(address, {
      __proto__: null,
      mode: 'cors',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    });
    return { clock: Date.parse(headers.get('date')) };
  } catch {
    return {};
  }
}

/**
 * Why nothing answers: offline, by the browser's word; this network's own addresses, by the
 * reader's; or one of the rest.
 */
async function whyUnreached(address) {
  if (!navigator.onLine) return 'offline';
  try {
    const { state } = await navigator.permissions.query({ __proto__: null, name: 'local-network-access' });
    if (state === 'denied') return 'local-network';
  } catch {
    // Most browsers know no such permission.
  }
  // The page's own origin needs nobody's leave.
  return new URL(address).origin === ownOrigin() ? 'unreachable' : 'cors-refused';
}
