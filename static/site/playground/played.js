// The simulated API: no network, no server of ours, no token that opens anything.

import { failure } from './failures.js';

/** The page answers every address below this one by itself. No server needs to have it. */
const root = new URL('sample/played/', document.baseURI);
const DAY = 86_400_000;

const scene = { score: 640, hours: 0, once: false, goodFirst: false, answered: 0, failure: undefined };

/**
 * Begins a scene: a failure or none, the score, its age in hours, whether it fails only once, and
 * whether a good answer comes first.
 */
export function begin({ failure: id, score, hours, once, goodFirst }) {
  Object.assign(scene, { failure: failure(id), score, hours, once, goodFirst, answered: 0 });
}

/** Changes the score of the scene that plays. */
export const setScore = (score) => { scene.score = score; };

/**
 * The `api-base` of a scene. Each has its own, so that a gauge starts over; a failure of one
 * request is an event of the good one.
 */
export function base({ fail, when }) {
  const played = failure(fail);
  const timing = played?.api ? when : 'always';
  return played?.base ?? `sample/played/${timing === 'next' ? 'none' : fail}${timing === 'later' ? '/later' : ''}`;
}

/** The `src` of a scene that is about age: the age of a file counts from its own `time`. */
export const file = ({ fail, hours }) => `sample/played/${fail}/${Number(hours)}/score.json`;

/** Whether a good answer was the first of a scene, and a failure is to follow. */
export const failsNext = () => scene.goodFirst && scene.answered === 1 && Boolean(scene.failure?.api);

/** Ends a failure that is for one request only. */
export function recover() {
  if (scene.once) scene.failure = undefined;
}

/** Whether the page answers an address by itself. */
export const isPlayed = (url) => url.startsWith(root.href);

/**
 * The answer to a request below the address. Rejects, as `fetch` does, when the request is given
 * up.
 */
export function reply(request) {
  const given = new Promise((_, reject) => {
    const giveUp = () => reject(request.signal.reason);
    if (request.signal.aborted) giveUp();
    request.signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([played(request), given]);
}

async function played(request) {
  if (request.url.endsWith('/history.json')) return json(past());
  const good = scene.goodFirst && scene.answered === 0;
  scene.answered += 1;
  if (!good && scene.failure?.api) return scene.failure.api(request);
  if (scene.failure?.delay) await new Promise((resolve) => setTimeout(resolve, scene.failure.delay));
  return json(documented(request.url));
}

const json = (body) => new Response(JSON.stringify(body), {
  headers: { 'content-type': 'application/json; odata.metadata=minimal; charset=utf-8', date: new Date().toUTCString() },
});

/** The exposure score of the scene: what is not secure is exposed. */
const exposure = () => Math.round(1000 - scene.score) / 10;

/** The documented answer, with the score of the scene. */
function documented(url) {
  const context = (kind) => `https://api.securitycenter.microsoft.com/api/$metadata#${kind}`;
  const time = new Date(Date.now() - scene.hours * 3_600_000).toISOString();
  if (url.endsWith('/ByMachineGroups')) {
    const group = (rbacGroupName, score) => ({ time, score, rbacGroupName });
    return { '@odata.context': context('ExposureScore'), value: [group('Servers', exposure()), group('Workstations', exposure() / 2)] };
  }
  const isExposure = url.includes('/api/exposureScore');
  return {
    '@odata.context': context(`${isExposure ? 'ExposureScore' : 'ConfigurationScore'}/$entity`),
    time,
    score: isExposure ? exposure() : scene.score,
  };
}

/** Sixty days of a score that rose, fell once and has gaps, as a published history has them. */
function past() {
  const points = [];
  for (let day = 60; day >= 1; day -= 1) {
    if (day % 17 === 0) continue;
    const score = Math.max(0, Math.round(scene.score - day * 2.5 - (day < 25 && day > 18 ? 60 : 0) + 12 * Math.sin(day)));
    points.push({ time: new Date(Date.now() - day * DAY).toISOString(), score, ...(day === 24 ? { note: 'New devices enrolled' } : {}) });
  }
  return { points };
}

/** The `getToken` of the scene that plays. */
export function token() {
  const good = scene.goodFirst && scene.answered === 0;
  return good || !scene.failure ? 'played-token' : scene.failure.token();
}
