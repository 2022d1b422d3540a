import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { getAudit } from '../../functions/audit/contract.ts';
import { stored } from './table.ts';
import { goesOn, happened } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const trail = async (who: string, visit: string) => city.person(who).get(`/v1/audit?visit=${visit}`);
/** What `npm run audit:verify` prints and how it ends; it reads the cloud of this process, which must go on meanwhile. */
async function verify(): Promise<{ code: number; out: string; errors: string }> {
  const tool = join(import.meta.dirname, '../../tools/audit/verify.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', tool, '--endpoint', city.cloud.dynamodbUrl]);
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode];
  return { code, out, errors };
}

test('a visit’s trail is whole, says who did what by ids alone, and is for those responsible', async () => {
  const school = city.person('school-donghu-02');
  const visit = await school.asksFor({ speakersWanted: 2, notes: '示例：请带焊枪' });
  await goesOn(city, visit, 'closed');
  const { status, body } = await trail('union-city', visit);
  expect(status).toBe(200);
  expect(z.safeParse(getAudit.answer, body).error?.issues ?? []).toEqual([]);
  expect(body).not.toHaveProperty('broken');
  expect(body.entries.map(({ n }: Json) => n)).toEqual(body.entries.map((_: Json, i: number) => i + 1));
  expect(body.entries.map(({ type }: Json) => type).sort()).toEqual((await happened(city, visit)).sort());
  const approved = body.entries.find(({ type }: Json) => type === 'union-approved');
  expect(approved).toMatchObject({ by: { person: 'person-union-donghu', role: 'union' }, request: expect.any(String) });
  expect(JSON.stringify(body)).not.toMatch(/焊枪|示例|"phone"/);
  expect((await trail('education-donghu', visit)).status).toBe(200);
  const unknown = await trail('union-xihu', 'x');
  for (const who of ['school-donghu-02', 'union-xihu', 'speaker-001', 'employer-01'])
    expect([who, (await trail(who, visit)).body]).toEqual([who, unknown.body]);
});

test('one byte of an event is changed in the table: trail and check name the event', async () => {
  const visit = await city.person('school-xihu-02').asksFor();
  await goesOn(city, visit, 'confirmed');
  expect(await verify()).toEqual({ code: 0, out: expect.stringContaining('every chain is whole'), errors: '' });
  const entry = (await trail('union-city', visit)).body.entries.find(({ type }: Json) => type === 'union-approved');
  const item = [...(await stored(city)).values()].find(({ id }) => id === entry.id)!;
  const by = { ...(item.by as Json), organisation: 'union-xihv' };
  const client = new DynamoDBClient(city.cloud.aws);
  const TableName = city.cloud.model.tables[0]!.name;
  await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName, Item: { ...item, by } }));
  client.destroy();
  expect((await trail('union-city', visit)).body.broken).toEqual({ n: entry.n, id: entry.id, why: 'changed' });
  const { code, errors } = await verify();
  expect([code, errors.trim()]).toEqual([1, `visit ${visit} of nanchang: event ${entry.n} (${entry.id}) changed`]);
});
