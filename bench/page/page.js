// The widget as a peer of the benchmark: see "The contract of a peer" in README.md. Only its public
// surface is used.

const query = new URLSearchParams(location.search);
const count = Number(query.get('n')) || 1;
const shared = query.get('shared') === '1';

/** Gauges with the same callback share one request; a fetch for each is a callback for each. */
const callback = shared ? () => window.getAccessToken() : undefined;

/** What a score that is shown is to be told to: the count of the first ones, then `__update`. */
let shown = countdown();

function countdown() {
  let left = count;
  return () => {
    left -= 1;
    if (left > 0) return;
    performance.mark('gauge-rendered');
    requestAnimationFrame(() => requestAnimationFrame(() => {
      performance.mark('gauge-painted');
      window.__done = true;
    }));
  };
}

const app = document.getElementById('app');
app.addEventListener('secure-score-load', () => shown());
const gauges = Array.from({ length: count }, () => {
  const gauge = document.createElement('secure-score-gauge');
  gauge.setAttribute('api-base', '/');
  // The score of the benchmark is years old, and a card that says so is not the peers' card.
  gauge.setAttribute('stale-after', '999999');
  gauge.getToken = callback ?? (() => window.getAccessToken());
  return gauge;
});
app.append(...gauges);

// The element is defined by now, so its skeleton is drawn in the next frame.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('skeleton-painted')));

/** Fulfilled when the gauge shows the score. */
window.__update = (score) => new Promise((resolve) => {
  shown = resolve;
  gauges[0].snapshot = { score, time: '2019-12-03T09:15:58.1665846Z' };
});
