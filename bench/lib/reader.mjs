// A reader who comes again: a browser context that has visited an address before.

import { setTimeout as sleep } from 'node:timers/promises';
import { ColdPage, newContext } from './browser.mjs';

/** Chromium keeps the compiled form of a script that comes for the second time. */
const EARLIER_VISITS = 2;

/** And that of a wasm when it has stopped compiling its functions anew for two seconds. */
const STAY_MS = 3000;

/** Resolves to the context. */
export async function returning(chromium, url, timeout) {
  const context = await newContext(chromium);
  for (let visit = 0; visit < EARLIER_VISITS; visit++) {
    const page = await ColdPage.open(chromium, { context });
    await page.visit(url, timeout);
    await sleep(STAY_MS);
    await page.close();
  }
  return context;
}
