import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { discreet } from '../../functions/platform/discreet.ts';
import { alarm, type Facts, log } from '../../functions/platform/log.ts';
import { failureOf, masked } from '../../functions/platform/redact.ts';
import { handlers } from '../../infra/bundle.ts';

const NUMBER = '190-0000-0001';
const NAME = '示例张三';
const TOKEN = `eyJhbGciOiJFUzI1NiJ9.${'c'.repeat(20)}.${'d'.repeat(40)}`;
const SECRETS = [NUMBER, NAME, TOKEN, '19000000001', 'zhang san'];

const lines: string[] = [];
vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
beforeEach(() => void lines.splice(0));
const said = () => lines.join('\n');

/** What the SDK throws quotes what it was given; so do zod, JSON.parse and whoever words an error in a hurry. */
const telling: [string, () => unknown][] = [
  ['a message', () => new Error(`cannot call ${SECRETS.join(' ')}`)],
  [
    'a message of several lines, one like a frame of the stack',
    () => new Error(`x\n    at ${NUMBER} (${NUMBER}:1:1)\n    at 19000000001 (a:1:1)`),
  ],
  [
    'an item that came with it',
    () => Object.assign(new Error('The conditional request failed'), { Item: { phone: { S: NUMBER } } }),
  ],
  ['a cause', () => new Error('x', { cause: new TypeError(SECRETS.join(' ')) })],
  ['a name', () => Object.assign(new Error('x'), { name: NAME, code: `${NUMBER} ${TOKEN}` })],
  [
    'a schema',
    () => z.safeParse(z.strictObject({ phone: z.literal('x') }), { phone: NUMBER, [NAME]: 1 }, { reportInput: true }).error,
  ],
  [
    'no JSON',
    () => {
      try {
        return JSON.parse(`{"phone": ${NUMBER}`);
      } catch (error) {
        return error;
      }
    },
  ],
  ['no error at all', () => `${SECRETS.join(' ')}`],
];

describe('an error that tells too much', () => {
  test.each(telling)('by %s stands in the log without it', (_, make) => {
    log.error('request failed', { error: make() });
    expect(lines).toHaveLength(1);
    for (const secret of SECRETS) expect(said()).not.toContain(secret);
  });

  test('is still known by name, code and place', () => {
    const error = Object.assign(new TypeError(NAME), { code: 'ECONNRESET', $metadata: { httpStatusCode: 503 } });
    log.error('request failed', { error });
    const line = JSON.parse(said());
    expect(line).toMatchObject({
      level: 'error',
      message: 'request failed',
      error: 'TypeError',
      code: 'ECONNRESET',
      status: 503,
    });
    expect(line.stack[0]).toMatch(/log\.test\.ts:\d+:\d+/);
  });

  test.each(telling)('by %s leaves a handler without it', async (_, make) => {
    const thrown = await discreet(() => Promise.reject(make()))().catch((error: unknown) => error as Error);
    const told = JSON.stringify([(thrown as Error).name, (thrown as Error).message, (thrown as Error).stack]);
    for (const secret of SECRETS) expect(told + said()).not.toContain(secret);
  });

  test('leaves a handler with its name, by which retries go', async () => {
    class Contended extends Error {
      override name = 'Contended';
    }
    await expect(discreet(() => Promise.reject(new Contended(NAME)))()).rejects.toMatchObject({
      name: 'Contended',
      message: 'Contended',
    });
    expect(await discreet(async (a: number, b: number) => a + b)(1, 2)).toBe(3);
  });
});

describe('a fact', () => {
  test('is an id, a code, a count', () => {
    log.info('wake', {
      task: '1kjp0y9m08a1c1d1b7.1.employer-release.2.1.employer-03',
      outcome: 'release',
      epoch: 2,
      sk: 'SEAT#1',
    });
    expect(JSON.parse(said())).toEqual({
      ...{ level: 'info', message: 'wake', task: '1kjp0y9m08a1c1d1b7.1.employer-release.2.1.employer-03' },
      ...{ outcome: 'release', epoch: 2, sk: 'SEAT#1' },
    });
  });

  test('that is something else is hidden, and so is one under another name', () => {
    const facts = {
      task: NAME,
      visit: NUMBER,
      outcome: TOKEN,
      answer: { phone: NUMBER },
      contact: 'zhangsan',
    } as unknown as Facts;
    log.info('x', facts);
    alarm('StuckVisits', facts);
    for (const line of lines) expect(line).not.toMatch(/zhangsan|张三|190-|eyJ/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ task: '[redacted]', contact: '[redacted]' });
    expect(JSON.parse(lines[1]!)).toMatchObject({ StuckVisits: 1, level: 'alarm' });
  });
});

test.each([
  ['190-0000-0001', '[redacted]'],
  ['+86 190 0000 0001, 0791-1234567', '[redacted], [redacted]'],
  [`Bearer ${TOKEN}`, 'Bearer [redacted]'],
  [`v1.${'A'.repeat(80)}`, 'v1.[redacted]'],
  ['1kjp0y9m08a1c1d1b7 at index.mjs:1:452242', '1kjp0y9m08a1c1d1b7 at index.mjs:1:452242'],
])('%s is masked as %s', (text, shown) => {
  expect(masked(text)).toBe(shown);
});

test('an endless chain of causes ends', () => {
  const error = new Error('x');
  error.cause = error;
  expect(JSON.stringify(failureOf(error)).match(/"error"/g)).toHaveLength(4);
});

test('every function answers through the boundary: what it throws does not leave it as it is', () => {
  for (const [name, file] of handlers())
    expect([name, /export const handler = (\w+)\(/.exec(readFileSync(file, 'utf8'))?.[1]]).toEqual([
      name,
      expect.stringMatching(/^(api|consumer|discreet)$/),
    ]);
});
