// Real servers before a stub of the API, for the tests of the recipes in this folder.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

export const canary = 'canary.token-4711';
export const good = '{"time":"2019-12-03T09:15:58.1665846Z","score":340}';
/** What reached the API, and what it answers. */
export const api = { seen: [], answer: (_, response) => response.end(good) };

/** The first of these programs that runs. */
export const installed = (paths, version) => paths.find((path) => {
  try { execFileSync(path, [version], { stdio: 'ignore' }); return true; } catch { return false; }
});
export const nginx = installed(['/usr/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx'], '-v');
export const caddy = installed(['/usr/bin/caddy', '/usr/local/bin/caddy', '/opt/homebrew/bin/caddy'], 'version');

export const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
chmodSync(folder, 0o755);
const running = [];

/** A key and a certificate for `name`, which is its own authority. */
export function certify(name) {
  const [key, cert] = ['key', 'pem'].map((kind) => join(folder, `${name}.${kind}`));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1',
    '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key, cert };
}

/** The API's stub; its certificate is for `name`. */
export async function stubOfApi({ key, cert }) {
  const server = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    api.seen.push({ method: request.method, url: request.url, headers: request.headers, name: request.socket.servername });
    api.answer(request, response);
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

/**
 * Replaces what differs between a real machine and this test; everything else runs as it is
 * written.
 */
function rewrite(file, changes) {
  let text = readFileSync(new URL(file, import.meta.url), 'utf8');
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `${file} holds "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/**
 * Starts nginx before the stub on `apiPort`; resolves when it listens, with a function that asks
 * it.
 */
export async function startNginx(name, apiPort, trusted, site) {
  const home = join(folder, name);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${home}/${kind};`);
  const port = await freePort();
  mkdirSync(home);
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
  await start(nginx, ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log'), '-g', 'daemon off;'], home, port);
  const logs = () => readFileSync(join(home, 'access.log'), 'utf8') + readFileSync(join(home, 'error.log'), 'utf8');
  return { ask: asker(port, site), logs };
}


/** Starts Caddy before the stub on `apiPort`. */
export async function startCaddy(name, apiPort, trusted, site) {
  const home = join(folder, name);
  const port = await freePort();
  mkdirSync(home);
  const options = `{\n\tadmin off\n\tauto_https disable_redirects\n\thttp_port ${await freePort()}\n}\n`;
  writeFileSync(join(home, 'Caddyfile'), options + rewrite('Caddyfile', [
    ['\nportal.example {', `\nhttps://portal.example:${port} {\n\tlog\n\ttls ${site.cert} ${site.key}`],
    ['https://api.securitycenter.microsoft.com', `https://127.0.0.1:${apiPort}`],
    ['compression off', `compression off\n\t\t\t\t\ttls_trusted_ca_certs ${trusted}\n\t\t\t\t\ttls_server_name api.securitycenter.microsoft.com`],
    ['/srv/portal', `${folder}/portal`],
  ]));
  await start(caddy, ['run', '--adapter', 'caddyfile', '--config', join(home, 'Caddyfile')], home, port);
  const logs = () => readFileSync(join(home, 'said.log'), 'utf8');
  return { ask: asker(port, site), logs };
}

/** Starts a program that listens on `port`, and waits until it does. */
async function start(program, options, home, port) {
  const said = join(home, 'said.log');
  const output = openSync(said, 'w');
  const child = spawn(program, options, { stdio: ['ignore', output, output], env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home } });
  running.push(async () => {
    if (child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  });
  for (;;) {
    assert.equal(child.exitCode, null, `${program} ended: ${readFileSync(said)}${existsSync(join(home, 'error.log')) ? readFileSync(join(home, 'error.log')) : ''}`);
    const socket = connect(port, '127.0.0.1');
    const listens = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
    socket.destroy();
    if (listens) return;
    await pause(20);
  }
}

/** A function that asks a server for a path. */
const asker = (port, site) => (path, { method = 'GET', headers = { authorization: `Bearer ${canary}` }, body: sent } = {}) => new Promise((resolve, reject) => {
  const request = https.request({
    host: '127.0.0.1', port, servername: 'portal.example', ca: readFileSync(site.cert), path, method, headers: { host: 'portal.example', ...headers }, agent: false,
  }, async (response) => {
    let body = '';
    for await (const chunk of response) body += chunk;
    resolve({ status: response.statusCode, headers: response.headers, body });
  });
  request.on('error', reject).end(sent);
});

/** The names of the files in the served folder. */
export function makePortal() {
  for (const path of ['', 'assets', '.git', '.well-known']) mkdirSync(join(folder, 'portal', path));
  for (const path of ['index.html', 'frame.html', 'score.json', 'frame.json', 'secure-score-gauge.js', 'assets/secure-score-0a1B2c3D.wasm',
    'assets/card-0a1B2c3D.css', '.git/config', '.env', 'assets/.env', '.well-known/acme']) writeFileSync(join(folder, 'portal', path), 'x'.repeat(2000));
  writeFileSync(join(folder, 'portal', 'secure-score-gauge.js.gz'), gzipSync('x'.repeat(2000)));
}

/** Ends all that runs, and removes what was written. */
export async function stopAll() {
  for (const stop of running.reverse()) await stop();
  rmSync(folder, { recursive: true });
}

/** The policy of the proxy's own, on each answer below /defender. */
export function hasOwnPolicy(headers, what) {
  assert.match(headers['content-security-policy'], /^default-src 'none';.* sandbox$/, what);
  assert.equal(headers['cache-control'], 'no-store', what);
  assert.equal(headers['x-content-type-options'], 'nosniff', what);
}
