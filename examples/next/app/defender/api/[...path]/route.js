// A same-origin proxy for `api-base="/defender"`: passes the reader's own token on, and nothing
// else. See docs/proxy.md.
const upstream = process.env.DEFENDER_ORIGIN ?? 'https://api.securitycenter.microsoft.com';
const paths = ['configurationScore', 'exposureScore', 'exposureScore/ByMachineGroups'];

export async function GET(request, { params }) {
  const path = (await params).path.join('/');
  if (!paths.includes(path)) return new Response(null, { status: 404 });
  const { status, headers, body } = await fetch(`${upstream}/api/${path}`, {
    headers: { accept: 'application/json', authorization: request.headers.get('authorization') ?? '' },
    cache: 'no-store',
    redirect: 'manual',
  });
  const kept = ['content-type', 'retry-after'].filter((name) => headers.has(name)).map((name) => [name, headers.get(name)]);
  return new Response(body, { status, headers: [...kept, ['cache-control', 'no-store']] });
}
