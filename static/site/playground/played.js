// The API, played in the page: no network, no server of ours, no token that opens anything.

import { failure } from './failures.js';

/** Below this address, which no server needs to have, the page answers by itself. */
const root = new URL('sample/played/', document.baseURI);

const scene = { score: 340, hours: 0, goodFirst: false, answered: 0, failure: undefined };

/** Begins a scene: a failure or none, the score, how many hours old it is, and whether a good answer comes first. */
export function begin({ failure: id, score, hours, goodFirst }) {
  Object.assign(scene, { failure: failure(id), score, hours, goodFirst, answered: 0 });
}

/** Changes the score of the scene that plays. */
export const setScore = (score) => { scene.score = score; };

/** The `api-base` of a scene; each has its own, so that a gauge starts over. */
export const base = ({ fail, first }) => failure(fail)?.base ?? `sample/played/${fail}${first ? '/later' : ''}`;

/** The `src` of a scene that is about age: the age of a file counts from its own `time`. */
export const file = ({ fail, hours }) => `sample/played/${fail}/${Number(hours)}/score.json`;

/** Whether a good answer was the first of a scene, and a failure is to follow. */
export const failsNext = () => scene.goodFirst && scene.answered === 1 && Boolean(scene.failure?.api);

/** Whether the page answers an address by itself. */
export const isPlayed = (url) => url.startsWith(root.href);

/** The answer to a request below the address. Rejects, as `fetch` does, when the request is given up. */
export function reply(request) {
  const given = new Promise((_, reject) => {
    const giveUp = () => reject(request.signal.reason);
    if (request.signal.aborted) giveUp();
    request.signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([played(request), given]);
}

async function played(request) {
  const good = scene.goodFirst && scene.answered === 0;
  scene.answered += 1;
  if (!good && scene.failure?.api) return scene.failure.api(request);
  if (scene.failure?.delay) await new Promise((resolve) => setTimeout(resolve, scene.failure.delay));
  return documented(request.url);
}

/** The documented answer, with the score of the scene. */
function documented(url) {
  const exposure = url.includes('/api/exposureScore');
  const kind = exposure ? 'ExposureScore' : 'ConfigurationScore';
  const body = {
    '@odata.context': `https://api.securitycenter.microsoft.com/api/$metadata#${kind}/$entity`,
    time: new Date(Date.now() - scene.hours * 3_600_000).toISOString(),
    score: exposure ? Math.min(scene.score, 100) : scene.score,
  };
  return new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/json; odata.metadata=minimal; charset=utf-8', date: new Date().toUTCString() },
  });
}

/** The `getToken` of the scene that plays. */
export function token() {
  const good = scene.goodFirst && scene.answered === 0;
  return good || !scene.failure ? 'played-token' : scene.failure.token();
}
