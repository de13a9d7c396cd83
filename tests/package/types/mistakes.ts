// What a page may not do: every line below is refused.
import { SecureScoreGauge, define } from 'secure-score-gauge';
import { connectFrame } from 'secure-score-gauge/dist/secure-score-frame.js';

const gauge = document.createElement('secure-score-gauge');

// @ts-expect-error: no such metric
gauge.metric = 'device-score';
// @ts-expect-error: a number
gauge.max = true;
// @ts-expect-error: points or percent
gauge.format = 'permille';
// @ts-expect-error: read only
gauge.score = null;
// @ts-expect-error: read only
gauge.state = 'ready';
// @ts-expect-error: read only
gauge.trend = [];
// @ts-expect-error: a callback, not a token
gauge.getToken = 'a-token';
// @ts-expect-error: a token is text
gauge.getToken = async () => 42;
// @ts-expect-error: never readable
const token: string = gauge.getToken;
// @ts-expect-error: a MSAL result is not a token
gauge.setToken({ accessToken: 'a-token' });
// @ts-expect-error: a score is a number
gauge.snapshot = { score: '340', time: '2026-11-30T09:00:00Z' };
// @ts-expect-error: a snapshot has a time
gauge.snapshot = { score: 340 };
// @ts-expect-error: an attribute's name is not a property's
gauge['api-base'] = '/defender';
// @ts-expect-error: no such image
gauge.toBlob('image/jpeg');
// @ts-expect-error: a list
SecureScoreGauge.allowedOrigins = 'https://api.example';
// @ts-expect-error: a name is a text
define(5);
gauge.addEventListener('secure-score-load', (event) => {
  // @ts-expect-error: no such member
  console.log(event.detail.points);
  // @ts-expect-error: frozen
  event.detail.value = 0;
});
gauge.addEventListener('secure-score-error', ({ detail }) => {
  // @ts-expect-error: no such code
  if (detail.code === 'offline') console.log(detail);
});
console.log(token);
// @ts-expect-error: an iframe, and not its address
connectFrame('https://widgets.example/frame.html', { origin: 'https://widgets.example' });
// @ts-expect-error: the origin of the frame
connectFrame(document.createElement('iframe'), {});
// @ts-expect-error: attributes are text
connectFrame(document.createElement('iframe'), { origin: 'https://widgets.example' }).setAttribute('max', 1000);
