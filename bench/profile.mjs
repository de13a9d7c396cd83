#!/usr/bin/env node
// Says what one update, and a thousand gauges, spend their time on; see README.md.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ColdPage, launch } from './lib/browser.mjs';
import { table } from './lib/report.mjs';
import { byRoom } from './lib/rooms.mjs';

const USAGE = `usage: node profile.mjs DIR [options]
  DIR                  a page of the widget, built with the names of functions
  --updates N          (default: 20000)
  --gauges N           (default: 1000)
  --chromium PATH      (default: /usr/bin/chromium)
  --out FILE           for the table, which is also printed`;

const { values: options, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: {
    updates: { type: 'string', default: '20000' },
    gauges: { type: 'string', default: '1000' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help || !folder) {
  console.log(USAGE);
  process.exit(options.help ? 0 : 2);
}
const updates = Number(options.updates);
const gauges = Number(options.gauges);
const timeout = 120_000;

const server = fork(new URL('server.mjs', import.meta.url).pathname, [`page=${folder}`]);
const [{ ports }] = await once(server, 'message');
const url = `http://127.0.0.1:${ports.page}/`;
const chromium = await launch(options.chromium);

/** Opens a page, and runs `work` on it under the profiler. */
async function profiled(interval, work) {
  const cold = await ColdPage.open(chromium);
  try {
    // The same origin has the same process, which the profiler stays with.
    await cold.load(url, timeout);
    await cold.session.send('Profiler.enable');
    await cold.session.send('Profiler.setSamplingInterval', { interval });
    const spent = await work(cold, async (measured) => {
      await cold.session.send('Profiler.start');
      await measured();
      return byRoom((await cold.session.send('Profiler.stop')).profile);
    });
    return { spent, memory: await cold.memory() };
  } finally {
    await cold.close();
  }
}

const update = (cold, count) => cold.page.evaluate(async (times) => {
  for (let i = 0; i < times; i++) await window.__update((i * 379 + 1) % 1000);
}, count);

try {
  const one = await profiled(100, async (cold, profile) => {
    await update(cold, updates / 4);
    return profile(() => update(cold, updates));
  });
  const many = await profiled(200, (cold, profile) => profile(() => cold.load(`${url}?n=${gauges}&shared=1`, timeout)));

  const sum = (spent) => [...spent.values()].reduce((total, ms) => total + ms, 0);
  const cell = (spent, room, unit) => `${((spent.get(room) ?? 0) * unit).toFixed(1)} (${Math.round((100 * (spent.get(room) ?? 0)) / sum(spent))} %)`;
  const each = [[one.spent, 1000 / updates], [many.spent, 1]];
  const rooms = [...new Set([...one.spent.keys(), ...many.spent.keys()])]
    .sort((a, b) => (one.spent.get(b) ?? 0) + (many.spent.get(b) ?? 0) - (one.spent.get(a) ?? 0) - (many.spent.get(a) ?? 0));
  const text = [
    `Chromium ${chromium.browser.version()}. Main thread, under the profiler, which makes all of it longer.`, '',
    table(['spent for', 'one update, µs', `${gauges} gauges from one request, ms`], [
      ...rooms.map((room) => [room, ...each.map(([spent, unit]) => cell(spent, room, unit))]),
      ['all', ...each.map(([spent, unit]) => (sum(spent) * unit).toFixed(1))],
    ]), '',
  ].join('\n');
  console.log(text);
  if (options.out) await writeFile(options.out, text);
} finally {
  await chromium.browser.close();
  server.disconnect();
}
