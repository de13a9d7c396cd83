// The files that sign a reader in with MSAL: the token module, and the page to which the sign-in
// service returns.

const SETTINGS = `// The two values of your app registration: a single-page application with the delegated permission Score.Read.
const clientId = '00000000-0000-0000-0000-000000000000';
const tenant = '00000000-0000-0000-0000-000000000000';
// The audience is this host, whatever api-base is.
const scopes = ['https://api.securitycenter.microsoft.com/Score.Read'];
`;

const start = (login, create) => `const app = await ${create}({
  auth: { clientId, authority: \`${login}/\${tenant}\`, redirectUri: new URL('redirect.html', document.baseURI).href },
});
`;

const acquire = (account, failure, missing) => `  try {
    const { accessToken, expiresOn } = await app.acquireTokenSilent({ scopes, account${account}, forceRefresh: reason !== 'initial' });
    signal.throwIfAborted();
    return { token: accessToken, expiresAt: expiresOn };
  } catch (error) {
    if (!(error instanceof ${failure})) throw error;
${missing}    return null;
  }
`;

/** The module beside the tags, for the script of MSAL that defines \`msal\`. */
const forTags = (login) => `/* global msal */
${SETTINGS}
const gauge = document.querySelector('secure-score-gauge');
const signIn = document.querySelector('#sign-in');
${start(login, 'msal.createStandardPublicClientApplication')}
function connect(account) {
  signIn.hidden = true;
  gauge.getToken = async ({ reason, signal }) => {
${indented(acquire('', 'msal.InteractionRequiredAuthError', '    signIn.hidden = false;\n'))}  };
}

signIn.addEventListener('click', async () => connect((await app.loginPopup({ scopes })).account));
const [account] = app.getAllAccounts();
if (account) connect(account);
else signIn.hidden = false;
`;

const indented = (text) => text.split('\n').map((line) => (line ? `  ${line}` : line)).join('\n');

/** The module that a component imports, with MSAL from npm. */
const forComponents = (login) => `import { createStandardPublicClientApplication, InteractionRequiredAuthError } from '@azure/msal-browser';

${SETTINGS}
${start(login, 'createStandardPublicClientApplication')}
/** The token of the signed-in reader, or null when nobody is signed in. */
export async function getToken({ reason, signal }) {
  const [account] = app.getAllAccounts();
  if (!account) return null;
${acquire('', 'InteractionRequiredAuthError', '')}}

/** Call this from a button: a pop-up needs a click. Then set getToken on the gauge again. */
export const signIn = () => app.loginPopup({ scopes });
`;

const REDIRECT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Signing in</title>
<!-- lib/redirect-bridge/msal-redirect-bridge.min.js of the npm package @azure/msal-browser. -->
<script src="msal-redirect-bridge.min.js" defer></script>
<script src="redirect.js" defer></script>
</head>
<body><p>Signing in…</p></body>
</html>
`;

const BRIDGE = `// Serve redirect.html without a Cross-Origin-Opener-Policy header, which would separate it from the page that asked.
/* global msalRedirectBridge */
msalRedirectBridge.broadcastResponseToMainFrame();
`;

const returned = [{ name: 'redirect.html', text: REDIRECT }, { name: 'redirect.js', text: BRIDGE }];

/** The files for a page of plain HTML. */
export const filesForTags = (login) => [{ name: 'secure-score-token.js', text: forTags(login) }, ...returned];

/** The files for a component of a framework. */
export const filesForComponents = (login) => [{ name: 'secure-score-token.js', text: forComponents(login) }, ...returned];
