// What passes of the API's answer through nginx, for defender.conf: these headers and no other.
// Whatever else the API says of its own origin (where to come back by another protocol, where to
// report, what to preload) must not be said in the name of yours.

const PASSED = ['content-length', 'retry-after'];

const isClaimsChallenge = (name, value) => name === 'www-authenticate' && String(value).startsWith('Bearer ');

// Debian's njs knows little of today's JavaScript, so this function is plain.
function keepAllowed(r) {
  Object.keys(r.headersOut).forEach((name) => {
    const small = name.toLowerCase();
    if (!PASSED.includes(small) && !isClaimsChallenge(small, r.headersOut[name])) delete r.headersOut[name];
  });
  // The gauge follows no redirect, and says so. Whoever else comes here goes nowhere.
  if (r.status >= 300 && r.status < 400) r.headersOut.Location = '/defender/';
  // A sign-in page, or whatever else comes in place of JSON, is no page of yours.
  r.headersOut['Content-Type'] = 'application/json';
}

export default { keepAllowed };
