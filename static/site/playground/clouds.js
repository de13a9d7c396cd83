// Microsoft's hosts of the API, as its documentation names them. The list grows, so there is always
// "another address".

const GLOBAL = 'https://login.microsoftonline.com';
const GOVERNMENT = 'https://login.microsoftonline.us';

const cloud = (id, group, name, host, login = GLOBAL) => ({ id, group, name, base: `https://${host}`, login });

/** Every cloud by id, in the order in which they are offered. */
export const clouds = [
  cloud('global', 'Global', 'Global', 'api.securitycenter.microsoft.com'),
  cloud('current', 'Global', 'Global, current base', 'api.security.microsoft.com'),
  cloud('windows', 'Global', 'Global, old base', 'api.securitycenter.windows.com'),
  cloud('us', 'Near you', 'United States', 'us.api.security.microsoft.com'),
  cloud('eu', 'Near you', 'Europe', 'eu.api.security.microsoft.com'),
  cloud('uk', 'Near you', 'United Kingdom', 'uk.api.security.microsoft.com'),
  cloud('au', 'Near you', 'Australia', 'au.api.security.microsoft.com'),
  cloud('swa', 'Near you', 'Prefix swa', 'swa.api.security.microsoft.com'),
  cloud('ina', 'Near you', 'Prefix ina', 'ina.api.security.microsoft.com'),
  cloud('aea', 'Near you', 'Prefix aea', 'aea.api.security.microsoft.com'),
  cloud('api-us', 'Near you, older form', 'United States', 'api-us.securitycenter.microsoft.com'),
  cloud('api-eu', 'Near you, older form', 'Europe', 'api-eu.securitycenter.microsoft.com'),
  cloud('api-uk', 'Near you, older form', 'United Kingdom', 'api-uk.securitycenter.microsoft.com'),
  cloud('gcc', 'US Government', 'GCC', 'api-gcc.securitycenter.microsoft.us'),
  cloud('gcc-high', 'US Government', 'GCC High', 'api-gov.securitycenter.microsoft.us', GOVERNMENT),
  cloud('dod', 'US Government', 'DoD', 'api-gov.securitycenter.microsoft.us', GOVERNMENT),
];

/** The id of "another address". */
export const OWN = 'own';

/** The root of the API and the sign-in service that a view stands for. */
export function chosen({ cloud: id, base }) {
  const known = clouds.find((one) => one.id === id);
  return known ?? { id: OWN, base: base.trim() || clouds[0].base, login: GLOBAL };
}

/** Whether a token that goes to `address` goes to Microsoft. */
export const isMicrosoft = (address) => clouds.some((one) => new URL(one.base).host === new URL(address).host);

/** Offers the clouds in a select. */
export function offer(select) {
  for (const name of new Set(clouds.map((one) => one.group))) {
    const group = document.createElement('optgroup');
    group.label = name;
    for (const one of clouds.filter((each) => each.group === name)) {
      group.append(new Option(`${one.name} · ${new URL(one.base).host}`, one.id));
    }
    select.append(group);
  }
  select.append(new Option('Another address …', OWN));
}
