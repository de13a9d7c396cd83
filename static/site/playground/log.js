// The log of events: polite to a screen reader, bounded, newest last.

const MOST = 200;
const log = document.querySelector('#log');

/** The events of the widget, besides the change of its state. */
const EVENTS = ['secure-score-load', 'secure-score-error', 'secure-score-band', 'secure-score-target', 'secure-score-drop'];

/** Adds a line. */
export function note(kind, text) {
  const line = document.createElement('p');
  const time = document.createElement('time');
  const name = document.createElement('b');
  time.textContent = new Date().toLocaleTimeString([], { hourCycle: 'h23' });
  name.textContent = kind;
  line.append(time, ' ', name, ' ', text);
  log.append(line);
  while (log.childElementCount > MOST) log.firstElementChild.remove();
  log.scrollTop = log.scrollHeight;
}

/** Empties it. */
export const clear = () => log.replaceChildren();

/** Notes the events of a gauge. */
export function follow(gauge) {
  gauge.addEventListener('secure-score-state', ({ detail }) => note('secure-score-state', `${detail.previous} → ${detail.state}`));
  for (const name of EVENTS) gauge.addEventListener(name, ({ detail }) => note(name, JSON.stringify(detail)));
}
