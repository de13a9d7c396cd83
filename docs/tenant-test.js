// Asks each documented host of the API what a page may do, and makes a report without a secret. See
// tenant-test.html.

import { HOSTS } from './tenant-test-hosts.js';

const PATH = '/api/configurationScore';
/** Opens nothing. That it goes along makes a browser ask for permission first. */
const NO_TOKEN = 'not-a-token';
const PATIENCE = 15_000;
const FLOOD = 120;
/** The headers that a gauge would like to read. */
const WANTED = ['retry-after', 'www-authenticate', 'date', 'x-request-id', 'request-id'];

const COLUMNS = ['host', 'answers', 'simple request', 'preflight', 'with a token', 'readable headers', 'asked too often'];

const find = (id) => document.getElementById(id);
const LOOPBACK = ['localhost', '127.0.0.1'];

/** Other hosts than Microsoft's only on this machine: no link may send a token elsewhere. */
function hosts() {
  const named = new URLSearchParams(location.search).getAll('host').filter((host) => URL.canParse(host));
  const own = named.map((host) => new URL(host)).filter(({ hostname }) => LOOPBACK.includes(hostname));
  return own.length > 0 ? own.map(({ origin }) => origin) : HOSTS;
}

const ask = (host, options) => fetch(`${host}${PATH}`, {
  credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(PATIENCE), ...options,
});
const withToken = (token) => ({ headers: { Accept: 'application/json', Authorization: `Bearer ${token}` } });

/**
 * What became of a request, in a word or two; `seen` is told of an answer that the page may read.
 */
const outcome = (request, seen = () => {}) => request.then(
  async (response) => {
    seen(response);
    if (response.status !== 200) return String(response.status);
    const answer = await response.json().catch(() => null);
    return typeof answer?.score === 'number' && typeof answer.time === 'string' ? '200, a score' : '200, no score';
  },
  (error) => (error.name === 'TimeoutError' ? 'no answer in 15 s' : 'blocked'),
);

/** Asks a host until it says that this is too often. */
async function flood(host, token) {
  for (let nth = 1; nth <= FLOOD; nth += 1) {
    let response;
    const what = await outcome(ask(host, withToken(token)), (came) => { response = came; });
    if (!response) return `${what}, after ${nth} requests`;
    if (response.status === 429) return `429 after ${nth} requests, Retry-After ${response.headers.has('retry-after') ? 'readable' : 'not readable'}`;
  }
  return `no limit within ${FLOOD} requests`;
}

async function examine(host, token, floods) {
  const readable = new Set();
  const note = ({ headers }) => { for (const [name] of headers) readable.add(name); };
  const answers = await ask(host, { mode: 'no-cors' }).then(() => 'yes', (error) => (error.name === 'TimeoutError' ? 'no answer in 15 s' : 'no'));
  const simple = await outcome(ask(host, { headers: { Accept: 'application/json' } }), note);
  const preflight = await outcome(ask(host, withToken(NO_TOKEN)), note);
  const real = token ? await outcome(ask(host, withToken(token)), note) : 'not tried';
  const often = floods && token ? await flood(host, token) : 'not tried';
  const names = WANTED.filter((name) => readable.has(name)).join(', ') || 'none of those wanted';
  return [new URL(host).host, answers, simple, preflight, real, names, often];
}

function row(cells, kind) {
  const made = document.createElement('tr');
  made.append(...cells.map((text) => Object.assign(document.createElement(kind), { textContent: text })));
  return made;
}

const browser = () => navigator.userAgentData?.brands.map(({ brand, version }) => `${brand} ${version}`).join(', ') ?? navigator.userAgent;

const line = (cells) => `| ${cells.join(' | ')} |`;

/** The report, as a table for a page in Markdown. */
const markdown = (rows) => [
  `Asked on ${new Date().toISOString().slice(0, 10)} by ${browser()}, from a page at ${location.protocol === 'https:' ? 'https' : 'the loopback'}.`,
  '', line(COLUMNS), line(COLUMNS.map(() => '---')), ...rows.map(line), '',
].join('\n');

async function run(token, floods) {
  const rows = [];
  find('results').replaceChildren(row(COLUMNS, 'th'));
  for (const [nth, host] of hosts().entries()) {
    find('status').textContent = `Asking ${new URL(host).host} (${nth + 1} of ${hosts().length}) …`;
    const cells = await examine(host, token, floods && nth === 0);
    rows.push(cells);
    find('results').append(row(cells, 'td'));
  }
  find('text').textContent = markdown(rows);
  find('report').hidden = false;
  find('status').textContent = 'Done. Read the report before you send it; it holds what the table shows and nothing else.';
}

find('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const token = find('token').value.trim();
  find('token').value = '';
  const button = event.target.querySelector('button');
  button.disabled = true;
  await run(token, find('flood').checked);
  button.disabled = false;
});
find('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText(find('text').textContent);
  find('status').textContent = 'Copied.';
});
