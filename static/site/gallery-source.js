// A source that the page plays by itself: addresses below `played/` are answered here and never
// leave the page.

const BASE = new URL('played/', document.baseURI).href;
const SCORE = { time: '2026-03-02T09:15:58.1665846Z', score: 640 };

const json = (status, body) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const refusal = (status, code) =>
  json(status, { error: { code, message: '', target: '43f4cb08-8fac-4b65-9db1-745c2ae65f3a' } });

/** The answers below an address, in turn; the last one for ever. */
const ANSWERS = {
  forbidden: [() => json(200, SCORE), () => refusal(403, 'Forbidden')],
  gone: [() => json(200, SCORE), () => refusal(404, 'ResourceNotFound')],
  busy: [() => json(200, SCORE), () => refusal(503, 'ServiceUnavailable')],
  missing: [() => refusal(404, 'ResourceNotFound')],
};

/** Puts the played source before the network. */
export function play() {
  const real = globalThis.fetch;
  const given = {};
  globalThis.fetch = async (request, options) => {
    const address = request.url ?? String(request);
    if (!address.startsWith(BASE)) return real(request, options);
    const [name] = address.slice(BASE.length).split('/');
    const answers = ANSWERS[name];
    given[name] = (given[name] ?? -1) + 1;
    return answers[Math.min(given[name], answers.length - 1)]();
  };
}
