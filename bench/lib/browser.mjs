// One Chromium, one page: launching, opening a cold page, reading its meters.

import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

// A later --disable-features replaces Playwright's, so its relevant entries are
// repeated. The last three stop processes that Chromium otherwise starts beside
// every new window and that compete with the page for the processor.
const DISABLED_FEATURES = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints', 'PaintHolding',
  'PreconnectToSearch', 'ThirdPartyStoragePartitioning',
  'SpareRendererForSitePerProcess', 'WebUIOmniboxAimPopup', 'WebUIOmniboxPopup',
];

/**
 * Pause between opening a window and navigating, so that the window's own start-up work is over.
 */
const SETTLE_MS = 250;

/** Starts Chromium with a fresh profile (Playwright makes and removes the user data directory). */
export async function launch(executablePath) {
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      `--disable-features=${DISABLED_FEATURES.join(',')}`,
    ],
  });
  return { browser, control: await browser.newBrowserCDPSession() };
}

/**
 * Network as Chrome's "Fast 3G" sees it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms for each request.
 */
const FAST_3G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

async function rendererPids(control) {
  const { processInfo } = await control.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** Processor time of the given processes in ms: of their main threads and of all their threads. */
function cpuTime(pids) {
  const time = { main: 0, all: 0 };
  for (const pid of pids) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      try {
        const ms = Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
        time.all += ms;
        if (thread === String(pid)) time.main += ms;
      } catch { /* the thread has ended */ }
    }
  }
  return time;
}

/**
 * Memory that only the given processes use and have written to, in bytes: code of the browser
 * itself is not counted.
 */
function privateMemory(pids) {
  let total = 0;
  for (const pid of pids) {
    for (const [, kib] of readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_Dirty:\s+(\d+) kB/gm)) total += kib * 1024;
  }
  return total;
}

/** A browser context: a cache and storage of its own, which are empty at first. */
export const newContext = ({ browser }) => browser.newContext({ viewport: { width: 800, height: 600 } });

/**
 * A page in a browser context of its own, without a cache; or in a given one, with what that has
 * kept.
 */
export class ColdPage {
  static async open(chromium, { throttled = false, context: given } = {}) {
    const context = given ?? await newContext(chromium);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const cold = new ColdPage();
    Object.assign(cold, { control: chromium.control, page, session, errors: [], close: () => (given ? page : context).close() });
    page.on('pageerror', (error) => cold.errors.push(error.message));
    page.on('crash', () => cold.errors.push('the page crashed'));
    await page.addInitScript(() => {
      let done;
      window.__whenDone = new Promise((resolve) => {
        Object.defineProperty(window, '__done', {
          configurable: true,
          get: () => done,
          set(value) {
            done = value;
            if (value) resolve();
          },
        });
      });
    });
    await session.send('Performance.enable');
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: !given });
    if (throttled) {
      await session.send('Network.emulateNetworkConditions', FAST_3G);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    await sleep(SETTLE_MS);
    return cold;
  }

  /** Navigates and waits for `window.__done`. */
  async visit(url, timeout) {
    let timer;
    const expired = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no window.__done within ${timeout / 1000} s${this.errors.length ? `: ${this.errors[0]}` : ''}`)), timeout);
    });
    const done = this.page.goto(url, { waitUntil: 'commit', timeout }).then(() => this.page.evaluate(() => window.__whenDone));
    try {
      await Promise.race([done, expired]);
    } finally {
      clearTimeout(timer);
      done.catch(() => {});
    }
  }

  /** Visits an address; resolves to the load's meters. */
  async load(url, timeout) {
    const before = cpuTime(await rendererPids(this.control));
    await this.visit(url, timeout);
    const metrics = await this.metrics();
    const after = cpuTime(await rendererPids(this.control));
    const marks = await this.page.evaluate(() => {
      const time = (name) => performance.getEntriesByName(name)[0]?.startTime;
      return { painted: time('gauge-painted'), rendered: time('gauge-rendered'), firstPaint: time('first-contentful-paint'), skeleton: time('skeleton-painted') };
    });
    if (this.errors.length) throw new Error(this.errors[0]);
    if (marks.painted === undefined) throw new Error("no performance.mark('gauge-painted')");
    return {
      ...marks,
      script: metrics.ScriptDuration * 1000,
      task: metrics.TaskDuration * 1000,
      layout: (metrics.LayoutDuration + metrics.RecalcStyleDuration) * 1000,
      cpuMain: after.main - before.main,
      cpuAll: after.all - before.all,
    };
  }

  async metrics() {
    const { metrics } = await this.session.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  /** Memory after a full garbage collection, in bytes. */
  async memory() {
    await this.session.send('HeapProfiler.collectGarbage');
    await this.session.send('HeapProfiler.collectGarbage');
    const heap = await this.session.send('Runtime.getHeapUsage');
    const privateBytes = privateMemory(await rendererPids(this.control));
    const prototype = await this.session.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
    const { objects } = await this.session.send('Runtime.queryObjects', { prototypeObjectId: prototype.result.objectId });
    const { result } = await this.session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) }',
      returnByValue: true,
    });
    return {
      heap: heap.usedSize,
      wasm: result.value,
      dom: heap.embedderHeapUsedSize,
      private: privateBytes,
    };
  }
}
