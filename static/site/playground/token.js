// The token: from the password field or from a module of the host's to the gauge, and kept nowhere on the way.

import { chosen, isMicrosoft } from './clouds.js';
import { gauge, forget } from './widget.js';
import { note } from './log.js';

const field = document.querySelector('#token');
const module = document.querySelector('#module');
const where = document.querySelector('#where');
const held = document.querySelector('#held');
/** Where the token would go now, and the origin of where it did. */
let receiver;
let owner;

/** Says who would get the token of a view. What another had is forgotten before anything is sent to this one. */
export function showReceiver(view) {
  const base = chosen(view).base;
  receiver = URL.canParse(base, document.baseURI) ? new URL(base, document.baseURI) : undefined;
  if (owner !== undefined && (view.source !== 'api' || receiver?.origin !== owner)) drop('The source is another: the token is forgotten.');
  const foreign = receiver !== undefined && receiver.origin !== location.origin && !isMicrosoft(receiver);
  where.textContent = receiver ? `It will be sent to ${receiver.origin}, and to nobody else.` : 'The address of the API is none.';
  if (foreign) where.textContent += ' That is not one of Microsoft’s hosts.';
  where.classList.toggle('warning', foreign);
}

/** Lets everybody forget it. */
function drop(sentence) {
  forget();
  owner = undefined;
  field.value = '';
  held.textContent = sentence;
}

document.querySelector('#give').addEventListener('click', () => {
  const token = field.value.trim();
  field.value = '';
  if (!token) {
    held.textContent = 'There is no token in the field.';
    return;
  }
  gauge.setToken(token);
  owner = receiver?.origin;
  held.textContent = 'The gauge has the token, and the field is empty again. It can be used, and not read.';
});

document.querySelector('#drop').addEventListener('click', () => drop('Forgotten.'));

document.querySelector('#load').addEventListener('click', async () => {
  const url = new URL(module.value.trim(), document.baseURI);
  if (url.origin !== location.origin) {
    held.textContent = `Expected a module beside this page, but got one from ${url.origin}: the page’s policy runs scripts of its own origin only.`;
    return;
  }
  try {
    const { default: getToken } = await import(url);
    if (typeof getToken !== 'function') throw new TypeError('its default export is no function');
    gauge.getToken = (asked) => {
      note('getToken', `reason: ${asked.reason}`);
      return getToken(asked);
    };
    owner = receiver?.origin;
    held.textContent = 'The module’s default export is the gauge’s getToken now.';
  } catch (error) {
    held.textContent = `The module gives no getToken: ${error.message}.`;
  }
});
