// An OpenID provider for one test: `node provider.mjs MODULES ASSERTION`. It listens on a free port
// of the loopback, writes a client's assertion into the file ASSERTION, and tells on standard
// output its port, and then each token that it issues. It ends with its standard input.
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, assertion] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(modules, 'node_modules', file)));
const { Provider } = await load('oidc-provider/lib/index.js');
const { SignJWT, exportJWK, generateKeyPair } = await load('jose/dist/webapi/index.js');

const scope = 'https://api.securitycenter.microsoft.com/.default';
const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;
const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
const machine = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [], scope };

const provider = new Provider(issuer, {
  clients: [
    { ...machine, client_id: 'app', client_secret: 'p+a ss&word=~4711', token_endpoint_auth_method: 'client_secret_post' },
    {
      ...machine,
      client_id: 'federated',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'RS256',
      jwks: { keys: [{ ...await exportJWK(publicKey), alg: 'RS256', use: 'sig' }] },
    },
  ],
  clientAuthMethods: ['client_secret_post', 'private_key_jwt'],
  features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
  routes: { token: '/contoso/oauth2/v2.0/token' },
  scopes: ['openid', scope],
});
provider.on('grant.success', ({ body }) => console.log('token', body.access_token));
server.on('request', provider.callback());

const jwt = new SignJWT({}).setProtectedHeader({ alg: 'RS256' }).setIssuer('federated').setSubject('federated')
  .setAudience(issuer).setIssuedAt().setExpirationTime('10m').setJti('once');
await writeFile(assertion, `${await jwt.sign(privateKey)}\n`);
console.log(server.address().port);
process.stdin.resume().on('end', () => process.exit());
