// Checks the recipes around the publisher with the tools of those who run them: `node --test
// deploy/publisher.test.mjs`, after `cargo xtask setup`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tools = join(resolve(root, process.env.CARGO_TARGET_DIR ?? 'target'), 'test-tools/deploy/checks');
const load = createRequire(join(tools, 'package.json'));
/** A module that has no door for `require`. */
const module = (path) => import(pathToFileURL(join(tools, 'node_modules', path)));
const recipe = (path) => readFile(join(root, 'deploy', path), 'utf8');

/** The names of the environment that the publisher itself says it reads. */
const settings = new Set((await readFile(join(root, 'publisher/src/arguments.rs'), 'utf8')
  + await readFile(join(root, 'publisher/src/sign_in.rs'), 'utf8')).match(/(SECURE_SCORE|AZURE)_[A-Z_]+/g));
const assertSettings = (text) => {
  const names = text.match(/\bSECURE_SCORE_[A-Z_]+/g).filter((name) => !/_(SOURCE|REF)$/.test(name));
  for (const name of names) assert.ok(settings.has(name), name);
};

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
test('systemd takes the units, and finds little that the service could do', { skip: !hasSystemd && 'no systemd-analyze here' }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'units-'));
  const [service, timer] = ['service', 'timer'].map((kind) => join(folder, `secure-score-publish.${kind}`));
  const text = await recipe('systemd/secure-score-publish.service');
  assertSettings(text);
  // Whether the program is installed on this machine is not the question.
  await writeFile(service, text.replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true'));
  await writeFile(timer, await recipe('systemd/secure-score-publish.timer'));
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', service, timer], { encoding: 'utf8' });
  assert.deepEqual([verified.status, verified.stderr], [0, '']);
  const security = ['security', '--no-pager', '--offline=true', '--threshold=15', service];
  const judged = spawnSync('systemd-analyze', security, { encoding: 'utf8' });
  assert.equal(judged.status, 0, judged.stdout + judged.stderr);
  await rm(folder, { recursive: true });
});

test('the image runs as nobody, on nothing', async () => {
  const text = await recipe('container/Dockerfile');
  assertSettings(text);
  const { validate } = load('dockerfile-utils');
  assert.deepEqual(validate(text).map(({ message }) => message), []);
  const { DockerfileParser } = load('dockerfile-ast');
  const file = DockerfileParser.parse(text);
  assert.equal(file.getFROMs().at(-1).getImage(), 'scratch');
  const last = file.getInstructions().filter((line) => line.getRange().start.line > file.getFROMs().at(-1).getRange().start.line);
  const named = (keyword) => last.filter((line) => line.getKeyword() === keyword).map((line) => line.getArgumentsContent());
  assert.match(named('USER')[0], /^[1-9]\d*:[1-9]\d*$/, 'a number, as Kubernetes has to see that it is not root');
  assert.deepEqual(named('RUN'), []);
  assert.equal(named('HEALTHCHECK').length, 1);
});

test('what the image is built of is not left out of its context', async () => {
  const ignored = (await recipe('container/Dockerfile.dockerignore')).split('\n').filter((line) => line.startsWith('!'));
  const kept = ignored.map((line) => line.slice(1));
  const manifest = await readFile(join(root, 'Cargo.toml'), 'utf8');
  const members = manifest.match(/members = \[(.*)\]/)[1].split(',').map((member) => JSON.parse(member.trim()));
  const [script] = manifest.match(/^build = "(.*)"/m)[1].split('/');
  for (const path of [script, ...members].filter((path) => path !== '.')) assert.ok(kept.includes(path), path);
});

test('Kubernetes takes the manifest, and lets the pod do little', async () => {
  const text = await recipe('kubernetes/secure-score-publish.yaml');
  assertSettings(text);
  const documents = load('yaml').parseAllDocuments(text);
  assert.deepEqual(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]), []);
  const objects = documents.map((document) => document.toJS());
  assert.deepEqual(objects.map(({ kind }) => kind), ['ServiceAccount', 'PersistentVolumeClaim', 'CronJob']);
  for (const object of objects) {
    const model = (await module(`kubernetes-models/${object.apiVersion}/${object.kind}.js`))[object.kind];
    new model(object).validate();
    assert.throws(() => new model({ ...object, metadata: { name: 7 } }).validate(), 'a checker that takes anything checks nothing');
  }
  const { spec } = objects[2].spec.jobTemplate.spec.template;
  assert.equal(spec.securityContext.runAsNonRoot, true);
  for (const { securityContext } of spec.containers) {
    assert.deepEqual(securityContext, { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
  }
});

test('GitHub takes the workflow', async () => {
  const text = await recipe('pipelines/github-actions.yml');
  assertSettings(text);
  // GitHub's own parser imports its schema in a way that not every Node.js reads; a bundle of it
  // does without.
  const bundle = join(tools, 'workflow-parser.cjs');
  const entry = join(tools, 'node_modules/@actions/workflow-parser/dist/index.js');
  const esbuild = join(root, 'node_modules/.bin/esbuild');
  const built = spawnSync(esbuild, [entry, '--bundle', '--format=cjs', '--platform=node', `--outfile=${bundle}`], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const { NoOperationTraceWriter, parseWorkflow } = load(bundle);
  const errors = (content) => parseWorkflow({ name: 'publish.yml', content }, new NoOperationTraceWriter())
    .context.errors.getErrors().map(({ message }) => message);
  assert.deepEqual(errors(text), []);
  assert.notDeepEqual(errors(text.replace('runs-on', 'run-on')), []);
  const steps = load('yaml').parse(text).jobs.publish.steps;
  for (const { run } of steps.filter((step) => step.run)) {
    assert.equal(spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' }).stderr, '');
    assert.doesNotMatch(run, /\$\{\{/, 'a script is no template: what is put into it would be run');
  }
});

test('Azure Pipelines can read the pipeline, and its scripts are shell', async () => {
  const text = await recipe('pipelines/azure-pipelines.yml');
  assertSettings(text);
  const document = load('yaml').parseDocument(text);
  assert.deepEqual([...document.errors, ...document.warnings], []);
  const { jobs, schedules } = document.toJS();
  assert.equal(schedules[0].always, true, 'the repository does not change, and the score does');
  for (const step of jobs[0].steps) {
    assert.equal(['checkout', 'script', 'task'].filter((kind) => kind in step).length, 1, JSON.stringify(step));
    if (step.script) assert.equal(spawnSync('sh', ['-n'], { input: step.script, encoding: 'utf8' }).stderr, '');
  }
});

test('Static Web Apps gets rules for what is published', async () => {
  const { routes, mimeTypes, globalHeaders } = JSON.parse(await recipe('static-web-apps/staticwebapp.config.json'));
  assert.equal(mimeTypes['.wasm'], 'application/wasm');
  assert.ok(globalHeaders['Content-Security-Policy'].includes("style-src 'self'"));
  for (const { route } of routes) assert.match(route, /^\/[^*]*\*?$/, 'a wildcard may stand at the end alone');
});
