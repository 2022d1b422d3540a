import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let made: URL | undefined;

/**
 * What a worker runs, as plain JavaScript. Made once for all workers: each would strip the types anew, which takes half as long again as
 * starting it.
 */
export function workerProgram(): URL {
  made ??= new URL(`data:text/javascript,${encodeURIComponent(bundled())}`);
  return made;
}

function bundled(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    ...{ bundle: true, write: false, platform: 'node', format: 'esm', target: 'node24', legalComments: 'none' },
  });
  return outputFiles[0]!.text;
}
