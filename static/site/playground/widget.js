// From the view to the gauges, by what any host page may use: attributes, properties, methods.

import { chosen } from './clouds.js';
import * as played from './played.js';
import { failure } from './failures.js';

export const gauge = document.querySelector('secure-score-gauge');

/** The second gauge of the stage, while there is one. */
let second;

/** Every gauge of the stage. */
export const gauges = () => (second ? [gauge, second] : [gauge]);

/** The attributes that have a control of their own name. */
const plain = ['metric', 'group', 'max', 'bands', 'target', 'format', 'arc', 'heading', 'history', 'drop-alert', 'actions',
  'refresh-interval', 'stale-after', 'time-zone', 'lang', 'dir'];

/** Attributes that may be set and empty, each with the box that says so. */
const emptied = { 'help-base': 'no-help', 'portal-href': 'no-portal' };

/** Every attribute of a view; those that are not set are left out. */
export function attributes(view) {
  const all = { ...source(view) };
  for (const name of plain) if (view[name]?.trim()) all[name] = view[name].trim();
  for (const [name, box] of Object.entries(emptied)) {
    if (view[box]) all[name] = '';
    else if (view[name].trim()) all[name] = view[name].trim();
  }
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

/** A time for scores that are given without one. */
const started = new Date().toISOString();

let before = {};

/** Brings the gauges from the view before to this one. */
export function show(view) {
  const scene = JSON.stringify([view.source, view.fail, view.hours, view.when]);
  const isNew = scene !== before.scene;
  const base = attributes(view)['api-base'];
  const hasScore = before.base === base;
  if (view.source === 'sample') {
    const score = Number(view.sample);
    const hours = failure(view.fail)?.aged ? Number(view.hours) : 0;
    const once = view.when === 'next';
    if (isNew) played.begin({ failure: view.fail, score, hours, once, goodFirst: view.when === 'later' || (once && !hasScore) });
    else played.setScore(score);
  }
  const given = snapshot(view);
  const change = {
    snapshot: JSON.stringify(given) !== before.given ? given : undefined,
    getToken: before.source !== view.source ? (view.source === 'sample' ? played.token : null) : undefined,
  };
  apply(gauge, attributes(view), change);
  showSecond(view, change);
  const isAsked = view.source === 'sample' && (isNew ? view.when === 'next' && hasScore : before.sample !== view.sample);
  before = { scene, source: view.source, given: JSON.stringify(given), sample: view.sample, base };
  if (isAsked) ask().catch(() => {});
}

/**
 * The second gauge has the same source and shows the same score in the other format: both share one
 * request.
 */
function showSecond(view, change) {
  if (!view.two) {
    second?.remove();
    second = undefined;
    return;
  }
  const isNew = !second;
  second ??= gauge.cloneNode(true);
  const wanted = { ...attributes(view), format: view.format === 'percent' ? 'points' : 'percent' };
  const whole = { snapshot: snapshot(view) ?? undefined, getToken: view.source === 'sample' ? played.token : undefined };
  apply(second, wanted, isNew ? whole : change);
  if (isNew) gauge.after(second);
}

function apply(element, wanted, { snapshot: given, getToken }) {
  for (const name of ['api-base', 'src', ...Object.keys(emptied), ...plain]) {
    if (name in wanted && element.getAttribute(name) !== wanted[name]) element.setAttribute(name, wanted[name]);
    if (!(name in wanted)) element.removeAttribute(name);
  }
  if (given !== undefined) element.snapshot = given;
  if (getToken !== undefined) element.getToken = getToken;
}

/** Takes token and callback from every gauge. */
export function forget() {
  for (const element of gauges()) {
    element.clearToken?.();
    element.getToken = null;
  }
}

/** Asks now. Resolves with the score, and rejects with the sentence of the card. */
export const ask = async () => gauge.refresh?.();

gauge.addEventListener('secure-score-load', () => {
  if (played.failsNext()) ask().catch(() => {});
});
gauge.addEventListener('secure-score-error', played.recover);
