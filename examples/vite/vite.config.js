import { defineConfig } from 'vite';

// The API, or the server that passes requests on to it, for `api-base="/defender"`.
const proxy = { '/defender': { target: process.env.DEFENDER_ORIGIN ?? 'http://127.0.0.1:8090' } };

export default defineConfig({
  base: './',
  server: { proxy },
  build: { rollupOptions: { input: ['index.html', 'nested.html'] } },
});
