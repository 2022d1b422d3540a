import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

let made: URL | undefined;

/**
 * What a worker runs, as plain JavaScript. Made once for all workers: each would load what strips the types anew, which takes half as long
 * again as starting it.
 */
export function workerProgram(): URL {
  const date = address(stripped('./date.ts'));
  made ??= new URL(address(stripped('./worker.ts').replace("'./date.ts'", JSON.stringify(date))));
  return made;
}

const stripped = (file: string) => stripTypeScriptTypes(readFileSync(new URL(file, import.meta.url), 'utf8'));
const address = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
