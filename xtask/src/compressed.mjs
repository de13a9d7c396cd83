// Prints the sizes of the files named on the command line, in bytes, as JSON: as they are, with
// gzip and with Brotli at their best. Node.js has both built in, so that nobody compiles a
// compressor to see a table.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const sizes = process.argv.slice(2).map((file) => {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
});
process.stdout.write(JSON.stringify(sizes));
