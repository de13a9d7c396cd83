// Prints the names of the functions that a module exports and that let exceptions through, as JSON.
// One whose whole body hands a function and its own `arguments` on is caught by whoever takes them;
// so is one that has a `try`.
import { readFileSync } from 'node:fs';
import { parse } from 'acorn';

const [, , file] = process.argv;
const { body } = parse(readFileSync(file, 'utf8'), { ecmaVersion: 'latest', sourceType: 'module' });

const isHandedOn = ({ type, argument }) =>
  type === 'ReturnStatement' && argument?.type === 'CallExpression' && argument.arguments.at(-1)?.name === 'arguments';

const functions = body
  .filter(({ type, declaration }) => type === 'ExportNamedDeclaration' && declaration?.type === 'FunctionDeclaration')
  .map(({ declaration }) => declaration);
const uncaught = functions.filter(({ body: { body: lines } }) =>
  !lines.some(({ type }) => type === 'TryStatement') && !(lines.length === 1 && isHandedOn(lines[0])));
process.stdout.write(JSON.stringify(uncaught.map(({ id }) => id.name)));
