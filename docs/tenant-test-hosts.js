// The hosts of the API that Microsoft documents, as in docs/token.md.
export const HOSTS = [
  'api.securitycenter.microsoft.com', 'api.security.microsoft.com', 'api.securitycenter.windows.com',
  'us.api.security.microsoft.com', 'eu.api.security.microsoft.com', 'uk.api.security.microsoft.com', 'au.api.security.microsoft.com',
  'swa.api.security.microsoft.com', 'ina.api.security.microsoft.com', 'aea.api.security.microsoft.com',
  'api-us.securitycenter.microsoft.com', 'api-eu.securitycenter.microsoft.com', 'api-uk.securitycenter.microsoft.com',
  'api-gcc.securitycenter.microsoft.us', 'api-gov.securitycenter.microsoft.us',
].map((host) => `https://${host}`);
