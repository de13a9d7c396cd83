// From the view to the gauge, by what any host page may use: attributes, properties, methods.

import { chosen } from './clouds.js';
import * as played from './played.js';
import { failure } from './failures.js';

export const gauge = document.querySelector('secure-score-gauge');

/** The attributes that have a control of their own name. */
const plain = ['metric', 'max', 'bands', 'target', 'format', 'heading', 'refresh-interval', 'stale-after', 'time-zone', 'lang', 'dir'];

/** Every attribute of a view; those that are not set are left out. */
export function attributes(view) {
  const all = { ...source(view) };
  for (const name of plain) if (view[name]?.trim()) all[name] = view[name].trim();
  if (view['no-help']) all['help-base'] = '';
  else if (view['help-base'].trim()) all['help-base'] = view['help-base'].trim();
  return all;
}

function source(view) {
  switch (view.source) {
    case 'api': return { 'api-base': chosen(view).base };
    case 'file': return { src: view.src.trim() || 'sample/score.json' };
    case 'values': return {};
    default: return failure(view.fail)?.aged ? { src: played.file(view) } : { 'api-base': played.base(view) };
  }
}

/** The `snapshot` of a view. */
export const snapshot = (view) => (view.source === 'values' && view.score.trim()
  ? { score: Number(view.score), time: view.time.trim() || started }
  : null);

/** A time for scores that are typed in without one. */
const started = new Date().toISOString();

let before = {};

/** Brings the gauge from the view before to this one. Gives whether its source is another. */
export function show(view) {
  const scene = JSON.stringify([view.source, view.fail, view.hours, view.first]);
  const isNew = scene !== before.scene;
  if (view.source === 'sample') {
    const score = Number(view.sample);
    if (isNew) played.begin({ failure: view.fail, score, hours: failure(view.fail)?.aged ? Number(view.hours) : 0, goodFirst: Boolean(view.first) });
    else played.setScore(score);
  }
  const wanted = attributes(view);
  for (const name of ['api-base', 'src', 'help-base', ...plain]) {
    if (name in wanted && gauge.getAttribute(name) !== wanted[name]) gauge.setAttribute(name, wanted[name]);
    if (!(name in wanted)) gauge.removeAttribute(name);
  }
  const given = snapshot(view);
  if (JSON.stringify(given) !== before.given) gauge.snapshot = given;
  if (before.source !== view.source) gauge.getToken = view.source === 'sample' ? played.token : null;
  const again = !isNew && view.source === 'sample' && before.sample !== view.sample;
  before = { scene, source: view.source, given: JSON.stringify(given), sample: view.sample };
  if (again) ask();
}

/** Lets the gauge forget its token and its callback. */
export function forget() {
  gauge.clearToken?.();
  gauge.getToken = null;
}

/** Asks now; the events tell what came of it. */
export const ask = () => gauge.refresh?.().catch(() => {});

gauge.addEventListener('secure-score-load', () => {
  if (played.failsNext()) ask();
});
