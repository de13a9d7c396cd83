// Pages of correct uses and of mistakes, by the compilers that hosts run.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { promisify } from 'node:util';
import { here } from './packed.mjs';

const execute = promisify(execFile);

/**
 * Runs a tool on a file or a project; the answer is whether it had a complaint, and what it
 * printed.
 */
async function check(tool, ...args) {
  try {
    const { stdout } = await execute(process.execPath, [`${here}node_modules/${tool}`, ...args], { cwd: `${here}types` });
    return { ok: true, text: stdout };
  } catch (error) {
    return { ok: false, text: `${error.stdout}${error.stderr}` };
  }
}

test('TypeScript compiles the correct page, and refuses every mistake; JSX and Vue\'s templates as well', async () => {
  const { ok, text } = await check('vue-tsc/bin/vue-tsc.js', '--project', 'tsconfig.json');
  assert.ok(ok, text);
});

test('TypeScript alone, as a bundler resolves', async () => {
  const { ok, text } = await check('typescript/bin/tsc', '--project', 'tsconfig.json', '--module', 'esnext', '--moduleResolution', 'bundler');
  assert.ok(ok, text);
});

test('Svelte\'s templates', async () => {
  const { text } = await check('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--output', 'machine');
  const errors = text.split('\n').filter((line) => / ERROR "/.test(line));
  assert.deepEqual(errors.filter((line) => !line.includes('Mistakes.svelte')), []);
  assert.equal(errors.length, 4, text);
});
