// The question before a token goes to a host that is not one of Microsoft's. It names the host.

import { isMicrosoft } from './clouds.js';

const dialog = document.querySelector('#question');
const agreed = new Set();
let answer = () => {};

/**
 * Whether the reader lets a token go to an address: Microsoft's hosts need no question, others one
 * for each origin.
 */
export async function mayReceive({ origin, host, href }) {
  if (isMicrosoft(href) || agreed.has(origin)) return true;
  const own = origin === location.origin ? 'It is the server of this page.' : '';
  document.querySelector('#question-text').textContent =
    `${origin} is not one of Microsoft’s hosts. ${own} Whoever runs it can read your score with the token, and do whatever else the token allows.`;
  document.querySelector('#question-send').textContent = `Send to ${host}`;
  const answered = new Promise((resolve) => { answer = resolve; });
  dialog.showModal();
  const isAgreed = await answered;
  if (isAgreed) agreed.add(origin);
  return isAgreed;
}

function end(isAgreed) {
  answer(isAgreed);
  dialog.close();
}

document.querySelector('#question-send').addEventListener('click', () => end(true));
document.querySelector('#question-cancel').addEventListener('click', () => end(false));
dialog.addEventListener('close', () => answer(false));
