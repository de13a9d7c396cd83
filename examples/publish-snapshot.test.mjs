// Runs publish-snapshot.sh against a stub of the sign-in service and of the API: `node --test
// examples/publish-snapshot.test.mjs`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('publish-snapshot.sh', import.meta.url));
const good = '{"@odata.context":"https://api.securitycenter.microsoft.com/api/$metadata#ConfigurationScore/$entity",'
  + '"time":"2019-12-03T09:15:58.1665846Z","score":340}';
/** What is published of it. */
const written = '{"time":"2019-12-03T09:15:58.1665846Z","score":340}\n';
const old = '{"time":"2019-12-02T09:15:58Z","score":339}';
const canary = 'canary.token-4711';

/** A stub that gives each request to `answer(request, response, body)` and records it. */
async function stub(t, answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    answer(request, response, requests.length);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  return { requests, base: `http://127.0.0.1:${server.address().port}` };
}

/**
 * Runs the script on a file that holds an older snapshot; answers with what is there afterwards.
 */
async function publish(env, { before = old, shell = [], during = () => {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
  const file = join(folder, 'score.json');
  if (before !== null) await writeFile(file, before);
  during.folder = folder;
  const [command, ...rest] = [...shell, script, file];
  const child = spawn(command, rest, { env: { PATH: process.env.PATH, HOME: folder, ...env } });
  let said = '';
  child.stdout.on('data', (data) => { said += data; });
  child.stderr.on('data', (data) => { said += data; });
  const code = await new Promise((done) => child.on('close', done));
  const after = await readFile(file, 'utf8').catch(() => null);
  const mode = after === null ? null : (await stat(file)).mode & 0o777;
  const left = await readdir(folder);
  await rm(folder, { recursive: true });
  return { code, said, after, mode, left };
}

const reply = (status, body, headers = {}) => (_, response) => response.writeHead(status, headers).end(body);

test('a good answer replaces the file, readable by the web server and with nothing else of it', async (t) => {
  const { base, requests } = await stub(t, reply(200, good));
  const result = await publish({ SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: canary });
  assert.deepEqual(result, { code: 0, said: '', after: written, mode: 0o644, left: ['score.json'] });
  assert.equal(requests.length, 1);
  assert.equal(requests[0].method, 'GET');
  assert.equal(requests[0].url, '/api/configurationScore');
  assert.equal(requests[0].headers.authorization, `Bearer ${canary}`);
  assert.equal(requests[0].headers.accept, 'application/json');
});

test('a first run makes the file, and a base may carry a path', async (t) => {
  const { base, requests } = await stub(t, reply(200, good));
  const env = { SECURE_SCORE_API_BASE: `${base}/defender/`, SECURE_SCORE_TOKEN: canary, SECURE_SCORE_METRIC: 'exposure-score' };
  const result = await publish(env, { before: null });
  assert.equal(result.after, written);
  assert.equal(requests[0].url, '/defender/api/exposureScore');
});

const refused = [
  ['403 with the API\'s error body', reply(403, '{"error":{"code":"Forbidden","message":"x","target":"43f4cb08-8fac"}}'), /answered 403 \(Forbidden 43f4cb08-8fac\)/],
  ['401 with an empty body', reply(401, ''), /answered 401/],
  ['an error body with 200', reply(200, '{"error":{"code":"Forbidden"}}'), /not a score/],
  ['a sign-in page with 200', reply(200, '<html>'), /not a score/],
  ['an empty answer', reply(200, ''), /not a score/],
  ['a negative score', reply(200, '{"time":"2019-12-03T09:15:58Z","score":-1}'), /not a score/],
  ['a score that is text', reply(200, '{"time":"2019-12-03T09:15:58Z","score":"340"}'), /not a score/],
  ['an invalid time', reply(200, '{"time":"yesterday","score":340}'), /not a score/],
  ['a score beyond all numbers', reply(200, '{"time":"2019-12-03T09:15:58Z","score":1e999}'), /not a score/],
  ['a month 99', reply(200, '{"time":"2019-99-03T09:15:58Z","score":340}'), /not a score/],
  ['a day that February has not', reply(200, '{"time":"2019-02-29T09:15:58Z","score":340}'), /not a score/],
  ['an hour 24', reply(200, '{"time":"2019-02-28T24:00:00Z","score":340}'), /not a score/],
  ['an offset of 99 hours', reply(200, '{"time":"2019-02-28T09:15:58+99:00","score":340}'), /not a score/],
  ['a time with a line after it', reply(200, '{"time":"2019-12-03T09:15:58Z\\nx","score":340}'), /not a score/],
  ['two objects', reply(200, good + good), /not a score/],
  ['a huge answer', reply(200, good + ' '.repeat(70000)), /could not be asked|64 KiB/],
  ['a huge answer of unknown length', (_, response) => { response.write(good); response.end(' '.repeat(70000)); }, /could not be asked|64 KiB/],
  ['a cut connection', (request) => request.socket.destroy(), /could not be asked/],
];
for (const [name, answer, expected] of refused) {
  test(`${name}: the file stays as it was`, async (t) => {
    const { base } = await stub(t, answer);
    const result = await publish({ SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: canary });
    assert.equal(result.code, 1);
    assert.match(result.said, expected);
    assert.equal(result.after, old);
    assert.deepEqual(result.left, ['score.json']);
    assert.ok(!result.said.includes(canary));
  });
}

test('a redirect is not followed, so the token goes nowhere else', async (t) => {
  const other = await stub(t, reply(200, good));
  const { base } = await stub(t, reply(302, '', { location: `${other.base}/api/configurationScore` }));
  const result = await publish({ SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: canary });
  assert.equal(result.code, 1);
  assert.equal(result.after, old);
  assert.equal(other.requests.length, 0);
});

test('a throttled request is repeated', async (t) => {
  const { base, requests } = await stub(t, (request, response, count) => count === 1
    ? response.writeHead(429, { 'retry-after': '1' }).end() : response.end(good));
  const result = await publish({ SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: canary });
  assert.equal(result.after, written);
  assert.equal(requests.length, 2);
});

test('the token goes to https and to the loopback only, by the host that is really asked', async (t) => {
  const { base, requests } = await stub(t, reply(200, good));
  const { port } = new URL(base);
  for (const root of [
    'http://api.example', `http://localhost:x@127.0.0.1:${port}`, `http://localhost@127.0.0.1:${port}`, `http://u:p@127.0.0.1:${port}`,
    `http://127.0.0.1:${port}\\@evil.example`, 'http://localhost.evil.example', 'http://[::1]evil.example', 'http://[::2]',
    `http://127.0.0.1:${port}?x=`, `http://127.0.0.1:${port}#`, `http://127.0.0.1:${port}/\nX-Evil:1`, 'ftp://127.0.0.1', 'https://', '-K/etc/passwd',
    `http://127.0.0.{1}:${port}`, 'file:///etc/passwd',
  ]) {
    for (const name of ['SECURE_SCORE_API_BASE', 'SECURE_SCORE_LOGIN']) {
      const result = await publish({ SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: canary, [name]: root });
      assert.equal(result.code, 1, root);
      assert.match(result.said, /must start with https|expected/, root);
      assert.equal(result.after, old, root);
    }
  }
  assert.equal(requests.length, 0);
});

test('members beside time and score are not published', async (t) => {
  const { base } = await stub(t, reply(200, `{"access_token":"${canary}","time":"2019-12-03T09:15:58.1665846Z","score":340}`));
  const result = await publish({ SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: 'other' });
  assert.equal(result.after, written);
});

test('a folder or a link in the place of the file is an error', async (t) => {
  const { base, requests } = await stub(t, reply(200, good));
  const env = { SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: canary };
  const folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
  const [directory, link, other] = ['folder', 'link', 'other.json'].map((name) => join(folder, name));
  await mkdir(directory);
  await writeFile(other, old);
  await symlink(other, link);
  for (const file of [directory, link]) {
    const child = spawn(script, [file], { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
    assert.notEqual(await new Promise((done) => child.on('close', done)), 0, file);
  }
  assert.deepEqual(await readdir(directory), []);
  assert.equal(await readFile(other, 'utf8'), old);
  assert.ok((await lstat(link)).isSymbolicLink());
  assert.equal(requests.length, 0);
  await rm(folder, { recursive: true });
});

test('a line break in a token is no header', async (t) => {
  const { base, requests } = await stub(t, (request, response) => response.end(
    request.method === 'POST' ? JSON.stringify({ access_token: 'a\nX-Evil: 1' }) : good));
  for (const token of ['a\nX-Evil: 1', 'a\r', 'a b', '\u00e4']) {
    const result = await publish({ SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: token });
    assert.equal(result.code, 1, token);
    assert.equal(result.after, old);
  }
  assert.equal(requests.length, 0);
  const result = await publish({
    SECURE_SCORE_API_BASE: base, SECURE_SCORE_LOGIN: base,
    SECURE_SCORE_TENANT: 'contoso', SECURE_SCORE_CLIENT_ID: 'app', SECURE_SCORE_CLIENT_SECRET: 'secret',
  });
  assert.equal(result.code, 1);
  assert.deepEqual(requests.map(({ method }) => method), ['POST']);
});

test('a tenant rewrites no path', async (t) => {
  const { base, requests } = await stub(t, reply(200, '{"access_token":"x"}'));
  for (const tenant of ['t/../../evil?x=', '..', '.hidden', 't%2f', 't#', 't\n']) {
    const result = await publish({
      SECURE_SCORE_API_BASE: base, SECURE_SCORE_LOGIN: base,
      SECURE_SCORE_TENANT: tenant, SECURE_SCORE_CLIENT_ID: 'app', SECURE_SCORE_CLIENT_SECRET: 'secret',
    });
    assert.equal(result.code, 1, tenant);
    assert.match(result.said, /expected an ID or a domain/, tenant);
  }
  assert.equal(requests.length, 0);
});

test('no token lies in the published folder while the script runs', async (t) => {
  const during = () => {};
  const seen = [];
  const { base } = await stub(t, async (request, response) => {
    if (request.method === 'POST') {
      // Slowly, so that what came so far is on a disk.
      response.write(`{"access_token":"${canary}"`);
      await new Promise((later) => setTimeout(later, 300));
    }
    for (const name of await readdir(during.folder)) seen.push(await readFile(join(during.folder, name), 'utf8'));
    response.end(request.method === 'POST' ? '}' : good);
  });
  const result = await publish({
    SECURE_SCORE_API_BASE: base, SECURE_SCORE_LOGIN: base,
    SECURE_SCORE_TENANT: 'contoso', SECURE_SCORE_CLIENT_ID: 'app', SECURE_SCORE_CLIENT_SECRET: 'secret',
  }, { during });
  assert.equal(result.after, written, result.said);
  assert.ok(seen.length >= 4);
  assert.ok(seen.every((text) => !text.includes(canary)));
});

test('a trace shows no secret', async (t) => {
  const { base } = await stub(t, (request, response) => response.end(
    request.method === 'POST' ? JSON.stringify({ access_token: canary }) : good));
  const result = await publish({
    SECURE_SCORE_API_BASE: base, SECURE_SCORE_LOGIN: base,
    SECURE_SCORE_TENANT: 'contoso', SECURE_SCORE_CLIENT_ID: 'app', SECURE_SCORE_CLIENT_SECRET: 'secret.4711',
  }, { shell: ['sh', '-x'] });
  assert.equal(result.after, written, result.said);
  assert.ok(!result.said.includes(canary) && !result.said.includes('secret.4711'), result.said);
});

test('without a token and without an application nothing is asked', async () => {
  const result = await publish({});
  assert.equal(result.code, 1);
  assert.match(result.said, /set SECURE_SCORE_TOKEN, or/);
});

test('as an application: the token is asked for the right audience, then used', async (t) => {
  const { base, requests } = await stub(t, (request, response) => response.end(
    request.method === 'POST' ? JSON.stringify({ access_token: canary, expires_in: 3599 }) : good));
  const secret = 'p+a ss&word=~';
  const result = await publish({
    SECURE_SCORE_API_BASE: base, SECURE_SCORE_LOGIN: base,
    SECURE_SCORE_TENANT: 'contoso', SECURE_SCORE_CLIENT_ID: 'app', SECURE_SCORE_CLIENT_SECRET: secret,
  });
  assert.equal(result.after, written, result.said);
  assert.equal(requests[0].url, '/contoso/oauth2/v2.0/token');
  assert.deepEqual(Object.fromEntries(new URLSearchParams(requests[0].body)), {
    grant_type: 'client_credentials', client_id: 'app', client_secret: secret,
    scope: 'https://api.securitycenter.microsoft.com/.default',
  });
  assert.equal(requests[1].headers.authorization, `Bearer ${canary}`);
});

test('a refused application leaves the file and says why', async (t) => {
  const { base, requests } = await stub(t, reply(401, '{"error":"invalid_client","error_description":"AADSTS7000215"}'));
  const result = await publish({
    SECURE_SCORE_API_BASE: base, SECURE_SCORE_LOGIN: base,
    SECURE_SCORE_TENANT: 'contoso', SECURE_SCORE_CLIENT_ID: 'app', SECURE_SCORE_CLIENT_SECRET: 'wrong',
  });
  assert.equal(result.code, 1);
  assert.match(result.said, /sign-in service answered 401 \(invalid_client\)/);
  assert.equal(result.after, old);
  assert.equal(requests.length, 1);
});

test('the token is in no argument of a process', { skip: process.platform !== 'linux' }, async (t) => {
  let seen = null;
  const { base } = await stub(t, async (request, response) => {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
    seen = { curl: lines.some((line) => line.includes(base)), token: lines.some((line) => line.includes(canary)) };
    response.end(good);
  });
  const result = await publish({ SECURE_SCORE_API_BASE: base, SECURE_SCORE_TOKEN: canary });
  assert.equal(result.code, 0);
  assert.deepEqual(seen, { curl: true, token: false });
});
