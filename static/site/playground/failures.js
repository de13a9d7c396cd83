// Every failure, one entry per cause: the answer of the simulated API, and what the page's
// `getToken` does.
//
// `expect` is the code that the gauge reports, or its state where nothing failed.

/** Error bodies as Microsoft documents them; `target` is the support id. */
const problem = (status, code, message, headers) => () =>
  answer(status, JSON.stringify({ error: { code, message, target: '43f4cb08-8fac-4b65-9db1-745c2ae65f3a' } }), headers);

const answer = (status, body = '', headers = {}) =>
  // A status without a body must have none.
  new Response([204, 304].includes(status) ? null : body, { status, headers: { 'content-type': 'application/json', ...headers } });

const ok = (body, headers) => () => answer(200, body, headers);
const lost = () => Promise.reject(new TypeError('Failed to fetch'));
const never = () => new Promise(() => {});

/**
 * A request that may not follow a redirect fails; one that looks for it gets the redirect itself.
 */
function redirect(request) {
  if (request.redirect === 'error') return lost();
  // No page can make a response of this type, so an ordinary one is dressed as it.
  return Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
}

const MISSING_ROLE =
  'The application does not have any of the required application permissions (Score.Read.All) to access the resource.';
const refused = problem(401, 'Unauthorized', 'The request carries no valid access token.');

let made = 0;
/** Tokens that mean nothing to anybody. Each call gives another one. */
const fresh = () => `played-token-${++made}`;

const entry = (id, group, name, expect, api, more = {}) => ({ id, group, name, expect, api, token: fresh, ...more });

/** Every failure by id, in the order in which they are offered. */
export const failures = [
  entry('no-token', 'The token', 'The page has no token', 'no-token', refused, { token: () => null }),
  entry('token-failed', 'The token', 'The sign-in code throws', 'token-failed', refused, {
    token: () => { throw new Error('the sign-in service cannot be reached'); },
  }),
  entry('token-timeout', 'The token', 'The sign-in code never answers (30 s)', 'token-timeout', refused, { token: never }),
  entry('token-unchanged', 'The token', '401, then the same token again', 'token-unchanged', refused, { token: () => 'played-token' }),
  entry('unauthorized', 'The token', '401 for every token', 'unauthorized', refused),
  entry('claims', 'The token', '401 with a claims challenge', 'unauthorized', problem(401, 'Unauthorized', 'A sign-in rule was not met.', {
    'www-authenticate': 'Bearer error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
  })),
  entry('forbidden', 'The API refuses', '403 Forbidden', 'forbidden', problem(403, 'Forbidden', MISSING_ROLE)),
  entry('disallowed', 'The API refuses', '403 DisallowedOperation', 'forbidden', problem(403, 'DisallowedOperation', 'The operation is not allowed.')),
  entry('feature-disabled', 'The API refuses', '403 DisabledFeature', 'feature-disabled', problem(403, 'DisabledFeature', 'The feature is not enabled for this tenant.')),
  entry('not-found', 'The API refuses', '404 NotFound', 'not-found', problem(404, 'NotFound', 'The resource was not found.')),
  entry('resource-not-found', 'The API refuses', '404 ResourceNotFound', 'not-found', problem(404, 'ResourceNotFound', 'The resource was not found.')),
  entry('throttled', 'The API refuses', '429 TooManyRequests, Retry-After 30', 'throttled', problem(429, 'TooManyRequests', 'Too many requests. Try again later.', { 'retry-after': '30' })),
  entry('throttled-hidden', 'The API refuses', '429 with Retry-After hidden', 'throttled', problem(429, 'TooManyRequests', 'Too many requests. Try again later.')),
  entry('bad-request', 'The API refuses', '400 BadRequest', 'http', problem(400, 'BadRequest', 'The request is not valid.')),
  entry('odata', 'The API refuses', '400 ODataError', 'http', problem(400, 'ODataError', 'The query of the request is not valid OData.')),
  entry('invalid-input', 'The API refuses', '400 InvalidInput', 'http', problem(400, 'InvalidInput', 'An input of the request is not valid.')),
  entry('server', 'The service fails', '500 InternalServerError', 'server', problem(500, 'InternalServerError', 'An internal error happened.')),
  entry('gateway', 'The service fails', '502 with a proxy’s page', 'server', () => answer(502, '<h1>502 Bad Gateway</h1>', { 'content-type': 'text/html' })),
  entry('unavailable', 'The service fails', '503, Retry-After 30', 'server', problem(503, 'ServiceUnavailable', 'Try again later.', { 'retry-after': '30' })),
  entry('empty-status', 'The service fails', '204 No Content', 'http', () => answer(204)),
  entry('network', 'On the way', 'No network, or no CORS', 'network', lost),
  entry('timeout', 'On the way', 'No response (30 s)', 'timeout', never),
  entry('redirected', 'On the way', 'A redirect', 'redirected', redirect),
  entry('insecure-url', 'On the way', 'An http:// address', 'insecure-url', lost, { base: 'http://api.example' }),
  entry('html', '200, but no score', 'A sign-in page', 'invalid-response', () => answer(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' })),
  entry('not-json', '200, but no score', 'Not JSON', 'invalid-response', ok('score: 340')),
  entry('empty', '200, but no score', 'An empty body', 'invalid-response', ok('')),
  entry('no-score', '200, but no score', 'No score', 'invalid-response', ok('{"time":"2019-12-03T09:15:58.1665846Z"}')),
  entry('no-time', '200, but no score', 'No time', 'invalid-response', ok('{"score":340}')),
  entry('text-score', '200, but no score', 'A score in quotes', 'invalid-response', ok('{"time":"2019-12-03T09:15:58.1665846Z","score":"340"}')),
  entry('negative', '200, but no score', 'A score below 0', 'invalid-response', ok('{"time":"2019-12-03T09:15:58.1665846Z","score":-1}')),
  entry('bad-time', '200, but no score', 'Invalid time', 'invalid-response', ok('{"time":"yesterday","score":340}')),
  entry('huge', '200, but no score', 'More than 64 KiB', 'invalid-response', ok(`{"time":"2019-12-03T09:15:58Z","score":340}${' '.repeat(65_536)}`)),
  entry('stale', 'Age', 'An old answer', 'stale', null, { aged: true }),
  entry('slow', 'Age', 'Success after 5 seconds', 'ready', null, { delay: 5000 }),
  entry('wasm-blocked', 'The widget (reloads this page)', 'WebAssembly is blocked', 'wasm-blocked', null, { reload: true }),
  entry('crashed', 'The widget (reloads this page)', 'The widget crashes', 'crashed', null, { reload: true }),
];

/** The failure of an id; `undefined` for `none`, which is success. */
export const failure = (id) => failures.find((one) => one.id === id);

/** Offers the failures in a select, with the code that each ends in. */
export function offer(select) {
  for (const name of new Set(failures.map((one) => one.group))) {
    const group = document.createElement('optgroup');
    group.label = name;
    for (const one of failures.filter((each) => each.group === name)) {
      group.append(new Option(one.name === one.expect ? one.name : `${one.name} → ${one.expect}`, one.id));
    }
    select.append(group);
  }
}
