// What a host takes away: the tags, the callback, and the lines for its servers.

import { chosen } from './clouds.js';
import { attributes, snapshot } from './widget.js';
import { integrityOf } from './pins.js';

const SCRIPT = 'secure-score-gauge.js';

/** Where things will be: the page's origin, the widget's folder, and what the gauge asks. */
export function places(view) {
  const folder = absolute(view.place, document.baseURI) ?? new URL('.', document.baseURI);
  const site = absolute(view.site, document.baseURI) ?? new URL(document.baseURI);
  const asked = attributes(tagged(view, folder));
  const address = asked.src ?? asked['api-base'];
  return { folder, site, asked, source: address && absolute(address, site) };
}

const absolute = (text, base) => (text?.trim() && URL.canParse(text.trim(), base) ? new URL(text.trim(), base) : undefined);

/** A view as a host will have it: nobody plays the API there, and files beside the widget are on its server. */
function tagged(view, folder) {
  if (view.source === 'sample') return { ...view, source: 'file', src: new URL('sample/score.json', folder).href };
  if (view.source === 'file') return { ...view, src: new URL(view.src.trim() || 'sample/score.json', folder).href };
  return view;
}

const quoted = (text) => `"${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;

/** The tags. */
export function snippet(view) {
  const { folder, asked } = places(view);
  const set = Object.entries(asked).map(([name, value]) => (value === '' ? ` ${name}=""` : ` ${name}=${quoted(value)}`));
  const tag = `<secure-score-gauge${set.join(set.length > 2 ? '\n   ' : '')}>Secure score: see the Defender portal</secure-score-gauge>`;
  const lines = [`<script type="module" src=${quoted(new URL(SCRIPT, folder).href)}></script>`, tag];
  if (view.source === 'api') {
    lines.push('<button type="button" id="sign-in" hidden>Sign in</button>',
      '<!-- lib/msal-browser.min.js of the npm package @azure/msal-browser, and the file below. -->',
      '<script src="msal-browser.min.js" defer></script>', '<script type="module" src="secure-score-token.js"></script>');
  }
  if (view.source === 'values') lines.push('<script type="module" src="secure-score-snapshot.js"></script>');
  return lines.join('\n') + '\n';
}

/** The script file that belongs to the tags: its name and text; nothing where none is needed. */
export function script(view) {
  if (view.source === 'values') {
    const text = `document.querySelector('secure-score-gauge').snapshot = ${JSON.stringify(snapshot(view))};\n`;
    return { name: 'secure-score-snapshot.js', text };
  }
  return view.source === 'api' ? { name: 'secure-score-token.js', text: callback(chosen(view).login) } : undefined;
}

const callback = (login) => `/* global msal */
// The two values of your app registration: a single-page application with the delegated permission Score.Read.
const clientId = '00000000-0000-0000-0000-000000000000';
const tenant = '00000000-0000-0000-0000-000000000000';
// The audience is this host, whatever api-base is.
const scopes = ['https://api.securitycenter.microsoft.com/Score.Read'];

const gauge = document.querySelector('secure-score-gauge');
const signIn = document.querySelector('#sign-in');
const app = await msal.createStandardPublicClientApplication({
  auth: { clientId, authority: \`${login}/\${tenant}\`, redirectUri: new URL('redirect.html', document.baseURI).href },
});

function connect(account) {
  signIn.hidden = true;
  gauge.getToken = async ({ reason, signal }) => {
    try {
      const { accessToken, expiresOn } = await app.acquireTokenSilent({ scopes, account, forceRefresh: reason !== 'initial' });
      signal.throwIfAborted();
      return { token: accessToken, expiresAt: expiresOn };
    } catch (error) {
      if (!(error instanceof msal.InteractionRequiredAuthError)) throw error;
      signIn.hidden = false;
      return null;
    }
  };
}

signIn.addEventListener('click', async () => connect((await app.loginPopup({ scopes })).account));
const [account] = app.getAllAccounts();
if (account) connect(account);
else signIn.hidden = false;
`;

/** The policy that lets all this work, and nothing more. */
export function policy(view) {
  const { folder, site, source } = places(view);
  const login = view.source === 'api' ? [chosen(view).login] : [];
  const named = (url) => (url.origin === site.origin ? "'self'" : url.origin);
  const list = (...sources) => [...new Set(sources)].join(' ');
  const parts = [
    "default-src 'none'",
    `script-src ${list("'self'", named(folder), "'wasm-unsafe-eval'")}`,
    `connect-src ${list(named(folder), ...(source ? [named(source)] : []), ...login)}`,
    // MSAL renews in a hidden frame.
    ...login.map((host) => `frame-src 'self' ${host}`),
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `Content-Security-Policy: ${parts.join('; ')}\n`;
}

/** What the servers must answer to the page's origin, where they are of another. */
export function cors(view) {
  const { folder, site, source } = places(view);
  const lines = [];
  if (folder.origin !== site.origin) {
    lines.push(`# ${folder.origin}, with the widget’s files`, `Access-Control-Allow-Origin: ${site.origin}`, '');
  }
  const other = source && source.origin !== site.origin && source.origin !== folder.origin;
  if (view.source === 'api' && source && source.origin !== site.origin) {
    lines.push(`# ${source.origin}, to OPTIONS and to GET`, `Access-Control-Allow-Origin: ${site.origin}`,
      'Access-Control-Allow-Methods: GET', 'Access-Control-Allow-Headers: Authorization',
      'Access-Control-Expose-Headers: Retry-After, WWW-Authenticate', '');
  } else if (other) {
    lines.push(`# ${source.origin}, with the file, and with a 304 for it too`, 'Access-Control-Allow-Origin: *', '');
  }
  return lines.length > 0 ? lines.join('\n') : 'Nothing: everything is on the page’s own origin.\n';
}

/** The lines that pin the script, which pins all that it loads. Resolves to text. */
export async function pins(view) {
  const { folder } = places(view);
  const value = await integrityOf(SCRIPT);
  if (!value.integrity) return 'This copy of the widget has no integrity.json beside it.\n';
  const address = new URL(SCRIPT, folder).href;
  const map = JSON.stringify({ integrity: { [address]: value.integrity } });
  const hash = await value.hashOf(map);
  return [
    `<script type="module" src=${quoted(address)} integrity="${value.integrity}" crossorigin="anonymous"></script>`,
    '',
    '<!-- Or, for a page that imports it: -->',
    `<script type="importmap">${map}</script>`,
    ...(hash ? [`<!-- An inline map needs this in script-src: '${hash}' -->`] : []),
    '',
  ].join('\n');
}
