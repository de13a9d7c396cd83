// The three gauges show the same snapshot, which is never too old.
for (const gauge of document.querySelectorAll('secure-score-gauge')) {
  gauge.setAttribute('stale-after', '1000000');
  gauge.snapshot = { score: 640, time: '2026-03-02T09:15:58.1665846Z' };
}
