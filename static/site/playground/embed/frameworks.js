// The gauge as a component of a framework. The package is `secure-score-gauge`; importing it
// defines the element.

import { snapshot } from '../widget.js';
import { FALLBACK, SCRIPT, markup, quoted } from './tags.js';
import { places } from './places.js';

const IMPORT = "import 'secure-score-gauge';";
const TOKEN = "import { getToken } from './secure-score-token.js';";

/** JSON in the script of a file that is markup, too: `</script` would end it, even in a string. */
const inScript = (json) => json?.replaceAll('<', '\\u003c');

/** Svelte reads `{` as an expression, and its preprocessors take tags out of attributes, too. */
const inSvelte = (name, value) => `${name}=${quoted(value).replaceAll('{', '&#123;').replaceAll('<', '&lt;')}`;

/**
 * Angular reads `{{` as an expression, even if it is written by entities. In a string of an
 * expression it is a text, so the attribute is bound to one.
 */
const inAngular = (name, value) => (value.includes('{{')
  ? `[attr.${name}]=${quoted(`'${value.replace(/[\\']/g, '\\$&')}'`)}`
  : `${name}=${quoted(value)}`);

/** A text in a template literal of JavaScript. */
const inLiteral = (text) => text.replace(/[\\`]|\$\{/g, '\\$&');

/** Yew's attributes are strings of Rust. */
const inYew = (name, value) => `${name}="${value.replace(/[\\"]/g, '\\$&')}"`;

/** The parts that every framework writes in its own way. */
function parts(view) {
  const { asked, folder } = places(view);
  const given = view.source === 'values' ? JSON.stringify(snapshot(view)) : undefined;
  return { asked, folder, given, token: view.source === 'api' };
}

const lines = (...all) => `${all.filter((line) => line !== undefined && line !== false).join('\n')}\n`;

function react(view) {
  const { asked, given, token } = parts(view);
  const set = [...Object.entries(asked).map(([name, value]) => `${name}={${JSON.stringify(value)}}`),
    ...(token ? ['getToken={getToken}'] : []), ...(given ? ['snapshot={snapshot}'] : [])];
  return lines(IMPORT, token && TOKEN, given && `\nconst snapshot = ${given};`, '', 'export function SecureScore() {', '  return (',
    `    <secure-score-gauge\n      ${set.join('\n      ')}\n    >`, `      ${FALLBACK}`, '    </secure-score-gauge>', '  );', '}');
}

function vue(view) {
  const { asked, given, token } = parts(view);
  const bound = `${token ? ' :getToken.prop="getToken"' : ''}${given ? ' :snapshot.prop="snapshot"' : ''}`;
  return lines('<script setup>', IMPORT, token && TOKEN, given && `const snapshot = ${inScript(given)};`, '</script>', '', '<template>',
    `  <secure-score-gauge${markup(asked, '     ')}${bound}>${FALLBACK}</secure-score-gauge>`, '</template>');
}

function svelte(view) {
  const { asked, given, token } = parts(view);
  const bound = `${token ? ' {getToken}' : ''}${given ? ' {snapshot}' : ''}`;
  return lines('<script>', `  ${IMPORT}`, token && `  ${TOKEN}`, given && `  const snapshot = ${inScript(given)};`, '</script>', '',
    `<secure-score-gauge${markup(asked, '   ', inSvelte)}${bound}>${FALLBACK}</secure-score-gauge>`);
}

function angular(view) {
  const { asked, given, token } = parts(view);
  const bound = `${token ? ' [getToken]="getToken"' : ''}${given ? ' [snapshot]="snapshot"' : ''}`;
  return lines("import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';", IMPORT, token && TOKEN, '', '@Component({',
    "  selector: 'app-secure-score',", '  schemas: [CUSTOM_ELEMENTS_SCHEMA],',
    `  template: \`${inLiteral(`<secure-score-gauge${markup(asked, '    ', inAngular)}${bound}>${FALLBACK}</secure-score-gauge>`)}\`,`, '})',
    'export class SecureScore {', token && '  protected readonly getToken = getToken;', given && `  protected readonly snapshot = ${given};`, '}');
}

function yew(view) {
  const { asked, folder } = parts(view);
  return lines('// In index.html, before the application:', `//   <script type="module" src=${quoted(new URL(SCRIPT, folder).href)}></script>`,
    view.source === 'api' && '// and a module of yours that sets SecureScoreGauge.getToken, for every gauge on the page.',
    view.source === 'values' && '// and a module of yours that sets the `snapshot` property.',
    'use yew::prelude::*;', '', '#[component]', 'pub fn SecureScore() -> Html {', '    html! {',
    `        <secure-score-gauge${markup(asked, '           ', inYew)}>{ ${JSON.stringify(FALLBACK)} }</secure-score-gauge>`, '    }', '}');
}

/** The file of each framework, and what else to do there. */
export const frameworks = {
  react: { name: 'SecureScore.jsx', write: react, note: 'React 19. npm install secure-score-gauge' },
  vue: { name: 'SecureScore.vue', write: vue, note: 'Vue 3. npm install secure-score-gauge, and set compilerOptions.isCustomElement to (tag) => tag === "secure-score-gauge".' },
  svelte: { name: 'SecureScore.svelte', write: svelte, note: 'Svelte 5. npm install secure-score-gauge' },
  angular: { name: 'secure-score.component.ts', write: angular, note: 'npm install secure-score-gauge. Angular copies no files of packages: add the package’s assets to “assets” in angular.json, and call setBasePath with their folder.' },
  yew: { name: 'secure_score.rs', write: yew, note: 'The element in a Yew application. The crate also has the card as a component.' },
};
