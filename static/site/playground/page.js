// The playground: from the form to the gauge, to the texts, to the address, whenever anything changes.
//
// It runs before the widget's script, so that the gauge finds its attributes and the page's `fetch` in place.

import { settle, watch } from './wire.js';
import * as address from './address.js';
import { offer as offerClouds } from './clouds.js';
import { offer as offerFailures, failure } from './failures.js';
import { gauge, show, ask, attributes } from './widget.js';
import { requestText, target } from './request.js';
import { summary, answerText, timing } from './answer.js';
import { note, follow, clear } from './log.js';
import { say } from './copy.js';
import { snippet, script, policy, cors, pins } from './takeaway.js';
import { showReceiver } from './token.js';
import { dress } from './theme.js';
import { isBroken, crashWhenLoaded } from './broken.js';
import { offer as offerDiagnosis } from './diagnosis.js';

const form = document.querySelector('#controls');
const at = (id) => document.getElementById(id);

offerClouds(form.elements.cloud);
offerFailures(form.elements.fail);
form.elements.place.defaultValue = new URL('.', document.baseURI).href;
const defaults = address.read(form);
let view;

function render() {
  const before = view;
  view = address.read(form);
  address.write(view, defaults);
  if (before && needsReload(before, view)) {
    location.reload();
    return;
  }
  for (const part of form.querySelectorAll('[data-when]')) part.hidden = !isFor(part.dataset.when);
  settle((url) => url === target(view)?.url.href);
  // First of all: a token belongs to the API that was chosen, and to nothing that follows.
  showReceiver(view);
  show(view);
  dress(view);
  at('request').textContent = requestText(view);
  at('snippet').textContent = snippet(view);
  at('policy').textContent = policy(view);
  at('cors').textContent = cors(view);
  at('script-part').hidden = !script(view);
  at('script-name').textContent = script(view)?.name ?? '';
  at('script').textContent = script(view)?.text ?? '';
  at('sample-score').textContent = view.sample;
  const shown = view;
  pins(view).then((text) => { if (view === shown) at('pins').textContent = text; });
}

/** The widget starts, and stops, once a page. */
const needsReload = (before, now) =>
  [before, now].some((one) => one.source === 'sample' && failure(one.fail)?.reload) &&
  (before.source !== now.source || before.fail !== now.fail);

/** `source=api cloud=own`: every pair must hold. */
const isFor = (condition) => condition.split(' ').every((pair) => {
  const [name, values] = pair.split('=');
  return values.split('|').includes(view[name]);
});

function showGauge() {
  at('state').textContent = gauge.state ?? 'the widget is not there';
  at('state').dataset.state = gauge.state;
  at('made').textContent = JSON.stringify({ state: gauge.state, score: gauge.score, attributes: attributes(view) }, null, 2);
}

const noted = new WeakSet();

/** One line in the log for each exchange: once its status, or its failure, is known. */
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

follow(gauge);
for (const name of ['secure-score-state', 'secure-score-load', 'secure-score-error']) gauge.addEventListener(name, showGauge);
gauge.addEventListener('secure-score-error', ({ detail }) => { at('no-wasm').hidden = detail.code !== 'wasm-blocked'; });

const isOurs = (control) => control.form === form && Boolean(control.name);

form.addEventListener('submit', (event) => event.preventDefault());
// A half-typed address or number means nothing yet: those wait until the field is left, or Enter.
// Some controls stand elsewhere on the page, so the document listens, and not the form.
document.addEventListener('input', ({ target: control }) => { if (isOurs(control) && !('whole' in control.dataset)) render(); });
document.addEventListener('change', ({ target: control }) => { if (isOurs(control)) render(); });
addEventListener('hashchange', () => {
  address.restore(form, defaults);
  render();
});

at('ask').addEventListener('click', ask);
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
  form.reset();
  render();
});

address.restore(form, defaults);
render();
crashWhenLoaded(gauge);
at('needs-server').remove();
document.documentElement.dataset.ready = '';

customElements.whenDefined('secure-score-gauge').then(() => {
  if (isBroken) note('playground', 'This page was loaded with a widget that fails. Choose something else, and it loads again.');
  offerDiagnosis(gauge);
  showGauge();
});
