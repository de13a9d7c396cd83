// Runs nginx with nginx.conf and defender.conf in front of a stub of the API: `node --test deploy/proxy.test.mjs`.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  writeFileSync(join(home, 'defender.conf'), rewrite('defender.conf', [
    ['https://$defender_host', `https://127.0.0.1:${apiPort}`],
    ['/etc/ssl/certs/ca-certificates.crt', trusted],
  ]));
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
    running.push(async () => { nginx.removeAllListeners('exit'); const gone = once(nginx, 'exit'); nginx.kill('SIGTERM'); await gone; });
  });
  await listening.finally(() => watcher.close());

  const ask = (path, { method = 'GET', headers = { authorization: `Bearer ${canary}` } } = {}) => new Promise((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', port, servername: 'portal.example', ca: readFileSync(site.cert), path, method, headers, agent: false },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode, headers: response.headers, body });
      });
    request.on('error', reject).end();
  });
  const logs = () => readFileSync(join(home, 'access.log'), 'utf8') + readFileSync(join(home, 'error.log'), 'utf8');
  return { ask, logs };
}

before(async () => {
  if (!installed) return;
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'portal'));
  writeFileSync(join(folder, 'portal', 'index.html'), '<!doctype html><title>Portal</title>');
  writeFileSync(join(folder, 'portal', 'gauge.wasm'), '');
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

test('both paths reach the API with the token and with nothing else', options, async () => {
  for (const path of ['/api/configurationScore', '/api/exposureScore']) {
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

test('the answer brings no cookie and no policy of the API', options, async () => {
  answer = (_, response) => response.writeHead(200, {
    'set-cookie': 'a=b', 'strict-transport-security': 'max-age=1; includeSubDomains', 'clear-site-data': '"*"',
    'access-control-allow-origin': '*', 'cache-control': 'public, max-age=600', 'x-accel-redirect': '/index.html',
    'content-type': 'application/json',
  }).end(good);
  const { headers, body } = await front.ask('/defender/api/configurationScore');
  assert.equal(body, good);
  for (const name of ['set-cookie', 'strict-transport-security', 'clear-site-data', 'access-control-allow-origin']) {
    assert.equal(headers[name], undefined, name);
  }
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['content-type'], 'application/json');
});

test('errors and redirects come through as the API sent them', options, async () => {
  const body = '{"error":{"code":"TooManyRequests","message":"slower","target":"43f4cb08-8fac"}}';
  for (const [status, name, value] of [
    [401, 'www-authenticate', 'Bearer error="insufficient_claims"'], [403, 'x-any', '1'], [404, 'x-any', '1'],
    [429, 'retry-after', '7'], [500, 'x-any', '1'], [302, 'location', 'https://api.securitycenter.microsoft.com/elsewhere'],
  ]) {
    answer = (_, response) => response.writeHead(status, { [name]: value }).end(body);
    const result = await front.ask('/defender/api/configurationScore');
    assert.deepEqual([result.status, result.headers[name], result.body], [status, value, body]);
  }
});

test('no other address, no other method and no query reaches the API', options, async () => {
  for (const [path, status] of [
    ['/defender/api/machines', 404], ['/defender/', 404], ['/defender/api/configurationScore/1', 404],
    ['/defender/api/configurationscore', 404], ['/defender/api/x/../machines', 404],
    ['/defender/api/configurationScore/%2e%2e/alerts', 404], ['/defender/api/exposureScore/ByMachineGroups', 404],
  ]) assert.equal((await front.ask(path)).status, status, path);
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

test('the page is served with its policy, and wasm with its type', options, async () => {
  const page = await front.ask('/');
  assert.match(page.headers['content-security-policy'], /'wasm-unsafe-eval'.*connect-src 'self'/);
  assert.equal(page.headers['cache-control'], 'no-cache');
  assert.equal((await front.ask('/gauge.wasm')).headers['content-type'], 'application/wasm');
});
