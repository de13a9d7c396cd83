// One connection: a gauge for the page at the other end of a port.

import { EVENTS, FROM_PAGE, read, write } from './messages.js';
import { watchHeight } from './height.js';
import { keepLastCard } from './last-card.js';
import { lookLike } from './look.js';
import { learn, usePastOfPage } from './past.js';
import { questions } from './questions.js';

/** What the frame says when its gauge cannot be had. */
export const BROKEN = 'The gauge cannot be loaded: this frame needs secure-score-gauge.js beside it.';

/** What a gauge looks out for to say that it is no attribute. */
const NEVER = ['gettoken', 'get-token', 'snapshot', 'strings'];

/**
 * Shows a gauge that the page behind `port` speaks for. `over` is called when the page has left.
 */
export async function begin(port, hello, over) {
  const send = (type, members) => port.postMessage(write(type, members));
  /** Does what a message asks for; until the gauge is there, messages wait. */
  let handle;
  const waiting = [];
  let hasLeft = false;
  port.onmessage = ({ data }) => {
    const message = read(FROM_PAGE, data);
    if (!message) return;
    hasLeft ||= message.type === 'bye';
    if (handle) handle(message);
    else waiting.push(message);
  };
  const handleBy = (handlers) => {
    handle = (message) => handlers[message.type]?.(message);
    waiting.forEach(handle);
  };
  send('welcome', { connection: hello.connection });
  lookLike(hello.surroundings);
  usePastOfPage(hello.past, (key, value) => send('past', { key, value }));

  const { SecureScoreGauge } = await import('../secure-score-gauge.js').catch((error) => {
    // The page is connected already: nobody else will answer it, or make room for another
    // connection.
    handleBy({
      refresh: ({ id }) => send('refused', { id, code: 'crashed', message: BROKEN }),
      bye() {
        port.close();
        over();
      },
    });
    throw error;
  });
  if (hasLeft) {
    over();
    return;
  }
  const names = [...SecureScoreGauge.observedAttributes.filter((name) => !NEVER.includes(name)), 'lang', 'dir'];
  const gauge = document.createElement('secure-score-gauge');
  const asked = questions(send);
  const setAttribute = ({ name, value }) => {
    if (!names.includes(name)) return;
    if (value == null) gauge.removeAttribute(name);
    else gauge.setAttribute(name, value);
  };
  const handlers = {
    surroundings: ({ surroundings }) => lookLike(surroundings),
    attribute: setAttribute,
    grant: asked.grant,
    failed: asked.fail,
    // Not before the gauge is in the document.
    refresh: ({ id }) => Promise.resolve().then(() => gauge.refresh()).then(
      (score) => send('refreshed', { id, score }),
      ({ code, message }) => send('refused', { id, code: code ?? 'crashed', message: String(message) }),
    ),
    past: learn,
    bye() {
      port.close();
      keepLastCard(gauge);
      over();
    },
  };

  for (const [name, value] of [...new URLSearchParams(location.search), ...Object.entries(hello.attributes)]) setAttribute({ name, value });
  handleBy(handlers);
  for (const name of EVENTS) gauge.addEventListener(name, ({ detail }) => send('event', { name, detail }));
  if (hello.givesTokens) gauge.getToken = asked.getToken;
  document.querySelector('main').replaceChildren(gauge);
  watchHeight((height) => send('height', { height }));
}
