// The route of app/defender/ without Next, before a stub of the API: `node --test`.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';

const canary = 'canary.token-4711';
const good = '{"time":"2019-12-03T09:15:58.1665846Z","score":340}';
const policy = "default-src 'none'; frame-ancestors 'none'; sandbox";
/** What reached the API, and what it answers. */
const api = { seen: [], answer: null };
const stub = createServer((request, response) => {
  api.seen.push({ method: request.method, url: request.url, headers: request.headers });
  api.answer(response);
});
let GET;

before(async () => {
  stub.listen(0, '127.0.0.1');
  await once(stub, 'listening');
  process.env.DEFENDER_ORIGIN = `http://127.0.0.1:${stub.address().port}`;
  ({ GET } = await import('./app/defender/api/[...path]/route.js'));
});
after(() => {
  stub.close();
  stub.closeAllConnections();
});
beforeEach(() => {
  api.seen = [];
  api.answer = (response) => response.end(good);
});

/** Asks the route as Next does. */
async function ask(path, headers = { authorization: `Bearer ${canary}` }) {
  const request = new Request(`https://portal.example/defender/api/${path}`, { headers });
  const response = await GET(request, { params: Promise.resolve({ path: new URL(request.url).pathname.split('/').slice(3) }) });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

/** What every answer of the route has. */
const own = {
  'cache-control': 'no-store', 'content-security-policy': policy, 'content-type': 'application/json',
  'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff',
};

test('the three paths reach the API with the token, and with nothing else of the reader', async () => {
  for (const path of ['configurationScore', 'exposureScore', 'exposureScore/ByMachineGroups']) {
    api.seen = [];
    const result = await ask(`${path}?token=x`, {
      authorization: `Bearer ${canary}`, cookie: 'session=secret', referer: 'https://portal.example/people/1', 'x-forwarded-for': '192.0.2.1',
    });
    assert.deepEqual(result, { status: 200, headers: own, body: good });
    const [{ method, url, headers }] = api.seen;
    assert.deepEqual([method, url, headers.authorization, headers.accept], ['GET', `/api/${path}`, `Bearer ${canary}`, 'application/json']);
    for (const name of ['cookie', 'referer', 'x-forwarded-for', 'origin']) assert.equal(headers[name], undefined, name);
  }
});

test('Bearer passes and no other scheme', async () => {
  for (const [value, passes] of [
    [`Bearer ${canary}`, true], [`bearer ${canary}`, true], ['Basic cDpx', false], ['Negotiate abc', false], ['Bearer', false], ['Bearer a b', false],
    [`Basic x, Bearer ${canary}`, false], ['Bearer \u00e9', false], [canary, false],
  ]) {
    api.seen = [];
    await ask('configurationScore', { authorization: value });
    assert.equal(api.seen[0].headers.authorization, passes ? value : undefined, value);
  }
  api.seen = [];
  await ask('configurationScore', {});
  assert.ok(!('authorization' in api.seen[0].headers), 'without a token the API answers');
});

test('of the answer\'s headers only those of the list pass, on errors too', async () => {
  const unwanted = {
    'set-cookie': 'a=b', 'strict-transport-security': 'max-age=1; includeSubDomains', 'clear-site-data': '"*"', refresh: '0;url=https://evil.example',
    'access-control-allow-origin': '*', 'cache-control': 'public, max-age=600', 'alt-svc': 'h3=":1"', link: '</x>; rel=preload', etag: '"a"',
    'content-security-policy': 'default-src *', 'content-type': 'text/html', 'www-authenticate': 'Basic realm="portal"', location: 'https://evil.example/',
  };
  for (const status of [200, 401, 403, 404, 429, 500, 503]) {
    api.answer = (response) => response.writeHead(status, unwanted).end('<!doctype html>');
    assert.deepEqual(await ask('configurationScore'), { status, headers: own, body: '<!doctype html>' }, `${status}`);
  }
});

test('what the gauge reads of an error comes through', async () => {
  const body = '{"error":{"code":"TooManyRequests","message":"slower","target":"43f4cb08-8fac"}}';
  for (const [status, name, value] of [
    [401, 'www-authenticate', 'Bearer error="insufficient_claims"'], [429, 'retry-after', '7'], [503, 'retry-after', '8'],
  ]) {
    api.answer = (response) => response.writeHead(status, { [name]: value }).end(body);
    assert.deepEqual(await ask('configurationScore'), { status, headers: { ...own, [name]: value }, body });
  }
});

test('a redirect is one without its target, and is not followed', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    api.seen = [];
    api.answer = (response) => response.writeHead(status, { location: '/api/exposureScore' }).end();
    const { headers, status: came } = await ask('configurationScore');
    assert.deepEqual([came, headers], [status, { ...own, location: '/defender/' }]);
    assert.equal(api.seen.length, 1);
  }
});

test('a compressed answer comes whole, and with no length of another', async () => {
  api.answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(good));
  assert.deepEqual(await ask('configurationScore'), { status: 200, headers: own, body: good });
});

test('an API that cannot be reached, and a path that is no score, are dead pages as well', async () => {
  api.answer = (response) => response.socket.destroy();
  const failed = await ask('configurationScore');
  assert.deepEqual([failed.status, failed.headers, JSON.parse(failed.body).error.code], [502, own, 'BadGateway']);
  api.seen = [];
  for (const path of ['machines', 'configurationscore', 'configurationScore/1', 'exposureScore/ByMachineGroups/1']) {
    assert.deepEqual(await ask(path), { status: 404, headers: own, body: '' }, path);
  }
  assert.deepEqual(api.seen, []);
});
