import { beforeAll, describe, expect, test } from 'vitest';
import { contracts } from '../../functions/meta/openapi.ts';
import { synthesize } from '../../local/synthesize.ts';
import { loadTemplate } from '../../local/template/load.ts';
import { type Template, templateFor } from '../support/templates.ts';

/** How the API takes pages of other origins when the operator names these. */
async function corsWith(origins?: string) {
  const parameters = { OidcIssuer: 'i', OidcAudience: 'a', OidcJwksUri: 'j', CursorSecret: 's' };
  const around = { region: 'cn-north-1', partition: 'aws-cn', accountId: '111111111111', urlSuffix: 'amazonaws.com.cn' };
  const model = loadTemplate(await synthesize(), {
    ...around,
    apiEndpoint: 'http://127.0.0.1:1',
    parameters: { ...parameters, ...(origins !== undefined && { AllowedOrigins: origins }) },
  });
  return model.apis[0]!.cors;
}

test('no page of another origin may call the API, unless the operator names its origin', async () => {
  expect(await corsWith()).toBeUndefined();
});

test('the named ones may, each exactly, and no cookie goes with their calls', async () => {
  const cors = await corsWith('https://visits.example.cn, https://union.example.cn:8443');
  expect(cors).toMatchObject({
    allowOrigins: ['https://visits.example.cn', 'https://union.example.cn:8443'],
    allowCredentials: false,
  });
  // Whatever a contract is called by, PATCH among them.
  expect([...cors!.allowMethods!].sort()).toEqual([...new Set(contracts.map(({ method }) => method))].sort());
  expect(cors!.allowMethods).toContain('PATCH');
  expect(cors!.allowHeaders).toEqual(expect.arrayContaining(['authorization', 'if-match', 'idempotency-key']));
  expect(cors!.exposeHeaders).toEqual(expect.arrayContaining(['etag', 'retry-after']));
});

describe('as an origin is taken', () => {
  let template: Template;
  beforeAll(async () => {
    template = await templateFor('cn-north-1');
  });

  test.each([
    ['', true],
    ['https://visits.example.cn', true],
    ['https://visits.example.cn:8443', true],
    ['*', false],
    ['https://*', false],
    ['https://*.example.cn', false],
    ['http://visits.example.cn', false],
    ['https://visits.example.cn/', false],
    ['null', false],
  ])('“%s”: %s', (origin, taken) => {
    expect(new RegExp(template.Parameters!.AllowedOrigins.AllowedPattern).test(origin)).toBe(taken);
  });
});
