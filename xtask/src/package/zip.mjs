// Writes the files of a folder into a zip archive, in the order of their names and with one time
// for all, so that the same files give the same bytes: `node zip.mjs FOLDER PREFIX SECONDS
// ARCHIVE`.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

const [folder, prefix, seconds, archive] = process.argv.slice(2);
const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
  .sort();
const files = Object.fromEntries(names.map((name) => [`${prefix}/${name}`, readFileSync(join(folder, name))]));
writeFileSync(archive, zipSync(files, { level: 9, mtime: Number(seconds) * 1000 }));
