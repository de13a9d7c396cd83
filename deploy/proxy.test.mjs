// nginx with nginx.conf, defender.conf and defender.js, and Caddy with Caddyfile, before a stub of
// the API: `node --test deploy/proxy.test.mjs`. It needs nginx with njs, Caddy and openssl.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { api, caddy, canary, certify, folder, good, hasOwnPolicy, makePortal, nginx, startCaddy, startNginx, stopAll, stubOfApi } from './servers.mjs';

const recipes = [{ name: 'nginx', program: nginx, start: startNginx }, { name: 'caddy', program: caddy, start: startCaddy }];
let certificate;
let site;

before(async () => {
  makePortal();
  certificate = certify('api.securitycenter.microsoft.com');
  site = certify('portal.example');
  const port = await stubOfApi(certificate);
  for (const recipe of recipes) if (recipe.program) recipe.front = await recipe.start(recipe.name, port, certificate.cert, site);
});
after(stopAll);
beforeEach(() => {
  api.seen = [];
  api.answer = (_, response) => response.end(good);
});

/** Runs a test of what both recipes do. */
function both(name, run) {
  for (const recipe of recipes) {
    test(`${recipe.name}: ${name}`, { skip: recipe.program ? false : `${recipe.name} is not installed` }, () => run(recipe.front, recipe));
  }
}

both('the three paths reach the API with the token and with nothing else', async (front, recipe) => {
  for (const path of ['/api/configurationScore', '/api/exposureScore', '/api/exposureScore/ByMachineGroups']) {
    api.seen = [];
    const result = await front.ask(`/defender${path}`, { headers: {
      authorization: `Bearer ${canary}`, cookie: 'session=secret', referer: 'https://portal.example/people/1', 'x-forwarded-for': '192.0.2.1',
    } });
    assert.equal(result.status, 200);
    assert.equal(result.body, good);
    const name = 'api.securitycenter.microsoft.com';
    // Here Caddy's way to the API has an address in place of the name.
    const host = recipe.name === 'nginx' ? name : api.seen[0].headers.host;
    assert.deepEqual(api.seen, [{ method: 'GET', url: path, name,
      headers: { host, authorization: `Bearer ${canary}`, accept: 'application/json' } }]);
  }
});

/** What an answer may bring from the API, and what nginx writes itself. */
const expectedHeaders = ['cache-control', 'connection', 'content-length', 'content-security-policy', 'content-type', 'cross-origin-resource-policy',
  'date', 'referrer-policy', 'server', 'transfer-encoding', 'x-content-type-options'];

both('of the answer\'s headers only those of the list pass, on errors too', async (front, recipe) => {
  const unwanted = {
    'set-cookie': 'a=b', 'strict-transport-security': 'max-age=1; includeSubDomains', 'clear-site-data': '"*"',
    'access-control-allow-origin': '*', 'cache-control': 'public, max-age=600', 'x-accel-redirect': '/index.html', 'alt-svc': 'h3=":1"',
    nel: '{}', 'report-to': '{}', 'reporting-endpoints': 'a="/x"', refresh: '0;url=https://evil.example', link: '</x>; rel=preload',
    'service-worker-allowed': '/', 'content-security-policy': "default-src *", 'content-security-policy-report-only': 'report-uri /x',
    'permissions-policy': 'camera=*', 'x-frame-options': 'ALLOWALL', 'origin-agent-cluster': '?0', sourcemap: '/x', _odd: '1', '1st': '2',
    'www-authenticate': 'Basic realm="portal"', location: '/elsewhere', 'cross-origin-opener-policy': 'unsafe-none', etag: '"a"', vary: '*',
  };
  for (const status of [200, 302, 401, 403, 404, 429, 500, 503]) {
    api.answer = (_, response) => response.writeHead(status, { ...unwanted, 'content-type': 'text/html' }).end(good);
    const { status: came, headers, body } = await front.ask('/defender/api/configurationScore');
    assert.deepEqual([came, body], [status, good]);
    // Caddy tells of its own HTTP/3.
    if (recipe.name === 'caddy') assert.notEqual(headers['alt-svc'], unwanted['alt-svc']);
    const known = [...expectedHeaders, ...(recipe.name === 'caddy' ? ['alt-svc'] : [])];
    if (status === 302) known.push('location');
    assert.ok([undefined, '/defender/'].includes(headers.location), `${status}`);
    assert.deepEqual(Object.keys(headers).filter((name) => !known.includes(name)), [], `${status}`);
    assert.ok([undefined, 'application/json'].includes(headers['content-type']), `${status}`);
    assert.equal(headers.server, recipe.name === 'nginx' ? 'nginx' : undefined);
    hasOwnPolicy(headers, `${status}`);
  }
});

both('what the gauge reads of an error comes through', async (front, recipe) => {
  const body = '{"error":{"code":"TooManyRequests","message":"slower","target":"43f4cb08-8fac"}}';
  for (const [status, name, value] of [
    [401, 'www-authenticate', 'Bearer error="insufficient_claims"'], [429, 'retry-after', '7'], [503, 'retry-after', '8'],
  ]) {
    api.answer = (_, response) => response.writeHead(status, { [name]: value, 'content-type': 'application/json' }).end(body);
    const result = await front.ask('/defender/api/configurationScore');
    assert.deepEqual([result.status, result.headers[name], result.body], [status, value, body]);
  }
});

both('Bearer passes and no other scheme', async (front, recipe) => {
  for (const [value, passes] of [
    [`Bearer ${canary}`, true], [`bearer ${canary}`, true], ['Basic cDpx', false], ['Negotiate abc', false], [`Bearer`, false], ['Bearer a b', false],
    [`Basic x, Bearer ${canary}`, false], ['Bearer \u00e9', false], [canary, false],
  ]) {
    api.seen = [];
    await front.ask('/defender/api/configurationScore', { headers: { authorization: value } });
    assert.equal(api.seen[0].headers.authorization || undefined, passes ? value : undefined, value);
  }
});

both('a body is refused', async (front, recipe) => {
  const large = await front.ask('/defender/api/configurationScore', { headers: { 'content-length': '2000' }, body: 'x'.repeat(2000) });
  assert.equal(large.status, recipe.name === 'nginx' ? 413 : 404);
  hasOwnPolicy(large.headers, 'a body');
  assert.deepEqual(api.seen, []);
});

both('no other address, no other method and no query reaches the API', async (front, recipe) => {
  for (const [path, status] of [
    ['/defender/api/machines', 404], ['/defender/', 404], ['/defender/api/configurationScore/1', 404],
    ['/defender/api/configurationscore', 404], ['/defender/api/x/../machines', 404],
    ['/defender/api/configurationScore/%2e%2e/alerts', 404], ['/defender/api/exposureScore/ByMachineGroups/1', 404],
    ['/defender/api/.git', 404],
  ]) {
    const result = await front.ask(path);
    assert.equal(result.status, status, path);
    assert.match(result.headers['content-security-policy'], /default-src 'none'/, path);
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    assert.equal((await front.ask('/defender/api/configurationScore', { method })).status, recipe.name === 'nginx' ? 403 : 404, method);
  }
  assert.deepEqual(api.seen, []);
  await front.ask('/defender/api/configurationScore?token=x&$filter=y');
  assert.equal(api.seen[0].url, '/api/configurationScore');
});

both('a request without a token is answered by the API, and a long token fits', async (front, recipe) => {
  await front.ask('/defender/api/configurationScore', { headers: {} });
  assert.ok(!api.seen[0].headers.authorization);
  assert.equal((await front.ask('/defender/api/configurationScore', { headers: { authorization: `Bearer ${'x'.repeat(12000)}` } })).status, 200);
});

both('another certificate than the API\'s ends the matter before the token is sent', async (front, recipe) => {
  const other = await recipe.start(`${recipe.name}-other-name`, await stubOfApi(certify('attacker.example')), join(folder, 'attacker.example.pem'), site);
  assert.equal((await other.ask('/defender/api/configurationScore')).status, 502);
  const untrusted = await recipe.start(`${recipe.name}-untrusted`, await stubOfApi(certificate), site.cert, site);
  assert.equal((await untrusted.ask('/defender/api/configurationScore')).status, 502);
  assert.deepEqual(api.seen, []);
  if (recipe.name === 'nginx') assert.match(other.logs() + untrusted.logs(), /upstream SSL certificate/);
  assert.ok(!(other.logs() + untrusted.logs()).includes(canary));
});

both('the token is in no log: not of a good request, a failed one or a refused header', async (front, recipe) => {
  await front.ask('/defender/api/configurationScore');
  api.answer = (request) => request.socket.destroy();
  assert.equal((await front.ask('/defender/api/configurationScore')).status, 502);
  assert.equal((await front.ask('/defender/api/configurationScore', { headers: { authorization: `Bearer ${canary}${'x'.repeat(recipe.name === 'nginx' ? 20000 : 2_000_000)}` } })).status, recipe.name === 'nginx' ? 400 : 431);
  const logs = front.logs();
  if (recipe.name === 'nginx') assert.match(logs, /GET \/defender\/api\/configurationScore" 200/);
  assert.match(logs, recipe.name === 'nginx' ? /" 502/ : /"status":502/);
  assert.ok(!logs.includes(canary));
  // Caddy writes no line of access unless it is told to; then it writes queries, but no token.
  if (recipe.name === 'nginx') assert.ok(!logs.includes('token=x'));
});

both('files have their types, and are kept as long as their names say', async (front, recipe) => {
  const revalidated = 'no-cache';
  for (const [path, type, cache, shared] of [
    ['/', 'text/html', revalidated, false],
    ['/frame.html', 'text/html', revalidated, false],
    ['/score.json', 'application/json', revalidated, true],
    ['/frame.json', 'application/json', revalidated, true],
    ['/secure-score-gauge.js', 'javascript', 'public, max-age=300, stale-while-revalidate=86400', true],
    ['/assets/secure-score-0a1B2c3D.wasm', 'application/wasm', 'public, max-age=31536000, immutable', true],
    ['/assets/card-0a1B2c3D.css', 'text/css', 'public, max-age=31536000, immutable', true],
  ]) {
    const { status, headers } = await front.ask(path);
    assert.deepEqual([status, headers['cache-control']], [200, cache], path);
    assert.ok(headers['content-type'].includes(type), path);
    assert.equal(headers['access-control-allow-origin'], shared ? '*' : undefined, path);
    const held = shared || path === '/frame.html';
    assert.equal(headers['cross-origin-resource-policy'], held ? 'cross-origin' : 'same-origin', path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    const ancestors = path === '/frame.html' ? 'https://intranet.example' : "'none'";
    assert.match(headers['content-security-policy'], /'wasm-unsafe-eval'.*connect-src 'self'/, path);
    assert.ok(headers['content-security-policy'].endsWith(`frame-ancestors ${ancestors}`), path);
  }
});

both('a file that is compressed already is sent as it lies there', async (front, recipe) => {
  const { headers } = await front.ask('/secure-score-gauge.js', { headers: { 'accept-encoding': 'gzip' } });
  assert.deepEqual([headers['content-encoding'], headers.vary], ['gzip', 'Accept-Encoding']);
});

both('a missing file is not kept, and no dot file is served', async (front, recipe) => {
  for (const path of ['/assets/gone-0a1B2c3D.wasm', '/.git/config', '/.env', '/assets/.env', '/nothing']) {
    const { status, headers } = await front.ask(path);
    assert.equal(status, 404, path);
    assert.ok([undefined, 'no-store'].includes(headers['cache-control']), path);
    assert.match(headers['content-security-policy'], /default-src 'none'/, path);
  }
  assert.equal((await front.ask('/.well-known/acme')).status, 200);
});

// The last, since it uses up what one address may ask.
test('nginx: a flood is told how long to wait', { skip: nginx ? false : 'nginx is not installed' }, async () => {
  const { front } = recipes[0];
  const flood = await Promise.all(Array.from({ length: 90 }, () => front.ask('/defender/api/exposureScore')));
  const refused = flood.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 20 && refused.length < 90, `${refused.length}`);
  for (const { headers, body } of refused) {
    hasOwnPolicy(headers, 'a flood');
    assert.equal(headers['retry-after'], '5');
    assert.equal(JSON.parse(body).error.code, 'TooManyRequests');
  }
  assert.equal(flood.length - refused.length, api.seen.length);
});
