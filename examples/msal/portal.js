// A page that signs its reader in with MSAL, and gives the gauge a function that yields tokens. See
// docs/token.md.
/* global msal */

import { configuration, scopes } from './config.js';

const gauge = document.querySelector('secure-score-gauge');
const signIn = document.querySelector('#sign-in');
const signOut = document.querySelector('#sign-out');

const app = await msal.createStandardPublicClientApplication(configuration);

/** Shows the button that is of use now. */
function offer(button) {
  signIn.hidden = button !== signIn;
  signOut.hidden = button !== signOut;
}

/**
 * Lets the gauge ask for `account`'s tokens: at first, before one runs out, and when one was
 * refused.
 */
function connect(account) {
  offer(signOut);
  gauge.getToken = async ({ reason, signal }) => {
    try {
      const { accessToken, expiresOn } = await app.acquireTokenSilent({
        scopes,
        account,
        // Without this MSAL would hand out the refused token again, from its cache.
        forceRefresh: reason !== 'initial',
      });
      signal.throwIfAborted();
      return { token: accessToken, expiresAt: expiresOn };
    } catch (error) {
      if (!(error instanceof msal.InteractionRequiredAuthError)) throw error;
      // Only the reader can help, and a pop-up needs a click: the gauge says so, and the page has
      // the button.
      offer(signIn);
      return null;
    }
  };
}

signIn.addEventListener('click', async () => {
  const { account } = await app.loginPopup({ scopes });
  connect(account);
});

signOut.addEventListener('click', async () => {
  const [account] = app.getAllAccounts();
  gauge.getToken = null;
  gauge.clearToken();
  offer(signIn);
  await app.logoutPopup({ account });
});

const [account] = app.getAllAccounts();
if (account) connect(account);
else offer(signIn);
