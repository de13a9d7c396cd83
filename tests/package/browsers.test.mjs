// The table of supported browsers, by what the code uses.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');
const data = JSON.parse(readFileSync(new URL('node_modules/@mdn/browser-compat-data/data.json', import.meta.url)));
const page = read('docs/browsers.md');
const section = (title) => [...page.split(`## ${title}\n`)[1].split('\n## ')[0].matchAll(/`((?:api|css|html|javascript|webassembly)\.[^`]+)`/g)].map(([, name]) => name);
const needed = section('Needed');
const optional = section('Used where it is there');

const code = readdirSync(new URL('static/element/', root), { recursive: true })
  .filter((name) => /\.(css|js)$/.test(name)).map((name) => read(`static/element/${name}`)).join('\n');

/** What would raise the versions: how it looks in the code, and its name in the data. */
const watched = {
  'css.types.color.light-dark': /light-dark\(/,
  'css.selectors.state': /:state\(|\.states\b/,
  'css.properties.content-visibility': /content-visibility/,
  'css.at-rules.starting-style': /@starting-style/,
  'api.HTMLElement.popover': /popover/i,
  'css.types.color.rgb.relative_syntax': /\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(from /,
  'css.types.color.color-mix': /color-mix\(/,
  'css.at-rules.container': /@container/,
  'css.types.length.container_query_length_units': /\d(cqi|cqb|cqw|cqh)\b/,
  'css.selectors.has': /:has\(/,
  'css.at-rules.scope': /@scope/,
  'css.at-rules.property': /@property/,
  'css.properties.anchor-name': /anchor-name/,
  'css.properties.field-sizing': /field-sizing/,
  'css.properties.interpolate-size': /interpolate-size/,
  'css.properties.text-wrap': /text-wrap/,
  'api.HTMLElement.attachInternals': /attachInternals/,
  'api.Document.adoptedStyleSheets': /adoptedStyleSheets/,
  'api.AbortSignal.any_static': /AbortSignal\.any/,
  'api.AbortSignal.timeout_static': /AbortSignal\.timeout/,
  'api.URL.parse_static': /URL\.parse/,
  'api.URL.canParse_static': /URL\.canParse/,
  'api.Window.requestIdleCallback': /requestIdleCallback/,
  'html.elements.template.shadowrootmode': /shadowrootmode/,
  'webassembly.api.compileStreaming_static': /compileStreaming/,
  'javascript.builtins.Object.hasOwn': /Object\.hasOwn/,
  'javascript.builtins.Object.groupBy': /\.groupBy\(/,
  'javascript.builtins.Promise.withResolvers': /withResolvers/,
  'javascript.builtins.Promise.try': /Promise\.try/,
  'javascript.builtins.Array.toSorted': /\.to(Sorted|Reversed|Spliced)\(/,
  'javascript.builtins.Set.union': /\.(union|isSubsetOf|isSupersetOf|symmetricDifference)\(/,
  'javascript.builtins.Iterator': /\bIterator\.from/,
  'javascript.classes.static.initialization_blocks': /^\s+static \{/m,
};

const support = (name) => {
  const found = name.split('.').reduce((at, key) => at?.[key], data)?.__compat;
  assert.ok(found, `${name} is not in MDN's data`);
  const version = (browser) => Number([found.support[browser]].flat()[0].version_added);
  return { chrome: version('chrome'), firefox: version('firefox'), safari: version('safari') };
};

test('every watched feature that the code has is listed', () => {
  const listed = new Set([...needed, ...optional]);
  const missing = Object.entries(watched).filter(([name, look]) => look.test(code) && !listed.has(name)).map(([name]) => name);
  assert.deepEqual(missing, [], 'list it in docs/browsers.md as needed, or as used where it is there');
});

test('nothing is listed that the code no longer has', () => {
  for (const name of [...needed, ...optional]) {
    assert.ok(watched[name], `${name} has no line in this test`);
    assert.match(code, watched[name], name);
  }
});

test('the versions are those that the needed features need', () => {
  const [, chrome, firefox, safari] = page.match(/Chrome, Edge \| ([\d.]+) \|\n\| Firefox \| ([\d.]+) \|\n\| Safari \| ([\d.]+) \|/).map(Number);
  const all = needed.map(support);
  const least = (browser) => Math.max(...all.map((one) => one[browser]));
  assert.deepEqual({ chrome, firefox, safari }, { chrome: least('chrome'), firefox: least('firefox'), safari: least('safari') });
});
