// Runs portal.js with a stub of MSAL and of the page: `node --test examples/msal/portal.test.mjs`.
import assert from 'node:assert/strict';
import test from 'node:test';

class InteractionRequiredAuthError extends Error {}
const expiresOn = new Date('2026-01-01T00:00:00Z');
let serial = 0;

/** Loads portal.js into a page of stubs in which `accounts` are signed in. */
async function open({ accounts = [], acquire = async () => ({ accessToken: 'token', expiresOn }) } = {}) {
  const asked = [];
  const element = () => Object.assign(new EventTarget(), { hidden: true });
  const page = { gauge: { clearToken() { this.cleared = true; } }, signIn: element(), signOut: element() };
  const found = { 'secure-score-gauge': page.gauge, '#sign-in': page.signIn, '#sign-out': page.signOut };
  globalThis.document = { querySelector: (selector) => found[selector], baseURI: 'https://portal.example/security/' };
  globalThis.msal = {
    InteractionRequiredAuthError,
    createStandardPublicClientApplication: async (configuration) => {
      page.configuration = configuration;
      return {
        getAllAccounts: () => accounts,
        acquireTokenSilent: (request) => { asked.push(request); return acquire(request); },
        loginPopup: async () => ({ account: { username: 'new' } }),
        logoutPopup: async () => {},
      };
    },
  };
  await import(`./portal.js?${serial += 1}`);
  return { ...page, asked };
}
const ask = (gauge, reason) => gauge.getToken({ reason, signal: new AbortController().signal });

test('nobody is signed in: no callback, so the gauge waits, and the button is there', async () => {
  const { gauge, signIn, signOut, configuration } = await open();
  assert.equal(gauge.getToken, undefined);
  assert.deepEqual([signIn.hidden, signOut.hidden], [false, true]);
  assert.equal(configuration.auth.redirectUri, 'https://portal.example/security/redirect.html');
});

test('a click signs in and connects the gauge', async () => {
  const { gauge, signIn, asked } = await open();
  signIn.dispatchEvent(new Event('click'));
  await new Promise(setImmediate);
  assert.deepEqual(await ask(gauge, 'initial'), { token: 'token', expiresAt: expiresOn });
  assert.equal(asked[0].account.username, 'new');
});

test('each reason asks for the right token', async () => {
  const { gauge, asked } = await open({ accounts: [{ username: 'known' }] });
  for (const reason of ['initial', 'expiring', 'rejected']) await ask(gauge, reason);
  assert.deepEqual(asked.map(({ forceRefresh }) => forceRefresh), [false, true, true]);
  assert.deepEqual(asked[0].scopes, ['https://api.securitycenter.microsoft.com/Score.Read']);
});

test('when only the reader can help, the gauge gets null and the button comes back', async () => {
  const { gauge, signIn } = await open({ accounts: [{}], acquire: async () => { throw new InteractionRequiredAuthError(); } });
  assert.equal(await ask(gauge, 'initial'), null);
  assert.equal(signIn.hidden, false);
});

test('any other failure is the gauge\'s to report', async () => {
  const { gauge } = await open({ accounts: [{}], acquire: async () => { throw new TypeError('offline'); } });
  await assert.rejects(ask(gauge, 'initial'), TypeError);
});

test('signing out takes the token away', async () => {
  const { gauge, signOut } = await open({ accounts: [{}] });
  signOut.dispatchEvent(new Event('click'));
  assert.equal(gauge.getToken, null);
  assert.equal(gauge.cleared, true);
});
