// The page in the frame. It shows nothing and asks for nothing before the page around it has
// connected, and only a page that `frame.json` names can.

import { FROM_PAGE, isOfAnotherVersion, read } from './messages.js';
import { isForeign, readParents } from './parents.js';
import { BROKEN, begin } from './session.js';

const ALONE = 'This page shows a score inside another page, and does nothing on its own.';
const FOREIGN = 'Nothing is shown here: the origin of the page around this frame is not one of the parents in frame.json.';
const WAITING = 'This frame waits for the page around it to call connectFrame of secure-score-frame.js.';
const VERSIONS = 'This frame and the secure-score-frame.js of the page around it are of different releases: publish both of one.';

/** How long the page around may take before the frame says what is missing, in milliseconds. */
const PATIENCE = 3_000;

const main = document.querySelector('main');
const say = (sentence) => main.replaceChildren(Object.assign(document.createElement('p'), { textContent: sentence }));

/** The connection that is, or was. */
let connection;
let isOver = false;
/** Whether another connection waits for the end of that. */
let isAwaited = false;
let patience;

/**
 * A page that connects again after it has left gets a new document, which holds nothing of the time
 * before.
 */
const startAnew = () => location.reload();

function over() {
  isOver = true;
  if (isAwaited) startAnew();
}

function greeted(port, data) {
  const hello = read(FROM_PAGE, data);
  if (hello?.type !== 'hello') {
    if (isOfAnotherVersion(data) && !connection) {
      clearTimeout(patience);
      say(VERSIONS);
    }
    return;
  }
  clearTimeout(patience);
  if (hello.connection === connection) {
    port.close();
    return;
  }
  if (connection === undefined) {
    ({ connection } = hello);
    begin(port, hello, over).catch(() => say(BROKEN));
  } else {
    isAwaited = true;
    if (isOver) startAnew();
  }
}

async function wait() {
  const parents = readParents();
  addEventListener('message', async ({ source, origin, data, ports: [port] }) => {
    if (source !== parent || !port) return;
    const known = await parents;
    if (known.includes(origin)) greeted(port, data);
    else say(FOREIGN);
  });
  if (isForeign(await parents)) say(FOREIGN);
  else if (!connection) patience = setTimeout(say, PATIENCE, WAITING);
}

main.replaceChildren();
if (parent === window) say(ALONE);
else wait();
