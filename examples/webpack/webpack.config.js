import { cpSync } from 'node:fs';

export default {
  mode: 'production',
  entry: { main: './main.js', nested: './nested.js' },
  output: { path: `${import.meta.dirname}/dist`, clean: true },
  plugins: [{
    // What copy-webpack-plugin does.
    apply: (compiler) => compiler.hooks.done.tap('pages', () => cpSync(`${import.meta.dirname}/public`, `${import.meta.dirname}/dist`, { recursive: true })),
  }],
};
