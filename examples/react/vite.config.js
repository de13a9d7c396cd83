import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';

// The API, or the server that passes requests on to it, for `api-base="/defender"`.
const proxy = { '/defender': { target: process.env.DEFENDER_ORIGIN ?? 'http://127.0.0.1:8090' } };

export default defineConfig({
  base: './',
  plugins: [react()],
  server: { proxy },
  build: { rollupOptions: { input: ['index.html', 'late.html'] } },
});
