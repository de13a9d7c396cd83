// A page that signs its reader in with MSAL, and gives the gauge a function that yields tokens. See docs/token.md.
/* global msal */

// The two values of your app registration.
const clientId = '00000000-0000-0000-0000-000000000000';
const tenant = '00000000-0000-0000-0000-000000000000';

// The audience is this host whatever `api-base` is.
const scopes = ['https://api.securitycenter.microsoft.com/Score.Read'];

const gauge = document.querySelector('secure-score-gauge');
const signIn = document.querySelector('#sign-in');
const signOut = document.querySelector('#sign-out');

const app = await msal.createStandardPublicClientApplication({
  auth: {
    clientId,
    authority: `https://login.microsoftonline.com/${tenant}`,
    // To be registered as it stands, on the platform "Single-page application".
    redirectUri: new URL('redirect.html', document.baseURI).href,
  },
});

/** Shows the button that is of use now. */
function offer(button) {
  signIn.hidden = button !== signIn;
  signOut.hidden = button !== signOut;
}

/** Lets the gauge ask for `account`'s tokens: at first, before one runs out, and when one was refused. */
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
      // Only the reader can help, and a pop-up needs a click: the gauge says so, and the page has the button.
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
