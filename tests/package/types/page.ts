// What a page may do: all of this compiles.
import { SecureScoreGauge, define, setBasePath } from 'secure-score-gauge';
import type { ErrorCode, GetToken, Score, State } from 'secure-score-gauge';
import * as pure from 'secure-score-gauge/element';
import { connectFrame } from 'secure-score-gauge/dist/secure-score-frame.js';

setBasePath('/widgets/');
setBasePath(new URL('https://widgets.example/'));
const Gauge: typeof SecureScoreGauge = define();
define('our-score', customElements);
pure.define();

const gauge = document.createElement('secure-score-gauge');
const found: SecureScoreGauge | null = document.querySelector('secure-score-gauge');
found?.remove();

gauge.apiBase = '/defender';
gauge.metric = 'exposure-score';
gauge.max = 1000;
gauge.max = '1000';
gauge.max = null;
gauge.refreshInterval = 'off';
gauge.refreshInterval = 5;
gauge.target = '70%';
gauge.history = 'local:alice';
gauge.dropAlert = '5% over 30 days';
gauge.arc = 'band';
const max: number = gauge.max;
const interval: number | 'off' = gauge.refreshInterval;
const base: string = gauge.apiBase;

const getToken: GetToken = async ({ reason, origin, signal }) => {
  signal.throwIfAborted();
  return reason === 'rejected' ? null : { token: origin, expiresAt: new Date() };
};
gauge.getToken = getToken;
gauge.getToken = () => 'a-token';
gauge.getToken = null;
SecureScoreGauge.getToken = getToken;
SecureScoreGauge.allowedOrigins = ['https://eu.api.security.microsoft.com'];
gauge.setToken('a-token', { expiresAt: Date.now() + 3_600_000 });
gauge.setToken('a-token');
gauge.clearToken();
gauge.snapshot = { score: 340, time: '2026-11-30T09:00:00Z' };
gauge.snapshot = null;
gauge.strings = { retry: 'Once more' };

gauge.addEventListener('secure-score-load', (event) => {
  const score: Score = event.detail;
  const change: number = score.delta?.points ?? 0;
  console.log(score.value, score.band?.length, change);
});
gauge.addEventListener('secure-score-error', ({ detail }) => {
  const code: ErrorCode = detail.code;
  const next: string | null = detail.nextAttemptAt;
  console.log(code, next);
});
document.addEventListener('secure-score-state', ({ detail }) => {
  const state: State = detail.state;
  console.log(state, detail.previous);
});
gauge.addEventListener('click', (event) => console.log(event.clientX));
gauge.addEventListener('secure-score-drop', function (event) {
  console.log(this.state, event.detail.points, event.detail.since);
});

const score: Score = await gauge.refresh();
const checks: { check: string; ok: boolean; advice: string }[] = await gauge.diagnose();
const csv: string = gauge.toCSV();
const image: Blob = await gauge.toBlob('image/svg+xml');
console.log(Gauge, max, interval, base, score, checks, csv, image, gauge.trend[0]?.value);

const frame = document.createElement('iframe');
const connection = connectFrame(frame, {
  origin: 'https://widgets.example',
  getToken,
  onEvent: (event) => {
    if (event.type === 'secure-score-error') console.log(event.detail.code);
    else console.log(event.type);
  },
});
connection.refresh().then((score: Score) => console.log(score.value));
connection.setAttribute('max', '1000');
connection.setAttribute('max', null);
connection.disconnect();
