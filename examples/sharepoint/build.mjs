// Bundles the web part as SharePoint's own tools do, with SharePoint's packages left to the page,
// and the stub of such a page.
import { build } from 'esbuild';

const common = { bundle: true, target: 'es2022', charset: 'utf8', outdir: 'dist', logLevel: 'warning' };
await build({
  ...common,
  entryPoints: ['src/webparts/secureScore/SecureScoreWebPart.ts'],
  format: 'cjs',
  external: ['@microsoft/*'],
});
await build({ ...common, entryPoints: ['test/host.ts'], format: 'iife' });
