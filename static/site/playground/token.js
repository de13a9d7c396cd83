// The token: from the password field or from a host's module to the gauges. The page keeps no copy
// of it.

import { chosen, isMicrosoft } from './clouds.js';
import { linked } from './address.js';
import { gauges, forget } from './widget.js';
import { note } from './log.js';
import { mayReceive } from './question.js';
import { findings } from './token-check.js';

const [field, module, where, held, checked] = ['token', 'module', 'where', 'held', 'checked'].map((id) => document.getElementById(id));
/** Where the token would go now, and the origin that has it. */
let receiver;
let owner;

/**
 * Names who would get the token of a view. A token of another origin is cleared before anything
 * goes to this one.
 */
export function showReceiver(view) {
  const base = chosen(view).base;
  receiver = URL.canParse(base, document.baseURI) ? new URL(base, document.baseURI) : undefined;
  if (owner !== undefined && (view.source !== 'api' || receiver?.origin !== owner)) drop('The source changed, so the token is cleared.');
  const foreign = receiver !== undefined && receiver.origin !== location.origin && !isMicrosoft(receiver);
  where.textContent = receiver ? `It will be sent to ${receiver.origin}, and nowhere else.` : 'The address of the API is invalid.';
  if (foreign) where.textContent += ' That is not one of Microsoft’s hosts.';
  where.classList.toggle('warning', foreign);
  showLink(view, foreign);
}

/** A link that sets a foreign host says so at the top of the page. */
function showLink(view, foreign) {
  const isLinked = foreign && view.source === 'api' && view.base === arrived;
  document.querySelector('#linked').hidden = !isLinked;
  if (isLinked) {
    document.querySelector('#linked-to').textContent =
      `This link sets the API to ${receiver.origin}, which is not one of Microsoft’s hosts. No token goes there unless you agree.`;
  }
}

/** The address that the link came with, if any. */
let arrived = linked().get('base');
addEventListener('hashchange', () => { arrived = linked().get('base'); });

/** Whether a gauge can ask the API of a view. */
export const hasToken = () => owner !== undefined;

function drop(sentence) {
  forget();
  owner = undefined;
  field.value = '';
  checked.replaceChildren();
  held.textContent = sentence;
}

/**
 * Whether the reader lets `to` have a token, and it still is the receiver: the page's opener can
 * change the fragment, and so the view, at any time.
 */
async function agrees(to) {
  const isAgreed = to !== undefined && to === receiver && (await mayReceive(to));
  if (!to) held.textContent = 'The address of the API is invalid.';
  else if (to !== receiver) held.textContent = 'The view changed meanwhile, so nothing was sent. Check the address, and try again.';
  else if (!isAgreed) held.textContent = `Cancelled: nothing was sent to ${to.origin}.`;
  else return true;
  return false;
}

async function give() {
  if (!field.value.trim()) {
    held.textContent = 'The field is empty. Paste an access token.';
    field.focus();
    return;
  }
  if (!(await agrees(receiver))) return;
  for (const gauge of gauges()) gauge.setToken(field.value.trim());
  field.value = '';
  checked.replaceChildren();
  owner = receiver.origin;
  held.textContent = 'The gauge has the token, and the field is empty again. No script can read it back.';
}

async function load() {
  // The one that the page names now, while the reader presses the button.
  const to = receiver;
  const url = new URL(module.value.trim(), document.baseURI);
  if (url.origin !== location.origin) {
    held.textContent = `Expected a module on this page’s origin, got one from ${url.origin}: the page’s policy runs scripts of its own origin only.`;
    return;
  }
  try {
    const { default: getToken } = await import(url);
    if (typeof getToken !== 'function') throw new TypeError('its default export is not a function');
    if (!(await agrees(to))) return;
    const asked = (question) => {
      note('getToken', `reason: ${question.reason}`);
      return getToken(question);
    };
    for (const gauge of gauges()) gauge.getToken = asked;
    owner = receiver.origin;
    held.textContent = 'The module’s default export is the gauge’s getToken now.';
  } catch (error) {
    held.textContent = `The module gives no getToken: ${error.message}.`;
  }
}

function check() {
  const token = field.value.trim();
  const lines = token ? findings(token) : [{ text: 'The field is empty. Paste an access token.' }];
  checked.replaceChildren(...lines.map(({ ok, text }) => {
    const line = document.createElement('li');
    line.className = ok === true ? 'good' : ok === false ? 'bad' : '';
    line.textContent = text;
    return line;
  }));
}

/** In a frame of another site the page takes no token: a reader could not tell whose page it is. */
function isFramed() {
  try {
    return self !== top && !top.location.href;
  } catch {
    return true;
  }
}

document.querySelector('#give').addEventListener('click', give);
document.querySelector('#check').addEventListener('click', check);
document.querySelector('#drop').addEventListener('click', () => drop('Cleared.'));
document.querySelector('#load').addEventListener('click', load);
field.addEventListener('input', () => checked.replaceChildren());
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  give();
});
if (isFramed()) {
  document.querySelector('#tokens').disabled = true;
  document.querySelector('#framed').hidden = false;
}
