// An OpenID provider for one test, which signs everybody in: `node provider.mjs MODULES REDIRECT`.
// It listens on a free port of the loopback, writes its port and its public keys, takes orders as
// lines of JSON, and ends with its standard input.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, redirect] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(modules, 'node_modules', file)));
const { Provider } = await load('oidc-provider/lib/index.js');
const { exportJWK, generateKeyPair } = await load('jose/dist/webapi/index.js');

const resource = 'https://api.securitycenter.microsoft.com';
/** What tokens are like from now on. */
const orders = { audience: resource, seconds: 3600 };

const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
const key = async (from) => ({ ...await exportJWK(from), alg: 'RS256', use: 'sig', kid: 'one' });

const provider = new Provider('https://login.test/tenant', {
  clients: [{
    client_id: 'portal', application_type: 'native', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'], redirect_uris: [redirect],
  }],
  clientBasedCORS: () => true,
  cookies: { keys: ['a key for one test'] },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: `${resource}/Score.Read`, audience: orders.audience, accessTokenFormat: 'jwt', accessTokenTTL: orders.seconds,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, name: 'A reader', preferred_username: id }) }),
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  issueRefreshToken: async () => true,
  jwks: { keys: [await key(privateKey)] },
  pkce: { required: () => true },
  rotateRefreshToken: false,
  scopes: ['openid', 'profile', 'offline_access'],
});

// Without this the provider gives no `offline_access`; Entra does.
provider.use(async (context, next) => {
  if (context.path === '/auth' && !context.query.prompt) context.query = { ...context.query, prompt: 'consent' };
  await next();
});

/** Signs in and consents, without asking anybody. */
async function interact(request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: 'reader@portal.example' } });
  }
  const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope('openid profile offline_access');
  grant.addResourceScope(resource, `${resource}/Score.Read`);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

const answer = provider.callback();
const server = createServer((request, response) => {
  if (request.url.startsWith('/interaction/')) interact(request, response).catch((error) => response.end(String(error)));
  else answer(request, response);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(JSON.stringify({ port: server.address().port, keys: [await key(publicKey)] }));
createInterface({ input: process.stdin }).on('line', (line) => {
  Object.assign(orders, JSON.parse(line));
  console.log('{}');
}).on('close', () => process.exit());
