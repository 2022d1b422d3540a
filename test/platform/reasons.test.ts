import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as problems from '../../functions/platform/problems.ts';
import { fieldError } from '../../functions/platform/reasons.ts';
import { statusReason } from '../../functions/visits/reasons.ts';

const root = new URL('../../', import.meta.url).pathname;
const sources = (pattern: string) => globSync(pattern, { cwd: root }).map((file) => readFileSync(`${root}${file}`, 'utf8'));
const found = (pattern: string, ...expressions: RegExp[]) => [
  ...new Set(sources(pattern).flatMap((text) => expressions.flatMap((it) => [...text.matchAll(it)].map(([, code]) => code!)))),
];

test('every reason that a schema or a rule gives for a field has its sentence in two languages', () => {
  // In a schema `{ error: 'code' }`; in a rule `fieldError(path, 'code')`, in checkSlots `say(path, 'code')`.
  const codes = found('functions/**/*.ts', /\berror: '([a-z-]+)'/g, /\b(?:fieldError|say)\([^()]*?, '([a-z-]+)'\)/g);
  expect(codes.length).toBeGreaterThan(20);
  for (const code of codes) {
    const { zh, en } = fieldError('field', code);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[a-z]/);
  }
});

test('a code without sentences is a mistake of ours and found at once', () => {
  expect(() => fieldError('field', 'no-such-code')).toThrow('no sentences for the reason no-such-code');
});

test('every reason for which a visit can end has its sentence in two languages', () => {
  const codes = found(
    'functions/{changes,decisions,matching}/**/*.ts',
    /\{ code: '([a-z-]+)'/g,
    /\b(?:reason|because)\('([a-z-]+)'/g,
  );
  expect(codes).toEqual(expect.arrayContaining(['union-silent', 'school-declined', 'rounds-exhausted', 'too-few', 'not-held']));
  for (const code of codes) {
    const { zh, en } = statusReason({ code });
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/[a-z]/);
  }
});

test('every problem has a stable type of its own, a status and a sentence in two languages', () => {
  const { Problem, TooManyRequests, ...others } = problems;
  const classes = Object.values(others) as (new (errors: never[]) => problems.Problem)[];
  const all = [...classes.map((Class) => new Class([])), new TooManyRequests('requests', 1)].map((one) => one.toJSON());
  expect(all.length).toBeGreaterThan(15);
  expect(new Set(all.map(({ type }) => type)).size).toBe(all.length);
  for (const { type, status, zh, en } of all) {
    expect(type).toMatch(/^[a-z-]+$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[a-z]/);
  }
});

test('every limit says in two languages what there was too much of, and when there is room again', () => {
  const limits = ['requests', 'misses', 'pool-pages', 'new-visits', 'records', 'open-visits', 'links'] as const;
  const all = limits.map((limit) => new problems.TooManyRequests(limit, 90));
  expect(new Set(all.map(({ zh }) => zh)).size).toBe(limits.length);
  for (const { status, zh, en, headers } of all) {
    expect([status, headers]).toEqual([429, { 'retry-after': '90' }]);
    for (const sentence of [zh, en]) expect(sentence).toContain('90');
  }
});
