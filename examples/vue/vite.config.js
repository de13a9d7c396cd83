import { defineConfig } from 'vite';
import vue from '@vitejs/plugin-vue';

// The API, or the server that passes requests on to it, for `api-base="/defender"`.
const proxy = { '/defender': { target: process.env.DEFENDER_ORIGIN ?? 'http://127.0.0.1:8090' } };

export default defineConfig({
  base: './',
  plugins: [
    // Without this Vue looks for a component of the element's name.
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'secure-score-gauge' } } }),
  ],
  server: { proxy },
  build: { rollupOptions: { input: ['index.html', 'late.html'] } },
});
