// Looks for canary tokens wherever a widget could leave one, over a whole life of a gauge. See
// leak-test.html.

const widget = new URL(new URLSearchParams(location.search).get('widget') ?? 'secure-score-gauge.js', location.href).href;

/** What every token of this run has in it, and nothing else on earth. */
const canary = `canary${Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
let tokens = 0;
/**
 * As long as real ones: what overwrites a part of one that lies in a memory leaves another part.
 */
const token = () => `${canary}.${(tokens += 1)}.`.repeat(30);

const API = '/leak-test-api';
const ASKED = new URL(`${API}/api/configurationScore`, location.href).href;
const ANSWER = { time: '2026-01-02T03:04:05.1234567Z', score: 340 };

/** What was seen on the way, as text, by where. */
const seen = new Map();
const note = (where, what) => seen.set(where, (seen.get(where) ?? '') + inFull(what));

/** Everything that a value says of itself. */
function inFull(value, known = new Set()) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return `${String(value)}\n`;
  if (known.has(value) || known.size > 4_000) return '';
  known.add(value);
  let text = '';
  // The prototype chain too, and what hides from loops: symbols, getters, what is not enumerable.
  for (let at = value; at && at !== Object.prototype && at !== Function.prototype; at = Object.getPrototypeOf(at)) {
    if (at === Node.prototype || at === EventTarget.prototype || at === HTMLElement.prototype || at === Element.prototype) break;
    for (const key of Reflect.ownKeys(at)) {
      text += `${String(key)} `;
      try {
        const member = Reflect.get(at, key, value);
        text += member instanceof Node || member === window ? '' : inFull(member, known);
      } catch {
        // What cannot be read leaks nothing.
      }
    }
  }
  if (typeof value === 'function') text += String(value);
  try {
    text += `${JSON.stringify(value)}\n`;
  } catch {
    // Cycles, say.
  }
  return text;
}

// ---- Everything that could carry a text away is watched from before the widget is there. ----

const carriers = [
  [console, ['debug', 'log', 'info', 'warn', 'error', 'trace', 'assert', 'dir', 'table', 'group', 'count', 'time'], 'console'],
  [navigator, ['sendBeacon'], 'beacons'],
  [XMLHttpRequest.prototype, ['open', 'setRequestHeader', 'send'], 'XMLHttpRequest'],
  [window, ['open', 'postMessage', 'reportError', 'alert', 'prompt'], 'window'],
  [MessagePort.prototype, ['postMessage'], 'messages'],
  [BroadcastChannel.prototype, ['postMessage'], 'broadcasts'],
  [Storage.prototype, ['setItem'], 'storage'],
  [history, ['pushState', 'replaceState'], 'history'],
  [performance, ['mark', 'measure'], 'performance marks'],
  [document, ['write', 'writeln', 'execCommand'], 'document'],
  [Element.prototype, ['setAttribute', 'setAttributeNS', 'insertAdjacentHTML'], 'attributes'],
  [IDBObjectStore.prototype, ['put', 'add'], 'IndexedDB'],
];
if (window.Cache) carriers.push([Cache.prototype, ['put', 'add', 'addAll'], 'caches']);
for (const [on, names, where] of carriers) {
  for (const name of names.filter((name) => typeof on[name] === 'function')) {
    const original = on[name];
    on[name] = function (...given) {
      note(where, given);
      return Reflect.apply(original, this, given);
    };
  }
}
for (const name of ['error', 'unhandledrejection', 'securitypolicyviolation', 'message', 'secure-score-state', 'secure-score-load', 'secure-score-error']) {
  addEventListener(name, (event) => {
    note(`event ${name}`, [event.message, event.reason, event.reason?.stack, event.error?.stack, event.detail, event.blockedURI, event.sample, event.data]);
    if (event instanceof CustomEvent) note(`clones of ${name}`, structuredClone(event.detail));
  }, true);
}

/** The memories of all wasm that starts on this page. */
const memories = new Set();
const keep = (made) => {
  for (const one of Object.values((made.instance ?? made).exports ?? {})) if (one instanceof WebAssembly.Memory) memories.add(one);
  return made;
};
for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...given) => keep(await Reflect.apply(original, WebAssembly, given));
}
const Instance = WebAssembly.Instance;
WebAssembly.Instance = new Proxy(Instance, { construct: (target, given) => keep(Reflect.construct(target, given)) });

/** How the played API answers; the token comes to it, and to nothing else. */
let answer = () => Response.json(ANSWER);
const arrived = [];
const realFetch = window.fetch;
window.fetch = async (asked, options) => {
  const request = new Request(asked, options);
  const authorization = request.headers.get('authorization') ?? '';
  note('addresses', request.url);
  note('referrers', [request.referrer === 'about:client' ? '' : request.referrer]);
  for (const [name, value] of request.headers) if (name !== 'authorization') note('other headers', value);
  if (request.body) note('bodies', await request.clone().text());
  if (request.url !== ASKED) {
    note(`requests to ${request.url}`, authorization);
    return realFetch(asked, options);
  }
  const careful = request.credentials === 'omit' && request.redirect === 'error' && request.referrerPolicy === 'no-referrer';
  note('careless requests', careful ? '' : authorization);
  // While a token is in use, too: later something else may lie where it was.
  if (inMemory()) note('the memory of the wasm as it asks', canary);
  arrived.push(authorization);
  return answer();
};

// ---- Where a token could be ----

async function stored() {
  let text = inFull({ ...localStorage }) + inFull({ ...sessionStorage }) + document.cookie;
  for (const name of await window.caches?.keys().catch(() => []) ?? []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) text += request.url + await (await cache.match(request)).text();
  }
  for (const { name } of await indexedDB.databases?.().catch(() => []) ?? []) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      text += inFull(await settled(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return text;
}

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function tree(root) {
  let text = root.innerHTML ?? '';
  for (const element of root.querySelectorAll('*')) {
    for (const attribute of element.attributes) text += `${attribute.name}=${attribute.value}\n`;
    text += element.value ?? '';
    if (element.shadowRoot) text += tree(element.shadowRoot);
  }
  for (const sheet of root.adoptedStyleSheets ?? []) for (const rule of sheet.cssRules) text += rule.cssText;
  return text;
}

const ascii = new TextEncoder().encode(canary);
const wide = Uint8Array.from(Array.from(canary).flatMap((letter) => [letter.charCodeAt(0), 0]));

function holds(memory, needle) {
  const bytes = new Uint8Array(memory.buffer);
  for (let at = bytes.indexOf(needle[0]); at >= 0; at = bytes.indexOf(needle[0], at + 1)) {
    if (needle.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}

const inMemory = () => [...memories].some((memory) => holds(memory, ascii) || holds(memory, wide));

/** What any script can read of the last regular expression that any other one ran. */
const STATICS = ['input', 'lastMatch', 'lastParen', 'leftContext', 'rightContext', '$1', '$2', '$3', '$4', '$5', '$6', '$7', '$8', '$9'];

/** Every place, with whether the canary is there. */
async function places(gauge, module) {
  const found = [];
  const look = (where, text) => { if (text.includes(canary)) found.push(where); };
  look('the document and its shadow roots', tree(document));
  look('the gauge and its prototypes', inFull(gauge));
  look('a clone of it', tree(wrap(gauge.cloneNode(true))));
  look('the score and its clone', inFull(gauge.score) + inFull(structuredClone(gauge.score)));
  look('the module', inFull(module));
  look('names on window', Reflect.ownKeys(window).filter((key) => !before.has(key)).map((key) => inFull(window[key])).join());
  look('storages, cookies, caches, IndexedDB', await stored());
  look('history and addresses', inFull([location.href, history.state, document.referrer, document.baseURI, window.name, document.title]));
  look('performance entries', JSON.stringify(performance.getEntries()));
  look('what a regular expression matched last', STATICS.map((name) => RegExp[name]).join());
  for (const [where, text] of seen) look(where, text);
  if (inMemory()) found.push('the memory of the wasm');
  return found;
}

const wrap = (node) => {
  const around = document.createElement('div');
  around.append(node);
  return around;
};

// ---- A life ----

const before = new Set(Reflect.ownKeys(window));
const list = document.querySelector('#steps');
const turn = (milliseconds = 30) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const failed = [];

/** What was sent, several times, and still not too long for an answer. */
const echo = () => `${arrived.at(-1)} `.repeat(20);

const status = (code, body) => () => new Response(body ?? JSON.stringify({ error: { code: 'x', message: echo(), target: 'id' } }), { status: code });

async function run() {
  const module = await import(widget);
  await customElements.whenDefined('secure-score-gauge');
  const gauge = document.createElement('secure-score-gauge');
  gauge.apiBase = API;
  document.querySelector('#stage').append(gauge);
  const refresh = () => gauge.refresh().then((score) => note('results', score), (error) => note('rejections', [error, error.message, error.stack, error.cause]));
  const until = async (state) => { while (gauge.state !== state) await turn(10); };

  const life = [
    ['a callback is asked before the wasm is there', async () => {
      gauge.getToken = async () => token();
      await until('ready');
      gauge.clearToken();
      gauge.getToken = null;
    }],
    ['a token is set', async () => { gauge.setToken(token()); await until('ready'); }],
    ['the score is asked for again', refresh],
    ['another token takes its place', async () => { gauge.setToken(token(), { expiresAt: Date.now() + 3_600_000 }); await refresh(); }],
    ['the token is refused, and there is no other', async () => { answer = status(401); await refresh(); }],
    ['a callback gives tokens that expire at once', async () => {
      answer = () => Response.json(ANSWER);
      gauge.clearToken();
      gauge.getToken = async () => ({ token: token(), expiresAt: Date.now() + 1_000 });
      await refresh();
      await refresh();
    }],
    ['one is refused, the next is not', async () => {
      let refusals = 1;
      answer = () => (refusals-- > 0 ? status(401)() : Response.json(ANSWER));
      await refresh();
    }],
    ['every one is refused', async () => { answer = status(401); await refresh(); }],
    ['access is refused', async () => { answer = status(403); await refresh(); }],
    ['the service fails and repeats what it was sent', async () => { answer = () => status(500, echo())(); await refresh(); }],
    ['the answer is what was sent', async () => { answer = () => new Response(JSON.stringify({ score: echo(), time: arrived.at(-1) })); await refresh(); }],
    ['the network fails and says what was sent', async () => { answer = () => Promise.reject(new TypeError(echo())); await refresh(); }],
    ['the callback throws its token', async () => { gauge.getToken = () => { throw new Error(token()); }; await refresh(); }],
    ['the callback is rejected with its token', async () => { gauge.getToken = () => Promise.reject(token()); await refresh(); }],
    ['tokens that no header can carry', async () => {
      for (const bad of [`${token()}\n`, `${token()}ä`, [token()], { token: [token()] }, { expiresAt: token(), token: token() }]) {
        gauge.getToken = async () => bad;
        await refresh();
        gauge.setToken(bad);
        await refresh();
      }
    }],
    ['another origin is set', async () => {
      answer = () => Response.json(ANSWER);
      gauge.setToken(token());
      await refresh();
      gauge.getToken = null;
      gauge.apiBase = 'https://another.invalid';
      await refresh();
      gauge.apiBase = API;
    }],
    ['a file and a snapshot take the place of the API', async () => {
      gauge.setToken(token());
      gauge.src = 'no-such-file.json';
      await refresh();
      gauge.snapshot = { score: 1, time: ANSWER.time };
      await refresh();
      gauge.snapshot = null;
      gauge.src = null;
    }],
    ['a diagnosis', async () => { gauge.setToken(token()); note('diagnosis', await gauge.diagnose()); }],
    ['the token is cleared', async () => { gauge.clearToken(); await turn(); }],
    ['the gauge is taken out and put back', async () => {
      gauge.getToken = async () => token();
      await refresh();
      gauge.remove();
      await turn();
      document.querySelector('#stage').append(gauge);
      await refresh();
    }],
    ['the wasm crashes in the middle of it', async () => {
      const { setAttribute } = Element.prototype;
      Element.prototype.setAttribute = () => { throw new Error('not today'); };
      answer = status(403);
      await Promise.race([refresh(), turn(2_500)]);
      Element.prototype.setAttribute = setAttribute;
      await refresh();
    }],
    ['the gauge is removed for good', async () => { gauge.remove(); gauge.getToken = null; await turn(); }],
  ];

  for (const [name, step] of life) {
    await step();
    const found = await places(gauge, module);
    const line = document.createElement('li');
    line.textContent = found.length ? `${name}: found in ${found.join('; ')}` : `${name}: clean`;
    list.append(line);
    if (found.length) failed.push(line.textContent);
  }
  if (!arrived.some((authorization) => authorization.startsWith(`Bearer ${canary}.`))) failed.push('no token ever arrived at the API: nothing was tested');
  if (memories.size === 0) failed.push('no wasm was seen: its memory was not searched');
  return `${tokens} tokens, ${arrived.length} requests, ${life.length} steps, ${memories.size} wasm memory`;
}

/**
 * A script of another origin runs as this page's own: only after a click that names it, and under a
 * policy that knows its origin alone.
 */
async function allowed() {
  const { origin } = new URL(widget);
  if (origin !== location.origin) {
    const button = document.createElement('button');
    button.textContent = `Run ${widget} in ${location.origin}`;
    document.querySelector('#verdict').textContent = 'Waiting: this script is of another origin, and would run as a script of this one.';
    document.querySelector('#verdict').after(button);
    await new Promise((resolve) => { button.onclick = resolve; });
    button.remove();
    document.querySelector('#verdict').textContent = 'Running…';
  }
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `default-src 'none'; script-src 'self' ${origin} 'wasm-unsafe-eval'; connect-src 'self' ${origin}; base-uri 'none'; ` +
    "form-action 'none'";
  document.head.append(policy);
}

allowed().then(run).then((count) => failed.length ? `Leaks: ${failed.join('. ')}.` : `Clean: ${count}.`, (error) => `Stopped: ${error}`)
  .then((verdict) => { document.querySelector('#verdict').textContent = verdict; });
