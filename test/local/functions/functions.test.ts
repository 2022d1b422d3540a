import { afterEach, expect, test } from 'vitest';
import { Activity } from '../../../local/activity.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { Functions, FunctionUnusable } from '../../../local/functions/functions.ts';
import type { FunctionModel } from '../../../local/template/model.ts';
import { bundle, functionModel } from './bundle.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function started(source: string, more: Partial<FunctionModel> = {}, offset = 0) {
  const { folder, remove } = bundle(source);
  const activity = new Activity();
  const clock = new VirtualClock(activity, offset);
  const model = functionModel('worker', folder, more);
  const functions = new Functions({ models: [model], clock, activity, environment: () => ({ AWS_REGION: 'us-east-1' }) });
  cleanups.push(remove, () => functions.stop());
  await functions.start();
  return { functions, clock, activity };
}

test('an event goes in and the answer comes out as JSON would carry them', async () => {
  const source = 'export const handler = async (event) => ({ got: event, when: new Date(0), left: undefined });';
  const { functions } = await started(source);
  const outcome = await functions.invoke('worker', { a: [1, undefined], b: undefined });
  expect(outcome).toEqual({ payload: { got: { a: [1, null] }, when: '1970-01-01T00:00:00.000Z' } });
});

test('a function without an answer answers null, and can be called by its ARN', async () => {
  const { functions } = await started('export const handler = async () => {};');
  expect(await functions.invoke('arn:aws:lambda:us-east-1:111111111111:function:worker', {})).toEqual({ payload: null });
});

test('what a function throws is told as Lambda tells it', async () => {
  const source = `class TooLate extends Error { name = 'TooLate' }
    export const handler = async () => { throw new TooLate('the day has passed'); };`;
  const { functions } = await started(source);
  const outcome = await functions.invoke('worker', {});
  expect(outcome).toMatchObject({ error: { errorType: 'TooLate', errorMessage: 'the day has passed' } });
});

test('a function sees its own environment and nothing of the runtime', async () => {
  process.env.RUNTIME_SECRET = 'x';
  const { functions } = await started('export const handler = async () => ({ ...process.env });', {
    environment: { TABLE: 't' },
  });
  expect(await functions.invoke('worker', {})).toEqual({ payload: { TABLE: 't', AWS_REGION: 'us-east-1', TZ: 'UTC' } });
});

test('the virtual clock is what a function takes for now, and nothing else of Date changes', async () => {
  const source = `import { performance } from 'node:perf_hooks';
    const loaded = Date.now();
    export const handler = async () => {
      const date = new Date();
      class Day extends Date { mark() { return 'mine'; } }
      return {
        loaded, now: Date.now(), made: date.getTime(), text: Date(), given: new Date('2026-03-02T09:00:00Z').toISOString(),
        genuine: date instanceof Date && Object.prototype.toString.call(date) === '[object Date]' && date.constructor === Date,
        shown: new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' }).format(new Date(0)),
        utc: Date.UTC(2026, 0, 1), parsed: Date.parse('2026-01-01'), own: new Day().mark(), ownYear: new Day().getUTCFullYear(),
        copied: new Date(date).getTime() === date.getTime(), parts: new Date(2026, 0, 2, 3).getDate(), performance: performance.now(),
      };
    };`;
  const ahead = 10 * 365 * 86_400_000;
  const { functions, clock } = await started(source, {}, ahead);
  const before = clock.now();
  const { payload } = (await functions.invoke('worker', {})) as { payload: Record<string, unknown> };
  const after = clock.now();
  expect(payload.loaded).toBeGreaterThan(Date.now() + ahead - 86_400_000);
  for (const now of [payload.now, payload.made]) {
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(after);
  }
  expect(new Date(payload.text as string).getUTCFullYear()).toBe(new Date(before).getUTCFullYear());
  expect(payload).toMatchObject({
    given: '2026-03-02T09:00:00.000Z',
    genuine: true,
    shown: '1970年1月1日',
    utc: 1767225600000,
    parsed: 1767225600000,
    own: 'mine',
    ownYear: new Date(before).getUTCFullYear(),
    copied: true,
    parts: 2,
  });
  expect(payload.performance).toBeLessThan(ahead);
});

test('an advanced clock is seen at the next look', async () => {
  const { functions, clock } = await started('export const handler = async () => Date.now();');
  const goal = clock.now() + 30 * 86_400_000;
  await clock.advanceTo(goal);
  const { payload } = (await functions.invoke('worker', {})) as { payload: number };
  expect(payload).toBeGreaterThanOrEqual(goal);
});

test('a function that takes too long is ended by its time-out; the others and the next call are not harmed', async () => {
  const source = `let calls = 0;
    export const handler = async ({ forever }) => {
      calls++;
      if (forever) await new Promise(() => setInterval(() => {}, 1000));
      return calls;
    };`;
  const { functions, activity } = await started(source, { timeoutSeconds: 1 });
  const [late, quick] = await Promise.all([functions.invoke('worker', { forever: true }), functions.invoke('worker', {})]);
  expect(late).toMatchObject({
    error: { errorType: 'Sandbox.Timedout', errorMessage: expect.stringMatching(/Task timed out after 1.00 seconds$/) },
  });
  expect(quick).toEqual({ payload: 2 });
  // A fresh instance counts anew.
  expect(await functions.invoke('worker', {})).toEqual({ payload: 1 });
  expect(activity.labels()).toEqual([]);
});

test('a function that blocks its thread is ended all the same', async () => {
  const source = 'export const handler = async ({ block }) => { while (block); return "free"; };';
  const { functions } = await started(source, { timeoutSeconds: 1 });
  expect(await functions.invoke('worker', { block: true })).toMatchObject({ error: { errorType: 'Sandbox.Timedout' } });
  expect(await functions.invoke('worker', {})).toEqual({ payload: 'free' });
});

test.each([
  ['ends its process', 'process.exit(3)', 'exit status 3'],
  ['throws where nobody catches', 'setTimeout(() => { throw new Error("lost"); })', 'exit status 1'],
  ['uses more memory than it has', 'const all = []; for (;;) all.push(new Array(100000).fill(1.5))', 'signal: killed'],
])('a function that %s fails its invocation and is replaced', async (_, code, reason) => {
  const source = `export const handler = async ({ crash }) => {
    if (crash) { ${code}; await new Promise(() => setInterval(() => {}, 1000)); }
    return 'alive';
  };`;
  const { functions } = await started(source, { memorySize: 32 });
  const outcome = await functions.invoke('worker', { crash: true });
  expect(outcome).toMatchObject({
    error: { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${reason}` },
  });
  expect(await functions.invoke('worker', {})).toEqual({ payload: 'alive' });
});

test('a bundle that cannot be loaded stops the start with its name and reason', async () => {
  await expect(started('throw new Error("no TABLE_NAME");')).rejects.toThrow(FunctionUnusable);
  await expect(started('export const other = 1;')).rejects.toThrow('worker cannot be loaded: index.handler is not a function');
  await expect(started('export const handler = (event, context, done) => done();')).rejects.toThrow('takes a callback');
});

test('too large an answer is refused as Lambda refuses it', async () => {
  const { functions } = await started('export const handler = async () => "x".repeat(7e6);');
  expect(await functions.invoke('worker', {})).toMatchObject({ error: { errorType: 'Function.ResponseSizeTooLarge' } });
  expect(await functions.invoke('worker', 'x'.repeat(7e6))).toMatchObject({ error: { errorType: 'RequestTooLargeException' } });
});

test('what a function logs is known when its answer is', async () => {
  const { functions } = await started(
    'export const handler = async (event, context) => { console.log("one\\ntwo %d", 2); console.error(context.functionName); };',
  );
  await functions.invoke('worker', {});
  expect(functions.logs.lines('worker')).toEqual(['one', 'two 2', 'worker']);
  expect(functions.logs.lines('another')).toEqual([]);
});
