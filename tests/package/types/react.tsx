// JSX of React 19.
import { createRef } from 'react';
import type { SecureScoreGauge } from 'secure-score-gauge';
import 'secure-score-gauge/jsx';

const gauge = createRef<SecureScoreGauge>();

export const correct = (
  <secure-score-gauge
    ref={gauge}
    api-base="/defender"
    metric="exposure-score"
    max={100}
    snapshot={{ score: 34, time: '2026-11-30T09:00:00Z' }}
    getToken={async ({ reason }) => (reason === 'initial' ? 'a-token' : null)}
    onsecure-score-load={(event) => console.log(event.detail.value)}
    onsecure-score-error={({ detail }) => console.log(detail.code)}
    className="wide"
    lang="fr"
  >
    Secure score: see the Defender portal
  </secure-score-gauge>
);

export const mistakes = [
  // @ts-expect-error: no such metric
  <secure-score-gauge metric="device-score" />,
  // @ts-expect-error: a callback
  <secure-score-gauge getToken="a-token" />,
  // @ts-expect-error: no such attribute
  <secure-score-gauge colour="red" />,
  // @ts-expect-error: no such member
  <secure-score-gauge onsecure-score-load={(event) => console.log(event.detail.points)} />,
  // @ts-expect-error: no such element
  <secure-score-gage />,
];
