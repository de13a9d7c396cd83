import { COUNT, SHARED, countdown, fetchScore, formatTime } from '../shared/host.js';
// Built from src/ by `cargo xtask bench`.
import start, { mount, show } from './pkg/bench-yew.js';

// The requests are under way before the wasm is there.
const shared = SHARED ? fetchScore() : undefined;
const requests = Array.from({ length: COUNT }, () => shared ?? fetchScore());

await start();
const loaded = countdown();
let updated;
mount(document.getElementById('app'), COUNT, (first) => (first ? loaded() : updated()));
requests.forEach(async (request, index) => {
  const { score, time } = await request;
  show(index, score, time, formatTime(time));
});

window.__update = (score) => new Promise((resolve) => {
  updated = resolve;
  show(0, score);
});
