import { describe, expect, test } from 'vitest';
import { handler as audit } from '../../functions/audit/audit-api.handler.ts';
import { handler as calendars } from '../../functions/calendars/calendars-api.handler.ts';
import { handler as tasks } from '../../functions/decisions/tasks-api.handler.ts';
import { handler as imports } from '../../functions/imports/imports-api.handler.ts';
import { handler as letters } from '../../functions/letters/letters-api.handler.ts';
import { handler as links } from '../../functions/links/links.handler.ts';
import { handler as meta } from '../../functions/meta/meta-api.handler.ts';
import { contracts, openApi } from '../../functions/meta/openapi.ts';
import { handler as notices } from '../../functions/notices/notices-api.handler.ts';
import { handler as organisations } from '../../functions/organisations/organisations-api.handler.ts';
import { handler as people } from '../../functions/people/people-api.handler.ts';
import { handler as personal } from '../../functions/personal/personal-api.handler.ts';
import { handler as policy } from '../../functions/policy/policy-api.handler.ts';
import { handler as reports } from '../../functions/reports/reports-api.handler.ts';
import { handler as talent } from '../../functions/talent/talent-api.handler.ts';
import { handler as visits } from '../../functions/visits/visits-api.handler.ts';
import { send } from '../support/http.ts';

// biome-ignore lint/suspicious/noExplicitAny: the document is JSON of any shape
const document = JSON.parse(JSON.stringify(openApi())) as any;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  // biome-ignore lint/suspicious/noExplicitAny: see above
  Object.entries(methods as Record<string, any>).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    operation,
  })),
);

test('the document is OpenAPI 3.1 and describes every contract once', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    contracts.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});

test('every operation has an id of its own and says in Chinese and English what it does', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operation } of operations) {
    expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
    const [zh, en] = operation.summary.split(' · ');
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[A-Z]/);
  }
});

test('everything needs a token except what anybody may ask', () => {
  expect(document.security).toEqual([{ bearer: [] }]);
  expect(document.components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
  const open = operations.filter(({ operation }) => operation.security?.length === 0).map(({ path }) => path);
  expect(open.sort()).toEqual(['/calendars/{file}', '/health', '/openapi.json']);
});

test('every operation answers refusals with the problem schema, whose errors name path, code and two sentences', () => {
  for (const { operation } of operations) {
    for (const status of ['4XX', '5XX'])
      expect(operation.responses[status].content['application/problem+json'].schema.$ref).toBe('#/components/schemas/Problem');
  }
  const { Problem } = document.components.schemas;
  expect(Problem.required).toEqual(expect.arrayContaining(['type', 'status', 'zh', 'en']));
  expect(Problem.properties.errors.items.required).toEqual(['path', 'code', 'zh', 'en']);
});

test('every reference leads somewhere', () => {
  for (const [, ref] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    // biome-ignore lint/suspicious/noExplicitAny: see above
    expect(ref!.split('/').reduce((at: any, name) => at?.[name], document)).toBeDefined();
  }
});

test('every path parameter is declared, and required', () => {
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = operation.parameters.filter((it: { in: string }) => it.in === 'path');
    expect(declared.map(({ name }: { name: string }) => name)).toEqual(named);
    for (const { required } of declared) expect(required).toBe(true);
  }
});

describe('a client can read from the document', () => {
  test('what a request needs: what is required, the limits, that no other field is taken', () => {
    const { schema } = document.paths['/v1/visits'].post.requestBody.content['application/json'];
    expect(schema.required.sort()).toEqual(['activityType', 'expectedStudents', 'levels', 'mode', 'slots', 'topics']);
    expect(schema.properties.slots).toMatchObject({ minItems: 1, maxItems: 5 });
    expect(schema.properties.speakersWanted).toMatchObject({ minimum: 1, maximum: 6, default: 1 });
    expect(schema.additionalProperties).toBe(false);
  });

  test('what a record of a past activity needs', () => {
    const { schema } = document.paths['/v1/visits/recorded'].post.requestBody.content['application/json'];
    const asWhenAsked = ['activityType', 'levels', 'mode', 'topics'];
    const asInTheTable = ['actualEnd', 'actualStart', 'costYuan', 'indirectAudience', 'media', 'schools', 'speakersPresent'];
    expect(schema.required.sort()).toEqual([...asWhenAsked, ...asInTheTable].sort());
    expect(schema.additionalProperties).toBe(false);
  });

  test('every outcome of every step', () => {
    const { schema } = document.paths['/v1/tasks/{id}/decision'].post.requestBody.content['application/json'];
    const outcomes = JSON.stringify(schema).matchAll(/"outcome":\{[^}]*"const":"([a-z-]+)"/g);
    expect(new Set([...outcomes].map(([, outcome]) => outcome))).toEqual(
      new Set(['approve', 'clear', 'decline', 'release', 'confirm', 'submit', 'not-held']),
    );
  });
});

test('every contract is served: who has not signed in hears “sign in”, not “not found”', async () => {
  const handlers = {
    visits,
    tasks,
    speakers: talent,
    notices,
    organisations,
    people,
    imports,
    policy,
    reports,
    audit,
    calendars,
    letters,
    pace: reports,
    catalogue: meta,
  };
  for (const { method, path, open } of contracts) {
    if (open) continue;
    const isOwn = /\/(data|correction|erasure)$/.test(path);
    const place = path.endsWith('/calendar') ? 'calendars' : path.includes('/letters') ? 'letters' : path.split('/')[2];
    const serve = path.endsWith('/link') ? links : isOwn ? personal : handlers[place as keyof typeof handlers];
    expect(await send(serve, method, path.replace('{id}', 'x')), path).toMatchObject({ status: 401 });
  }
});
