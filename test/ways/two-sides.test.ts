import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Person } from '../../functions/access/person.ts';
import { identityKey, personKey } from '../../functions/platform/keys.ts';
import { people, seedWithoutLimits } from '../../local/seed.ts';
import { standing } from './machine.ts';
import { on } from './way.ts';

/** A small town: one person sits at the union, keeps a firm's personnel office, heads the school, and is a craftsman besides. */
const ONE: Person = {
  id: 'person-one',
  city: 'nanchang',
  name: '示例一人',
  speakerId: 'speaker-002',
  memberships: [
    { role: 'union', organisation: 'union-donghu' },
    { role: 'school', organisation: 'school-donghu-02' },
    { role: 'employer', organisation: 'employer-01' },
  ],
};

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00', {
    telling: true,
    people: () => [...people(), { id: ONE.id, name: ONE.name, memberships: [] }],
    seed: async (clients) => {
      await seedWithoutLimits(clients);
      const client = new DynamoDBClient(clients.aws);
      const documents = DynamoDBDocumentClient.from(client);
      for (const Item of [
        { ...personKey(ONE.city, ONE.id), ...ONE },
        { ...identityKey(ONE.id), city: ONE.city, person: ONE.id },
      ])
        await documents.send(new PutCommand({ TableName: clients.tableName(), Item }));
      client.destroy();
    },
  });
});
afterAll(() => city?.end());

const openTask = async (who: string, visit: string, kind: string): Promise<Json> =>
  (await city.person(who).get(`/v1/tasks?visit=${visit}`)).body.tasks.find((task: Json) => task.kind === kind);
async function decides(task: string, decision: object) {
  const answer = await city.person('one').post(`/v1/tasks/${task}/decision`, decision);
  await city.settle();
  return answer;
}
const twoSides = { status: 403, body: { type: 'two-sides', zh: expect.stringMatching('代录'), en: expect.any(String) } };

test('who asks for a visit as the school approves it as the union, and then answers for nobody else: a colleague does, or the union records', async () => {
  const wish = { slots: [on('2026-03-18')], speakerId: 'speaker-001', schoolId: 'school-donghu-02' };
  const visit = await city.person('one').asksFor(wish);
  await city.person('one').approves(visit, { reserves: [] });

  const release = await openTask('employer-01', visit, 'employer-release');
  expect(await decides(release.id, { outcome: 'release' })).toMatchObject(twoSides);
  expect(await standing(city, visit)).toBe('awaiting-release');
  // In a batch likewise.
  const batch = { decisions: [{ taskId: release.id, outcome: 'release' }] };
  const { body } = await city.person('one').post('/v1/tasks/decisions', batch);
  expect(body.results).toMatchObject([{ status: 403, body: { type: 'two-sides' } }]);

  await city.person('employer-01').releases(visit);
  await city.person('speaker-001').confirms(visit, 'speaker-confirmation');
  const confirmation = await openTask('school-donghu-02', visit, 'school-confirmation');
  expect(await decides(confirmation.id, { outcome: 'confirm' })).toMatchObject(twoSides);
  const onBehalfOf = { organisationId: 'school-donghu-02' };
  expect(await decides(confirmation.id, { outcome: 'confirm', onBehalfOf, channel: 'in-person' })).toMatchObject({
    status: 200,
  });
  expect(await standing(city, visit)).toBe('confirmed');
});

test('not by sending both answers at the same moment either', async () => {
  const wish = { slots: [on('2026-03-24')], speakersWanted: 2 };
  const visit = await city.person('school-xihu-02').asksFor(wish);
  await city.person('union-xihu').approves(visit, { speakers: ['speaker-001', 'speaker-002'], reserves: [] });
  const asked = ['employer-release', 'speaker-confirmation'];
  const tasks = await Promise.all(asked.map((kind) => openTask('one', visit, kind)));
  const answers = await Promise.all(
    [{ outcome: 'release' }, { outcome: 'confirm' }].map((decision, i) =>
      city.person('one').post(`/v1/tasks/${tasks[i].id}/decision`, decision),
    ),
  );
  await city.settle();
  expect(answers.map(({ status, body }) => (status === 200 ? 200 : body.type)).sort()).toEqual([200, 'two-sides']);
  const record = await city.person('one').get(`/v1/tasks/${tasks[0].id}`);
  expect(['open', 'decided']).toContain(record.body.status);
});

test('whose silence the same union is called in for, it answers as the union', async () => {
  const visit = await city.person('school-donghu-02').asksFor({ slots: [on('2026-04-15')], speakerId: 'speaker-001' });
  await city.person('one').approves(visit, { reserves: [] });
  await city.person('employer-01').releases(visit);
  await city.person('speaker-001').confirms(visit, 'speaker-confirmation');
  const task = await openTask('school-donghu-02', visit, 'school-confirmation');
  // Silent until it expires, the question passes to the union.
  await city.until(Date.parse(task.expiresAt) + 60_000);
  const answer = await decides(task.id, { outcome: 'confirm' });
  expect(answer.body.decision.by).toMatchObject({ role: 'union', organisation: 'union-donghu' });
  expect(await standing(city, visit)).toBe('confirmed');
});

/** A visit of which the one speaker, insisted on, gets the first time: everybody but the school has agreed. */
async function agreedByOthers(asks: string, wish: { schoolId: string; slots: object[]; channel?: string; evidence?: string }) {
  const visit = await city.person(asks).asksFor({ ...wish, speakerId: 'speaker-002', speakerRequired: true });
  await city.person(asks).approves(visit, { reserves: [] });
  await city.person('speaker-002').confirms(visit, 'speaker-confirmation');
  return visit;
}
const lastOf = async (who: string, visit: string) => (await city.person(who).timeline(visit)).at(-1)!;

test('what a union asks for in its own name is the school’s to confirm, whatever it insists on', async () => {
  const visit = await agreedByOthers('union-donghu', { schoolId: 'school-donghu-01', slots: [on('2026-05-12')] });
  expect(await standing(city, visit)).toBe('awaiting-school');
  await city.person('school-donghu-01').confirms(visit, 'school-confirmation');
  expect((await lastOf('school-donghu-01', visit)).by).toMatchObject({ role: 'school' });
  expect(await standing(city, visit)).toBe('confirmed');
});

test('who asks as the school and approves as the union has not confirmed by that: a colleague at the school does', async () => {
  const visit = await agreedByOthers('one', { schoolId: 'school-donghu-02', slots: [on('2026-05-19')] });
  expect(await standing(city, visit)).toBe('awaiting-school');
  const task = await openTask('school-donghu-02', visit, 'school-confirmation');
  expect(await decides(task.id, { outcome: 'confirm' })).toMatchObject(twoSides);
  await city.person('school-donghu-02').confirms(visit, 'school-confirmation');
  expect(await standing(city, visit)).toBe('confirmed');
});

test('a school that phoned needs not click; it is told that its word was entered, may object, and is then asked itself', async () => {
  const school = 'school-donghu-01';
  const evidence = '示例：3月3日 9:40 来电';
  const visit = await agreedByOthers('union-donghu', {
    ...{ schoolId: school, slots: [on('2026-05-26')] },
    ...{ channel: 'phone', evidence },
  });
  expect(await standing(city, visit)).toBe('confirmed');
  const word = await lastOf(school, visit);
  expect(word).toMatchObject({ type: 'school-confirmed', data: { automatic: true } });
  expect(word.by).toMatchObject({ role: 'union', onBehalfOf: { party: school, channel: 'phone', evidence } });
  const { body } = await city.person(school).get('/v1/notices');
  const told = body.notices.find(({ kind, visitId }: Json) => kind === 'confirmed' && visitId === visit);
  expect([told.zh.text, told.en.text]).toEqual([expect.stringMatching('代录.*异议'), expect.stringMatching('entered.*object')]);

  const objection = `/v1/tasks/${word.by.onBehalfOf.task}/objection`;
  expect((await city.person('school-donghu-02').post(objection, { reasonCode: 'other' })).status).toBe(404);
  expect((await city.person('union-donghu').post(objection, { reasonCode: 'other' })).status).toBe(404);
  expect((await city.person(school).post(objection, { reasonCode: 'other' })).status).toBe(200);
  await city.settle();
  expect(await standing(city, visit)).toBe('awaiting-school');
  await city.person(school).declines(visit, 'school-confirmation', { scope: 'visit', reasonCode: 'time' });
  expect(await standing(city, visit)).toBe('declined');
});
