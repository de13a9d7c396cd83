// The playground: from the form to the gauges, to the texts, to the address, whenever anything
// changes.
//
// It runs before the widget's script, so that the gauge finds its attributes and the page's `fetch`
// in place.

import { settle, watch } from './wire.js';
import { showWarnings, watchWarnings } from './warnings.js';
import * as address from './address.js';
import { offer as offerClouds } from './clouds.js';
import { offer as offerFailures, failure } from './failures.js';
import { offer as offerPresets, preset } from './presets.js';
import * as properties from './properties.js';
import { gauge, gauges, show, ask, attributes } from './widget.js';
import { requestText, target } from './request.js';
import { summary, answerText, timing } from './answer.js';
import { note, follow, clear } from './log.js';
import { say } from './copy.js';
import { isLoopback } from './embed/places.js';
import { showFiles } from './embed/files.js';
import { policy, cors } from './embed/policy.js';
import { pins } from './embed/pins.js';
import { hasToken, showReceiver } from './token.js';
import * as stage from './stage.js';
import { isBroken, crashWhenLoaded } from './broken.js';
import { clearDiagnosis, offer as offerDiagnosis } from './diagnosis.js';
import { offer as offerExport } from './export.js';

const form = document.querySelector('#controls');
const at = (id) => document.getElementById(id);

offerClouds(form.elements.cloud);
offerFailures(form.elements.fail);
properties.offer(form, at('properties'));
if (!isLoopback(location)) form.elements.place.defaultValue = new URL('.', document.baseURI).href;
const defaults = address.read(form);
let view;

function render() {
  const before = view;
  view = address.read(form);
  address.write(form, view, defaults);
  if (before && needsReload(before, view)) {
    location.reload();
    return;
  }
  clearDiagnosis();
  at('asked').textContent = '';
  if (before && target(before)?.url.href !== target(view)?.url.href) {
    at('answer').textContent = 'No request yet.';
    at('timing').textContent = '';
  }
  for (const part of document.querySelectorAll('[data-when]')) part.hidden = !address.holds(part.dataset.when, view);
  settle((url) => url === target(view)?.url.href);
  // First of all: a token belongs to the API that was chosen, and to none that follows.
  showReceiver(view);
  show(view);
  stage.dress(view);
  properties.style(view, gauges());
  showWarnings(form, attributes(view));
  at('css').textContent = properties.css(view);
  at('request').textContent = requestText(view);
  showFiles(view);
  at('policy').textContent = policy(view);
  at('cors').textContent = cors(view);
  at('sample-score').textContent = view.sample;
  showGauge();
  const shown = view;
  pins(view).then((text) => { if (view === shown) at('pins').textContent = text; });
}

/** The widget starts, and stops, once per page. */
const needsReload = (before, now) =>
  [before, now].some((one) => one.source === 'sample' && failure(one.fail)?.reload) &&
  (before.source !== now.source || before.fail !== now.fail);

/** Takes the view of the address. */
function restore() {
  stage.offerWidth(form.elements.width, address.linked().get('width'));
  address.restore(form, defaults);
  render();
}

function showGauge() {
  at('state').textContent = gauge.state ?? 'the widget is missing';
  at('state').dataset.state = gauge.state;
  at('made').textContent = JSON.stringify({ state: gauge.state, score: gauge.score, attributes: attributes(view) }, null, 2);
}

const noted = new WeakSet();

/** One line in the log per exchange: once its status, or its failure, is known. */
function isNews(exchange) {
  if (noted.has(exchange) || (exchange.status === undefined && !exchange.failed)) return false;
  noted.add(exchange);
  return true;
}

watch((exchange) => {
  if (isNews(exchange)) note('request', summary(exchange));
  at('answer').textContent = answerText(exchange);
  at('timing').textContent = timing(exchange);
});
watchWarnings(() => showWarnings(form, attributes(view)));

follow(gauge);
for (const name of ['secure-score-state', 'secure-score-load', 'secure-score-error']) gauge.addEventListener(name, showGauge);
gauge.addEventListener('secure-score-error', ({ detail }) => { at('no-wasm').hidden = detail.code !== 'wasm-blocked'; });

const isOurs = (control) => control.form === form && Boolean(control.name);

form.addEventListener('submit', (event) => event.preventDefault());
// A half-typed address or number means nothing yet: those wait until the field is left, or Enter.
// Some controls stand elsewhere on the page, so the document listens, and not the form.
document.addEventListener('input', ({ target: control }) => { if (isOurs(control) && !('whole' in control.dataset)) render(); });
document.addEventListener('change', ({ target: control }) => { if (isOurs(control)) render(); });
addEventListener('hashchange', restore);

at('ask').addEventListener('click', async () => {
  at('asked').textContent = '';
  try {
    await ask();
  } catch (error) {
    const missing = view.source === 'api' && !hasToken();
    at('asked').textContent = missing ? 'No request: a token is missing. Paste one under Token, or load a sign-in module.' : error.message;
  }
});
at('clear').addEventListener('click', clear);
at('share').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    say('The link is copied. It holds no token.');
  } catch {
    say('The link is this page’s address. It holds no token.');
  }
});
at('start-over').addEventListener('click', () => {
  address.fill(form, {}, defaults);
  render();
});
at('unlink').addEventListener('click', () => {
  form.elements.cloud.value = defaults.cloud;
  render();
});
offerPresets((name) => {
  address.fill(form, preset(name, view, defaults), defaults);
  render();
});
stage.offerHandle(form.elements.width);
stage.offerFullScreen(at('whole'), () => say('This browser allows no full screen here.'));

restore();
stage.float();
crashWhenLoaded(gauge);
at('needs-server').remove();
document.documentElement.dataset.ready = '';

customElements.whenDefined('secure-score-gauge').then(() => {
  if (isBroken) note('playground', 'This page was loaded with a widget that fails. Any other choice loads it again.');
  offerDiagnosis(gauge);
  offerExport(gauge);
  showGauge();
});
