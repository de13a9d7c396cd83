// Runs nginx with nginx.conf, defender.conf and defender.js before a stub of the API: `node --test deploy/proxy.test.mjs`.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, before, beforeEach, test } from 'node:test';

const canary = 'canary.token-4711';
const good = '{"time":"2019-12-03T09:15:58.1665846Z","score":340}';
const installed = ['/usr/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx'].find((path) => {
  try { execFileSync(path, ['-v'], { stdio: 'ignore' }); return true; } catch { return false; }
});
const options = { skip: installed ? false : 'nginx is not installed' };

const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
const running = [];
let seen = [];
let answer = (_, response) => response.end(good);
let front;

/** A key and a certificate for `name`, which is its own authority. */
function certify(name) {
  const [key, cert] = ['key', 'pem'].map((kind) => join(folder, `${name}.${kind}`));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1',
    '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key, cert };
}

/** The API's stub; its certificate is for `name`. */
async function stubOfApi({ key, cert }) {
  const server = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    seen.push({ method: request.method, url: request.url, headers: request.headers, name: request.socket.servername });
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.push(() => server.close());
  return server.address().port;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Replaces what differs between a real machine and this test; everything else runs as it is written. */
function rewrite(file, changes) {
  let text = readFileSync(new URL(file, import.meta.url), 'utf8');
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `${file} holds "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** Starts nginx before the stub on `apiPort`; resolves when it listens, with a function that asks it. */
async function startNginx(name, apiPort, trusted, site) {
  const home = join(folder, name);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${home}/${kind};`);
  const port = await freePort();
  mkdirSync(home);
  // Where the lines of /etc/nginx/modules-enabled look for their modules.
  symlinkSync('/usr/lib/nginx/modules', join(home, 'modules'));
  writeFileSync(join(home, 'defender.conf'), rewrite('defender.conf', [
    ['https://$defender_host', `https://127.0.0.1:${apiPort}`],
    ['/etc/ssl/certs/ca-certificates.crt', trusted],
  ]));
  copyFileSync(new URL('defender.js', import.meta.url), join(home, 'defender.js'));
  writeFileSync(join(home, 'nginx.conf'), rewrite('nginx.conf', [
    ['/var/log/nginx/', `${home}/`], ['/run/nginx.pid', `${home}/nginx.pid`],
    ['http {', `http { ${temporary.join(' ')}`], ['listen 443', `listen 127.0.0.1:${port}`],
    ['/etc/ssl/private/portal.example.pem', site.cert], ['/etc/ssl/private/portal.example.key', site.key],
    ['root /srv/portal', `root ${folder}/portal`],
  ]));
  // nginx writes its process id after it has opened its sockets.
  const watcher = watch(home);
  const listening = new Promise((resolve, reject) => {
    watcher.on('change', (_, changed) => { if (changed === 'nginx.pid') resolve(); });
    const nginx = spawn(installed, ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log'), '-g', 'daemon off;'],
      { stdio: ['ignore', 'inherit', 'inherit'] });
    nginx.on('exit', (code) => reject(new Error(`nginx ended with ${code}: ${readFileSync(join(home, 'error.log'))}`)));
    running.push(async () => { if (nginx.exitCode !== null) return; nginx.removeAllListeners('exit'); const gone = once(nginx, 'exit'); nginx.kill('SIGTERM'); await gone; });
  });
  await listening.finally(() => watcher.close());

  const ask = (path, { method = 'GET', headers = { authorization: `Bearer ${canary}` }, body: sent } = {}) => new Promise((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', port, servername: 'portal.example', ca: readFileSync(site.cert), path, method, headers, agent: false },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode, headers: response.headers, body });
      });
    request.on('error', reject).end(sent);
  });
  const logs = () => readFileSync(join(home, 'access.log'), 'utf8') + readFileSync(join(home, 'error.log'), 'utf8');
  return { ask, logs };
}

before(async () => {
  if (!installed) return;
  chmodSync(folder, 0o755);
  for (const path of ['', 'assets', '.git', '.well-known']) mkdirSync(join(folder, 'portal', path));
  for (const path of ['index.html', 'frame.html', 'score.json', 'frame.json', 'secure-score-gauge.js', 'assets/secure-score-0a1B2c3D.wasm',
    'assets/card-0a1B2c3D.css', '.git/config', '.env', 'assets/.env', '.well-known/acme']) writeFileSync(join(folder, 'portal', path), 'x'.repeat(2000));
  writeFileSync(join(folder, 'portal', 'secure-score-gauge.js.gz'), gzipSync('x'.repeat(2000)));
  const api = certify('api.securitycenter.microsoft.com');
  front = { site: certify('portal.example'), api };
  Object.assign(front, await startNginx('front', await stubOfApi(api), api.cert, front.site));
});
after(async () => {
  for (const stop of running.reverse()) await stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen = [];
  answer = (_, response) => response.end(good);
});

test('the three paths reach the API with the token and with nothing else', options, async () => {
  for (const path of ['/api/configurationScore', '/api/exposureScore', '/api/exposureScore/ByMachineGroups']) {
    seen = [];
    const result = await front.ask(`/defender${path}`, { headers: {
      authorization: `Bearer ${canary}`, cookie: 'session=secret', referer: 'https://portal.example/people/1', 'x-forwarded-for': '192.0.2.1',
    } });
    assert.equal(result.status, 200);
    assert.equal(result.body, good);
    const host = 'api.securitycenter.microsoft.com';
    assert.deepEqual(seen, [{ method: 'GET', url: path, name: host,
      headers: { host, authorization: `Bearer ${canary}`, accept: 'application/json' } }]);
  }
});

/** What an answer may bring from the API, and what nginx writes itself. */
const expectedHeaders = ['cache-control', 'connection', 'content-length', 'content-security-policy', 'content-type', 'cross-origin-resource-policy',
  'date', 'referrer-policy', 'server', 'transfer-encoding', 'x-content-type-options'];

function hasOwnPolicy(headers, what) {
  assert.match(headers['content-security-policy'], /^default-src 'none';.* sandbox$/, what);
  assert.equal(headers['cache-control'], 'no-store', what);
  assert.equal(headers['x-content-type-options'], 'nosniff', what);
}

test('of the answer\'s headers only those of the list pass, on errors too', options, async () => {
  const unwanted = {
    'set-cookie': 'a=b', 'strict-transport-security': 'max-age=1; includeSubDomains', 'clear-site-data': '"*"',
    'access-control-allow-origin': '*', 'cache-control': 'public, max-age=600', 'x-accel-redirect': '/index.html', 'alt-svc': 'h3=":1"',
    nel: '{}', 'report-to': '{}', 'reporting-endpoints': 'a="/x"', refresh: '0;url=https://evil.example', link: '</x>; rel=preload',
    'service-worker-allowed': '/', 'content-security-policy': "default-src *", 'content-security-policy-report-only': 'report-uri /x',
    'permissions-policy': 'camera=*', 'x-frame-options': 'ALLOWALL', 'origin-agent-cluster': '?0', sourcemap: '/x', _odd: '1', '1st': '2',
    'www-authenticate': 'Basic realm="portal"', location: '/elsewhere', 'cross-origin-opener-policy': 'unsafe-none', etag: '"a"', vary: '*',
  };
  for (const status of [200, 302, 401, 403, 404, 429, 500, 503]) {
    answer = (_, response) => response.writeHead(status, { ...unwanted, 'content-type': 'text/html' }).end(good);
    const { status: came, headers, body } = await front.ask('/defender/api/configurationScore');
    assert.deepEqual([came, body], [status, good]);
    assert.deepEqual(Object.keys(headers).filter((name) => !expectedHeaders.includes(name)), [], `${status}`);
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers.server, 'nginx');
    hasOwnPolicy(headers, `${status}`);
  }
});

test('what the gauge reads of an error comes through', options, async () => {
  const body = '{"error":{"code":"TooManyRequests","message":"slower","target":"43f4cb08-8fac"}}';
  for (const [status, name, value] of [
    [401, 'www-authenticate', 'Bearer error="insufficient_claims"'], [429, 'retry-after', '7'], [503, 'retry-after', '8'],
  ]) {
    answer = (_, response) => response.writeHead(status, { [name]: value, 'content-type': 'application/json' }).end(body);
    const result = await front.ask('/defender/api/configurationScore');
    assert.deepEqual([result.status, result.headers[name], result.body], [status, value, body]);
  }
});

test('Bearer passes and no other scheme', options, async () => {
  for (const [value, passes] of [
    [`Bearer ${canary}`, true], [`bearer ${canary}`, true], ['Basic cDpx', false], ['Negotiate abc', false], [`Bearer`, false], ['Bearer a b', false],
    [`Basic x, Bearer ${canary}`, false], ['Bearer \u00e9', false], [canary, false],
  ]) {
    seen = [];
    await front.ask('/defender/api/configurationScore', { headers: { authorization: value } });
    assert.equal(seen[0].headers.authorization, passes ? value : undefined, value);
  }
});

test('a body is refused', options, async () => {
  const large = await front.ask('/defender/api/configurationScore', { headers: { 'content-length': '2000' }, body: 'x'.repeat(2000) });
  assert.equal(large.status, 413);
  hasOwnPolicy(large.headers, 'a body');
  assert.deepEqual(seen, []);
});

test('no other address, no other method and no query reaches the API', options, async () => {
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
    assert.equal((await front.ask('/defender/api/configurationScore', { method })).status, 403, method);
  }
  assert.deepEqual(seen, []);
  await front.ask('/defender/api/configurationScore?token=x&$filter=y');
  assert.equal(seen[0].url, '/api/configurationScore');
});

test('a request without a token is answered by the API, and a long token fits', options, async () => {
  await front.ask('/defender/api/configurationScore', { headers: {} });
  assert.equal(seen[0].headers.authorization, undefined);
  assert.equal((await front.ask('/defender/api/configurationScore', { headers: { authorization: `Bearer ${'x'.repeat(12000)}` } })).status, 200);
});

test('another certificate than the API\'s ends the matter before the token is sent', options, async () => {
  const other = await startNginx('other-name', await stubOfApi(certify('attacker.example')), join(folder, 'attacker.example.pem'), front.site);
  assert.equal((await other.ask('/defender/api/configurationScore')).status, 502);
  const untrusted = await startNginx('untrusted', await stubOfApi(front.api), front.site.cert, front.site);
  assert.equal((await untrusted.ask('/defender/api/configurationScore')).status, 502);
  assert.deepEqual(seen, []);
  assert.match(other.logs() + untrusted.logs(), /upstream SSL certificate/);
  assert.ok(!(other.logs() + untrusted.logs()).includes(canary));
});

test('the token is in no log: not of a good request, a failed one or a refused header', options, async () => {
  await front.ask('/defender/api/configurationScore');
  answer = (request) => request.socket.destroy();
  assert.equal((await front.ask('/defender/api/configurationScore')).status, 502);
  assert.equal((await front.ask('/defender/api/configurationScore', { headers: { authorization: `Bearer ${canary}${'x'.repeat(20000)}` } })).status, 400);
  const logs = front.logs();
  assert.match(logs, /GET \/defender\/api\/configurationScore" 200/);
  assert.match(logs, /" 502/);
  assert.ok(!logs.includes(canary));
  assert.ok(!logs.includes('token=x'));
});

test('files have their types, and are kept as long as their names say', options, async () => {
  const revalidated = 'no-cache';
  for (const [path, type, cache, shared] of [
    ['/', 'text/html', revalidated, false],
    ['/frame.html', 'text/html', revalidated, false],
    ['/score.json', 'application/json', revalidated, true],
    ['/frame.json', 'application/json', revalidated, true],
    ['/secure-score-gauge.js', 'application/javascript', 'public, max-age=300, stale-while-revalidate=86400', true],
    ['/assets/secure-score-0a1B2c3D.wasm', 'application/wasm', 'public, max-age=31536000, immutable', true],
    ['/assets/card-0a1B2c3D.css', 'text/css', 'public, max-age=31536000, immutable', true],
  ]) {
    const { status, headers } = await front.ask(path);
    assert.deepEqual([status, headers['content-type'], headers['cache-control']], [200, type, cache], path);
    assert.equal(headers['access-control-allow-origin'], shared ? '*' : undefined, path);
    assert.equal(headers['cross-origin-resource-policy'], shared ? 'cross-origin' : 'same-origin', path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    const ancestors = path === '/frame.html' ? 'https://intranet.example' : "'none'";
    assert.match(headers['content-security-policy'], /'wasm-unsafe-eval'.*connect-src 'self'/, path);
    assert.ok(headers['content-security-policy'].endsWith(`frame-ancestors ${ancestors}`), path);
  }
});

test('a file that is compressed already is sent as it lies there', options, async () => {
  const { headers } = await front.ask('/secure-score-gauge.js', { headers: { 'accept-encoding': 'gzip' } });
  assert.deepEqual([headers['content-encoding'], headers.vary], ['gzip', 'Accept-Encoding']);
});

test('a missing file is not kept, and no dot file is served', options, async () => {
  for (const path of ['/assets/gone-0a1B2c3D.wasm', '/.git/config', '/.env', '/assets/.env', '/nothing']) {
    const { status, headers } = await front.ask(path);
    assert.equal(status, 404, path);
    assert.equal(headers['cache-control'], undefined, path);
    assert.match(headers['content-security-policy'], /default-src 'none'/, path);
  }
  assert.equal((await front.ask('/.well-known/acme')).status, 200);
});

// The last, since it uses up what one address may ask.
test('a flood is told how long to wait', options, async () => {
  const flood = await Promise.all(Array.from({ length: 90 }, () => front.ask('/defender/api/exposureScore')));
  const refused = flood.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 20 && refused.length < 90, `${refused.length}`);
  for (const { headers, body } of refused) {
    hasOwnPolicy(headers, 'a flood');
    assert.equal(headers['retry-after'], '5');
    assert.equal(JSON.parse(body).error.code, 'TooManyRequests');
  }
  assert.equal(flood.length - refused.length, seen.length);
});
