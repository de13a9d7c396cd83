// A look into a pasted token, on this page alone and only when asked: audience, expiry, scopes.
// Nothing is kept or sent. The text is split and decoded without a regular expression, which would
// keep it for every script of the page.

const AUDIENCE = 'https://api.securitycenter.microsoft.com';
const SCOPES = ['Score.Read', 'Score.Read.All'];

/** The findings about a token, each `{ ok, text }`. */
export function findings(token) {
  const claims = claimsOf(token);
  if (!claims) return [{ ok: undefined, text: 'This is not a token with readable claims. It may still be valid: tokens are opaque.' }];
  return [audience(claims), expiry(claims), scopes(claims)];
}

function claimsOf(token) {
  try {
    const text = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
    return claims && typeof claims === 'object' ? claims : undefined;
  } catch {
    return undefined;
  }
}

function audience({ aud }) {
  const named = typeof aud === 'string' ? aud : 'missing';
  const isRight = named === AUDIENCE || named === `${AUDIENCE}/`;
  return { ok: isRight, text: `Audience: ${named}.${isRight ? '' : ` Expected ${AUDIENCE}: the API refuses any other, whatever its host.`}` };
}

function expiry({ exp }) {
  if (typeof exp !== 'number') return { ok: false, text: 'Expiry: missing.' };
  const minutes = Math.round((exp * 1000 - Date.now()) / 60_000);
  if (minutes <= 0) return { ok: false, text: `Expiry: ${-minutes} minutes ago. Acquire a new token.` };
  return { ok: true, text: `Expiry: in ${minutes} minutes.` };
}

function scopes({ scp, roles }) {
  const list = typeof scp === 'string' ? scp.split(' ') : Array.isArray(roles) ? roles.map(String) : [];
  const named = list.join(', ') || 'none';
  if (!list.some((one) => SCOPES.includes(one))) return { ok: false, text: `Scopes: ${named}. Expected Score.Read.` };
  const application = typeof scp !== 'string';
  return { ok: !application, text: `Scopes: ${named}.${application ? ' This is an application token, which does not belong in a browser.' : ''}` };
}
