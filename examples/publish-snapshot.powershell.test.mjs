// Runs publish-snapshot.ps1 where there is PowerShell; elsewhere a parser reads it. `node --test`
// it after `cargo xtask setup`.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const script = fileURLToPath(new URL('publish-snapshot.ps1', import.meta.url));
const old = '{"time":"2019-12-02T09:15:58Z","score":339}';
const canary = 'canary.token-4711';
const shell = ['pwsh', 'powershell'].find((name) => spawnSync(name, ['-NoProfile', '-Command', 'exit 0']).status === 0);

test('PowerShell\'s grammar takes the script', async () => {
  const tools = join(resolve(root, process.env.CARGO_TARGET_DIR ?? 'target'), 'test-tools/deploy/checks/package.json');
  const load = createRequire(tools);
  const { Parser, Language } = load('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(load.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')));
  const text = await readFile(script, 'utf8');
  const broken = (source) => parser.parse(source).rootNode.hasError;
  assert.equal(broken(text), false);
  assert.equal(broken(text.replace('function Get-Token {', 'function Get-Token ')), true, 'a parser that takes anything checks nothing');
});

/** Runs the script with these answers; tells what is in the folder afterwards. */
async function publish(t, env, answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    answer(request, response);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${server.address().port}`;
  const folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
  const file = join(folder, 'score.json');
  await writeFile(file, old);
  const settings = { SECURE_SCORE_API_BASE: base, SECURE_SCORE_LOGIN: base, SECURE_SCORE_TOKEN: canary, ...env(base) };
  const child = spawn(shell, ['-NoProfile', '-File', script, file], { env: { ...process.env, ...settings } });
  let said = '';
  child.stdout.on('data', (data) => { said += data; });
  child.stderr.on('data', (data) => { said += data; });
  const code = await new Promise((done) => child.on('close', done));
  const result = { code, said, after: await readFile(file, 'utf8'), left: await readdir(folder), requests };
  await rm(folder, { recursive: true });
  return result;
}

const skip = !shell && 'PowerShell is not installed';
const good = '{"access_token":"x","time":"2019-12-03T09:15:58.1665846Z","score":340}';
const reply = (status, body) => (_, response) => response.writeHead(status).end(body);

test('a good answer replaces the file', { skip }, async (t) => {
  const { code, said, after, left, requests } = await publish(t, () => ({}), reply(200, good));
  assert.deepEqual({ code, said, after, left }, {
    code: 0, said: '', after: '{"time":"2019-12-03T09:15:58.1665846Z","score":340}\n', left: ['score.json'],
  });
  assert.equal(requests[0].headers.authorization, `Bearer ${canary}`);
});

test('on any failure the file stays', { skip }, async (t) => {
  for (const [env, answer] of [
    [() => ({}), reply(403, '{}')],
    [() => ({}), reply(302, '')],
    [() => ({}), reply(200, '{"time":"2019-99-03T09:15:58Z","score":340}')],
    [() => ({}), reply(200, '{"time":"2019-12-03T09:15:58Z","score":1e999}')],
    [() => ({ SECURE_SCORE_TOKEN: 'a\nX-Evil: 1' }), reply(200, good)],
    [(base) => ({ SECURE_SCORE_API_BASE: base.replace('//', '//localhost:x@') }), reply(200, good)],
    [() => ({ SECURE_SCORE_TOKEN: '', SECURE_SCORE_TENANT: 't/../../x?', SECURE_SCORE_CLIENT_ID: 'a', SECURE_SCORE_CLIENT_SECRET: 'b' }), reply(200, good)],
  ]) {
    const { code, said, after, left } = await publish(t, env, answer);
    assert.equal(code, 1);
    assert.deepEqual([after, left], [old, ['score.json']]);
    assert.ok(!said.includes(canary));
  }
});
