// The request that a view stands for, as HTTP, for curl and for PowerShell. The token is never in
// it: HTTP shows a mask, and the commands ask for it when they run.

import { attributes } from './widget.js';

const METRICS = { 'exposure-score': '/api/exposureScore' };

/** One request serves the gauges of every device group. */
const groups = ({ metric, group }) => (metric === 'exposure-score' && group.trim() ? '/ByMachineGroups' : '');

/**
 * The address that the gauge asks, and whether it sends a token; nothing where it has the score
 * already.
 */
export function target(view) {
  if (view.source === 'values') return undefined;
  const wanted = attributes(view);
  try {
    if (wanted.src) return { url: new URL(wanted.src, document.baseURI), token: false };
    const url = new URL(wanted['api-base'], document.baseURI);
    url.search = url.hash = '';
    url.pathname = url.pathname.replace(/\/+$/, '') + (METRICS[view.metric] ?? '/api/configurationScore') + groups(view);
    return { url, token: true };
  } catch {
    return undefined;
  }
}

const http = ({ url, token }) => [
  `GET ${url.pathname}${url.search} HTTP/1.1`,
  `Host: ${url.host}`,
  'Accept: application/json',
  ...(token ? ['Authorization: Bearer ••••••••'] : []),
  '',
].join('\n');

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

// Standard input keeps the token out of the list of processes and of the shell's history.
const curl = ({ url, token }) => (token
  ? `read -rs TOKEN\nprintf 'Authorization: Bearer %s\\n' "$TOKEN" |\n  curl --include --header @- --header 'Accept: application/json' \\\n    ${quoted(url.href)}\n`
  : `curl --include --header 'Accept: application/json' ${quoted(url.href)}\n`);

const escaped = (text) => `'${text.replaceAll("'", "''")}'`;

// -Authentication and -SecureString tokens need PowerShell 7.
const powershell = ({ url, token }) => (token
  ? `$token = Read-Host -AsSecureString 'Token'\nInvoke-RestMethod -Uri ${escaped(url.href)} -Authentication Bearer -Token $token \`\n  -Headers @{ Accept = 'application/json' } -MaximumRedirection 0\n`
  : `Invoke-RestMethod -Uri ${escaped(url.href)} -Headers @{ Accept = 'application/json' } -MaximumRedirection 0\n`);

const forms = { http, curl, powershell };

/** The text of a view's request. */
export function requestText(view) {
  const to = target(view);
  if (view.source === 'values') return 'No request: the page has the score already.\n';
  return to ? forms[view.as](to) : 'No request: the address is invalid.\n';
}
