// The API, or the server that passes requests on to it, for `api-base="/defender"`.
export default { '/defender': { target: process.env.DEFENDER_ORIGIN ?? 'http://127.0.0.1:8090' } };
