// The token: from the password field or from a module of the host's to the gauge, and kept nowhere on the way.

import { chosen, isMicrosoft } from './clouds.js';
import { gauge, forget } from './widget.js';
import { note } from './log.js';

const field = document.querySelector('#token');
const module = document.querySelector('#module');
const where = document.querySelector('#where');
const held = document.querySelector('#held');
let origin;

/** Says who would get the token of a view. */
export function showReceiver(view) {
  const base = chosen(view).base;
  const url = URL.canParse(base, document.baseURI) ? new URL(base, document.baseURI) : undefined;
  if (origin !== undefined && url?.origin !== origin) drop('The API is another: the gauge has dropped the token.');
  where.textContent = url ? `It will be sent to ${url.origin}, and to nobody else.` : 'The address of the API is none.';
  if (url && url.origin !== location.origin && !isMicrosoft(url)) where.textContent += ' That is not one of Microsoft’s hosts.';
  where.classList.toggle('warning', Boolean(url) && url.origin !== location.origin && !isMicrosoft(url));
  receiver = url;
}

let receiver;

/** Lets everybody forget it. */
export function drop(sentence = 'No token.') {
  if (origin !== undefined || sentence !== 'No token.') forget();
  origin = undefined;
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
  origin = receiver?.origin;
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
    origin = receiver?.origin;
    held.textContent = 'The module’s default export is the gauge’s getToken now.';
  } catch (error) {
    held.textContent = `The module gives no getToken: ${error.message}.`;
  }
});
