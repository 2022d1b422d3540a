import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { page } from './document.ts';

/** Writes docs/access.md from the rules. With `--check` it only says whether the page shows them already. */
const path = resolve(import.meta.dirname, '..', '..', 'docs', 'access.md');
const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const present = existsSync(path) ? readFileSync(path, 'utf8') : '';
if (present !== page()) {
  if (values.check) {
    console.error('docs/access.md shows earlier rules; run `npm run access`.');
    process.exitCode = 1;
  } else writeFileSync(path, page());
}
