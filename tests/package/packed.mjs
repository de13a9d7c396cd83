// Puts the packed package where these tests find it: SECURE_SCORE_PACKAGE names the archive that
// `npm pack` wrote.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** This folder. */
export const here = fileURLToPath(new URL('.', import.meta.url));

/** The archive. */
export const archive = process.env.SECURE_SCORE_PACKAGE;
if (!archive) throw new Error('expected the path of the packed package in SECURE_SCORE_PACKAGE; `cargo xtask test` sets it');

/** The package as npm would install it. */
export const folder = `${here}node_modules/secure-score-gauge`;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
execFileSync('tar', ['--extract', '--file', archive, '--directory', folder, '--strip-components=1']);
