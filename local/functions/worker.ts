import { Console } from 'node:console';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { shiftDate } from './date.ts';
import type { FunctionError, Invocation, Report, Start } from './messages.ts';

/**
 * Runs one function's bundle. One worker interleaves the invocations that Lambda would spread over instances: what a function
 * keeps in module scope is shared by them, as it is by the invocations that one instance serves one after the other.
 */
const start = workerData as Start;
const port = parentPort!;
const report = (message: Report) => port.postMessage(message);

shiftDate(start.clock);
// Lines travel on the same port as results, so that what was logged is known before the result is.
const lines = () => new Writable({ write: (text, _encoding, done) => done(void report({ kind: 'log', text: String(text) })) });
globalThis.console = new Console(lines(), lines());

type Handler = (event: unknown, context: Record<string, unknown>) => unknown;

const handler = await load().catch((error: unknown) => {
  report({ kind: 'unusable', error: describe(error) });
  return undefined;
});
if (handler) {
  port.on('message', (invocation: Invocation) => void run(handler, invocation));
  report({ kind: 'ready' });
}

async function load(): Promise<Handler> {
  const [file, name] = start.handler.split(/\.(?=[^.]*$)/) as [string, string];
  const module = (await import(pathToFileURL(join(start.folder, `${file}.mjs`)).href)) as Record<string, unknown>;
  const found = module[name];
  if (typeof found !== 'function') throw new Error(`${start.handler} is not a function of the bundle`);
  if (found.length > 2) throw new Error(`${start.handler} takes a callback, which Lambda's Node.js no longer calls`);
  return found as Handler;
}

async function run(handle: Handler, { id, payload, timeoutMilliseconds }: Invocation): Promise<void> {
  const deadline = performance.now() + timeoutMilliseconds;
  try {
    const result = await handle(JSON.parse(payload), {
      functionName: start.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: start.arn,
      memoryLimitInMB: String(start.memorySize),
      awsRequestId: id,
      logGroupName: `/aws/lambda/${start.name}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    });
    report({ kind: 'result', id, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    report({ kind: 'failed', id, error: describe(error) });
  }
}

/** An error as Lambda tells it. */
function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}
