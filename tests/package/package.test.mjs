// The package as a registry would have it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { archive, folder, here } from './packed.mjs';

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const own = json(`${folder}/package.json`);
const surface = json(`${here}../../static/package/surface.json`);
const names = (list) => list.map(({ name }) => name).sort();

test('publint has no complaint', async () => {
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg, { color: false })), []);
});

test('attw has no complaint', () => {
  const attw = `${here}node_modules/@arethetypeswrong/cli/dist/index.js`;
  execFileSync(process.execPath, [attw, archive, '--profile', 'esm-only', '--no-emoji', '--no-color', '--exclude-entrypoints', './dist/*'], { stdio: 'pipe' });
});

test('every entry is there, with types, and nothing runs at installation', () => {
  assert.equal(own.version, json(`${here}../../static/package/package.json`).version === '0.0.0' ? own.version : undefined);
  assert.equal(own.scripts, undefined);
  assert.equal(own.dependencies, undefined);
  // Not even optional ones: npm refuses to install where another version of a framework is.
  assert.equal(own.peerDependencies, undefined);
  for (const [name, entry] of Object.entries(own.exports)) {
    for (const file of typeof entry === 'string' ? [entry] : Object.values(entry)) {
      assert.ok(file.includes('*') || existsSync(`${folder}/${file}`), `${name}: ${file}`);
    }
  }
  for (const file of [own.customElements, own.types, 'README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'dist/secure-score-gauge.js']) {
    assert.ok(existsSync(`${folder}/${file}`), file);
  }
});

test('what defines the element is named as a side effect, and nothing else', () => {
  for (const file of readdirSync(`${folder}/dist`).filter((name) => name.endsWith('.js'))) {
    const defines = /^(secure-score-gauge|define)\.js$/.test(file);
    if (defines) assert.ok(own.sideEffects.includes(`./dist/${file}`), file);
  }
  assert.ok(!own.sideEffects.includes('./dist/element.js'));
});

test('where there is no document, both entries load and give the class', async () => {
  for (const entry of ['define.js', 'element.js', 'secure-score-gauge.js']) {
    const module = await import(pathToFileURL(`${folder}/dist/${entry}`));
    assert.deepEqual(Object.keys(module).sort(), ['SecureScoreGauge', 'define', 'setBasePath'], entry);
    assert.equal(typeof module.SecureScoreGauge, 'function');
    assert.equal(typeof module.define(), 'function');
  }
});

test('the entry without a side effect defines nothing and asks for nothing', () => {
  const script = `
    const done = [];
    globalThis.HTMLElement = class {};
    globalThis.customElements = { get: () => undefined, define: (name) => done.push('define ' + name), whenDefined: () => new Promise(() => {}) };
    globalThis.fetch = async (url) => { done.push('fetch ' + url); return new Response(); };
    await import(process.argv[1]);
    console.log(JSON.stringify(done));`;
  const run = (entry) => JSON.parse(execFileSync(process.execPath,
    ['--input-type=module', '--eval', script, pathToFileURL(`${folder}/dist/${entry}`).href], { encoding: 'utf8' }));
  assert.deepEqual(run('element.js'), []);
  assert.ok(run('define.js').includes('define secure-score-gauge'));
});

test('the manifest is valid, and has the surface that the table has', () => {
  const schema = json(`${here}node_modules/custom-elements-manifest/schema.json`);
  const manifest = json(`${folder}/custom-elements.json`);
  const ajv = new Ajv({ strict: false, allErrors: true });
  const valid = ajv.validate(schema, manifest);
  assert.ok(valid, JSON.stringify(ajv.errors, null, 1));
  assert.equal(manifest.schemaVersion, '2.1.0');
  const [element] = manifest.modules[0].declarations;
  assert.deepEqual(names(element.attributes), names(surface.attributes));
  assert.deepEqual(names(element.events), names(surface.events));
  assert.deepEqual(names(element.cssParts), names(surface.parts));
  assert.deepEqual(names(element.cssProperties), names(surface.customProperties));
  assert.deepEqual(names(element.cssStates), names(surface.states));
  const members = [...surface.attributes.map(({ property }) => ({ name: property })), ...surface.properties, ...surface.statics, ...surface.methods];
  assert.deepEqual(names(element.members), names(members));
  for (const { path } of manifest.modules) assert.ok(existsSync(`${folder}/${path}`), path);
});

test('the README has every name of the surface', () => {
  const readme = readFileSync(`${folder}/README.md`, 'utf8') ;
  const all = [surface.attributes, surface.properties, surface.events, surface.parts, surface.customProperties, surface.states];
  for (const name of all.flatMap(names)) assert.ok(readme.includes(`\`${name}\``), name);
});
