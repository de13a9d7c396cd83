// A same-origin proxy for `api-base="/defender"`: passes the reader's own token on, and nothing
// else. What each part is for stands in docs/proxy.md. It has no limit on the rate of requests: put
// one before it, if strangers reach it.
const upstream = process.env.DEFENDER_ORIGIN ?? 'https://api.securitycenter.microsoft.com';
const paths = ['configurationScore', 'exposureScore', 'exposureScore/ByMachineGroups'];

/** A sign-in page in the API's place is no page of yours, and nobody keeps an answer. */
const own = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'content-type': 'application/json',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};
const down = '{"error":{"code":"BadGateway","message":"The proxy got no answer from the API."}}';

const answer = (body, status, passed) => new Response(body, { status, headers: { ...own, ...passed } });

/** `Bearer` and no other scheme: a password that a browser keeps for your origin stays here. */
function tokenOf(request) {
  const authorization = request.headers.get('authorization') ?? '';
  return /^bearer [!-~]+$/i.test(authorization) ? { authorization } : {};
}

/**
 * Of the API's headers these pass, and no other. The length is that of a body that `fetch` may have
 * decompressed, and a new one comes with the answer.
 */
function passedOf({ status, headers }) {
  const passed = {};
  const [wait, challenge] = [headers.get('retry-after'), headers.get('www-authenticate')];
  if (wait !== null) passed['retry-after'] = wait;
  if (challenge?.startsWith('Bearer ')) passed['www-authenticate'] = challenge;
  // The gauge follows no redirect, and says so. Whoever else comes here goes nowhere.
  if (status >= 300 && status < 400) passed.location = '/defender/';
  return passed;
}

export async function GET(request, { params }) {
  const path = (await params).path.join('/');
  if (!paths.includes(path)) return answer(null, 404);
  try {
    const response = await fetch(`${upstream}/api/${path}`, {
      headers: { accept: 'application/json', ...tokenOf(request) },
      cache: 'no-store',
      redirect: 'manual',
    });
    return answer(response.body, response.status, passedOf(response));
  } catch {
    return answer(down, 502);
  }
}
