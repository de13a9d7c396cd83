// The two values of your app registration.
const tenant = '00000000-0000-0000-0000-000000000000';
const clientId = '00000000-0000-0000-0000-000000000000';

/** Who signs in, and where: see README.md for the clouds of the US Government. */
export const configuration = {
  auth: {
    clientId,
    authority: `https://login.microsoftonline.com/${tenant}`,
    // To be registered as it stands, on the platform "Single-page application".
    redirectUri: new URL('redirect.html', document.baseURI).href,
  },
};

/** The audience is this host whatever `api-base` is. */
export const scopes = ['https://api.securitycenter.microsoft.com/Score.Read'];
