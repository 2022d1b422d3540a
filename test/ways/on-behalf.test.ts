import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { getTimeline } from '../../functions/visits/contract.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

/** What somebody may decide about a visit, or enter for the party that is asked. */
const openFor = async (who: string, visit: string): Promise<Json[]> =>
  (await city.person(who).get(`/v1/tasks?visit=${visit}`)).body.tasks;
const seen = async (who: string, visit: string) => (await openFor(who, visit)).map(({ kind, partyId }) => `${kind} ${partyId}`);
const asked = async (who: string, visit: string): Promise<string[]> =>
  (await city.person(who).inbox()).filter(({ visitId }: Json) => visitId === visit).map(({ kind }: Json) => kind);
/** The open question to a party, as the city's union sees it. */
const question = async (visit: string, party: string): Promise<string> =>
  (await openFor('union-city', visit)).find(({ partyId }) => partyId === party).id;

async function sends(who: string, task: string, body: object, what = 'decision') {
  const answer = await city.person(who).post(`/v1/tasks/${task}/${what}`, body);
  await city.settle();
  const errors = (answer.body.errors ?? []).map(({ path, code }: Json) => `${path} ${code}`);
  return { ...answer, brief: [answer.status, ...(errors.length > 0 ? errors : [answer.body.type ?? answer.body.status])] };
}
const by = (party: string, channel = 'phone') => ({
  onBehalfOf: party.startsWith('speaker') ? { speakerId: party } : { organisationId: party },
  channel,
});
const records = async (who: string, visit: string, party: string, decision: object, channel?: string) =>
  sends(who, await question(visit, party), { ...decision, ...by(party, channel) });
const approved = async (school: string, day: string, choice: { speakers: string[]; reserves?: string[] }, wish = {}) => {
  const visit = await city.person(school).asksFor({ slots: [on(day)], speakersWanted: choice.speakers.length, ...wish });
  await city.person((await city.person(school).visit(visit)).union).approves(visit, { reserves: [], ...choice });
  return visit;
};

describe('a visit whose every answer comes by phone, by letter or in person', () => {
  let visit: string;
  beforeAll(async () => {
    visit = await approved('school-donghu-02', '2026-03-16', { speakers: ['speaker-003'] });
  });

  test('each union sees the open questions to those it is responsible for; none of them stands in its inbox', async () => {
    expect(await seen('union-qingshanhu', visit)).toEqual(['employer-release employer-01']);
    expect(await seen('union-jingkai', visit)).toEqual(['employer-release employer-02']);
    expect(await seen('union-city', visit)).toEqual(['employer-release employer-01', 'employer-release employer-02']);
    expect(await seen('employer-02', visit)).toEqual(['employer-release employer-02']);
    for (const who of ['union-donghu', 'union-xihu', 'speaker-003', 'school-donghu-02', 'education-donghu'])
      expect([who, await seen(who, visit)]).toEqual([who, []]);
    for (const who of ['union-qingshanhu', 'union-city']) expect([who, await asked(who, visit)]).toEqual([who, []]);
    const [task] = await openFor('union-jingkai', visit);
    expect((await city.person('union-jingkai').get(`/v1/tasks/${task.id}`)).body.id).toBe(task.id);
    expect((await city.person('union-xihu').get(`/v1/tasks/${task.id}`)).status).toBe(404);
  });

  test('nobody else enters an employer’s word, and not another’s than the one that is asked', async () => {
    const id = await question(visit, 'employer-01');
    const release = { outcome: 'release', ...by('employer-01') };
    for (const who of ['union-donghu', 'union-jingkai', 'employer-01', 'employer-02', 'speaker-003', 'education-city'])
      expect([who, (await sends(who, id, release)).brief]).toEqual([who, [404, 'not-found']]);
    // What is entered for the party is its word; without that the union decides nothing.
    expect((await sends('union-qingshanhu', id, { outcome: 'release' })).brief).toEqual([404, 'not-found']);
    for (const party of ['employer-02', 'union-qingshanhu', 'speaker-003'])
      expect([party, (await sends('union-qingshanhu', id, { ...release, ...by(party) })).brief]).toEqual([
        ...[party, [422, 'onBehalfOf not-the-asked']],
      ]);
    expect((await sends('union-qingshanhu', id, { ...release, channel: undefined })).brief).toEqual([422, 'channel required']);
    expect((await sends('union-qingshanhu', id, { ...release, channel: 'fax' })).brief).toEqual([422, 'channel value']);
    expect((await sends('employer-01', id, { outcome: 'release', channel: 'phone' })).brief).toEqual([
      422,
      'channel unknown-field',
    ]);
    expect((await sends('union-qingshanhu', id, { ...release, outcome: 'decline' })).brief).toEqual([
      422,
      'reasonCode required',
    ]);
    expect(await standing(city, visit)).toBe('awaiting-release');
  });

  test('employer, speaker and school each speak through their own union or one above it, up to the statistics', async () => {
    const evidence = '示例：3月3日 10:20 来电';
    const first = await question(visit, 'employer-01');
    const release = { outcome: 'release', ...by('employer-01'), evidence };
    const { body } = await sends('union-qingshanhu', first, release);
    expect(body.decision.by).toMatchObject({ role: 'union', organisation: 'union-qingshanhu' });
    expect(body.decision.by.onBehalfOf).toMatchObject({ party: 'employer-01', channel: 'phone', evidence });
    expect((await sends('union-qingshanhu', first, release)).status).toBe(200);
    expect((await sends('union-city', first, release)).brief).toEqual([409, 'already-decided']);
    expect((await records('union-city', visit, 'employer-02', { outcome: 'release' }, 'letter')).status).toBe(200);
    const confirm = { outcome: 'confirm' };
    expect((await records('union-jingkai', visit, 'speaker-003', confirm)).status).toBe(404);
    expect((await records('speaker-003', visit, 'speaker-003', confirm)).status).toBe(404);
    expect((await records('union-qingshanhu', visit, 'speaker-003', confirm, 'in-person')).status).toBe(200);
    expect(await standing(city, visit)).toBe('awaiting-school');
    for (const who of ['union-qingshanhu', 'education-donghu', 'school-donghu-02'])
      expect((await records(who, visit, 'school-donghu-02', confirm)).status).toBe(404);
    expect((await records('union-donghu', visit, 'school-donghu-02', confirm)).status).toBe(200);
    expect(await standing(city, visit)).toBe('confirmed');
    await goesOn(city, visit, 'awaiting-statistics');
    await records('union-donghu', visit, 'school-donghu-02', { outcome: 'not-held', reasonCode: 'weather' }, 'letter');
    expect(await standing(city, visit)).toBe('not-held');

    const { body: told } = await city.person('union-donghu').get(`/v1/visits/${visit}/timeline`);
    expect(z.safeParse(getTimeline.answer, told).error?.issues ?? []).toEqual([]);
    const others = ['employer-01', 'employer-02', 'education-donghu', 'school-donghu-02'];
    const heard = await Promise.all(others.map(async (who) => JSON.stringify(await city.person(who).timeline(visit))));
    expect(heard.map((text) => text.includes(evidence))).toEqual([true, false, false, false]);
    const words = told.timeline.flatMap(({ type, by }: Json) =>
      by?.onBehalfOf ? [[type, by.organisation, by.onBehalfOf]] : [],
    );
    expect(words).toMatchObject([
      ['employer-released', 'union-qingshanhu', { party: 'employer-01', channel: 'phone', evidence }],
      ['employer-released', 'union-city', { party: 'employer-02', channel: 'letter' }],
      ['speaker-confirmed', 'union-qingshanhu', { party: 'speaker-003', channel: 'in-person' }],
      ['school-confirmed', 'union-donghu', { party: 'school-donghu-02', channel: 'phone' }],
      ['not-held', 'union-donghu', { party: 'school-donghu-02', channel: 'letter' }],
    ]);
  });
});

test('a union’s own approval is nobody’s to enter; and the asked party decides for itself as before', async () => {
  const visit = await city.person('school-xihu-02').asksFor({ slots: [on('2026-03-18')] });
  const { id } = await city.person('union-xihu').task(visit, 'union-approval');
  for (const who of ['union-xihu', 'union-city'])
    expect((await sends(who, id, { outcome: 'approve', ...by('union-xihu') })).brief).toEqual([404, 'not-found']);
  expect(await seen('union-city', visit)).toEqual([]);
  await city.person('union-xihu').approves(visit, { speakers: ['speaker-001'], reserves: [] });
  await goesOn(city, visit, 'confirmed');
  const told = await city.person('union-xihu').timeline(visit);
  expect(told.filter(({ by }) => by?.onBehalfOf)).toEqual([]);
});

test('several answers of one morning are entered at once, each with its own result', async () => {
  const speakers = ['speaker-001', 'speaker-002', 'speaker-004'];
  const visit = await approved('school-jinxian-02', '2026-03-19', { speakers });
  const [release, confirm, other] = await Promise.all(
    ['employer-01', 'speaker-002', 'speaker-004'].map((p) => question(visit, p)),
  );
  const decisions = [
    { taskId: release, outcome: 'release', ...by('employer-01') },
    { taskId: confirm, outcome: 'confirm', ...by('speaker-002', 'letter') },
    { taskId: confirm, outcome: 'confirm', ...by('speaker-001', 'letter') },
    { taskId: other, outcome: 'confirm', ...by('speaker-004') },
  ];
  const { body } = await city.person('union-qingshanhu').post('/v1/tasks/decisions', { decisions });
  await city.settle();
  expect(body.results.map(({ status }: Json) => status)).toEqual([200, 200, 422, 404]);
  expect(await seen('union-qingshanhu', visit)).toEqual(['speaker-confirmation speaker-001']);
  expect(await standing(city, visit)).toBe('awaiting-release');
});

test('a party that answers itself while its union enters another answer: one of them counts', async () => {
  const visit = await approved('school-wanli-02', '2026-03-20', { speakers: ['speaker-006'] });
  const task = await question(visit, 'employer-03');
  const decline = { outcome: 'decline', reasonCode: 'work', ...by('employer-03') };
  const answers = [sends('employer-03', task, { outcome: 'release' }), sends('union-city', task, decline)];
  expect((await Promise.all(answers)).map(({ status }) => status).sort()).toEqual([200, 409]);
});

const why = { reasonCode: 'other', text: '示例：并未同意' };
const objects = (who: string, task: string, body: object = why) => sends(who, task, body, 'objection');

describe('the party objects to what was entered for it', () => {
  const school = 'school-gaoxin-02';

  test('an employer: it is asked again, and nobody else is', async () => {
    const visit = await approved(school, '2026-03-24', { speakers: ['speaker-003'] });
    await city.person('employer-02').releases(visit);
    const task = await question(visit, 'employer-01');
    expect((await objects('employer-01', task)).brief).toEqual([409, 'not-recorded']);
    await records('union-qingshanhu', visit, 'employer-01', { outcome: 'release' });
    await goesOn(city, visit, 'confirmed');
    for (const who of ['union-qingshanhu', 'employer-02', 'speaker-003', school, 'union-gaoxin', 'school-xihu-02'])
      expect([who, (await objects(who, task)).brief]).toEqual([who, [404, 'not-found']]);
    expect((await objects('employer-01', task, {})).brief).toEqual([422, 'reasonCode required']);
    expect((await objects('employer-01', task)).brief).toEqual([200, 'awaiting-release']);
    expect(await standing(city, visit)).toBe('awaiting-release');
    const again = ['employer-01', 'employer-02', 'speaker-003', school];
    expect(await Promise.all(again.map((who) => asked(who, visit)))).toEqual([['employer-release'], [], [], []]);
    await city.person('employer-01').releases(visit);
    // The school has agreed to this very line-up.
    expect(await standing(city, visit)).toBe('confirmed');
    expect((await happened(city, visit)).slice(-4)).toEqual([
      ...['school-confirmed', 'objected', 'employer-released', 'school-confirmed'],
    ]);
    expect((await city.person(school).timeline(visit)).at(-1)?.data).toMatchObject({ automatic: true });
  });

  test('a speaker: the employers’ releases stand, and the speaker’s own word counts', async () => {
    const visit = await approved(school, '2026-03-31', { speakers: ['speaker-001'] });
    await city.person('employer-01').releases(visit);
    const task = await question(visit, 'speaker-001');
    await records('union-qingshanhu', visit, 'speaker-001', { outcome: 'confirm' });
    expect(await standing(city, visit)).toBe('awaiting-school');
    expect((await objects('speaker-001', task)).status).toBe(200);
    const again = await Promise.all(['speaker-001', 'employer-01', school].map((who) => asked(who, visit)));
    expect(again).toEqual([['speaker-confirmation'], [], []]);
    await city.person('speaker-001').confirms(visit, 'speaker-confirmation');
    await goesOn(city, visit, 'confirmed');
    const told = await city.person('speaker-001').timeline(visit);
    expect(told.findLast(({ type }) => type === 'speaker-confirmed').by).not.toHaveProperty('onBehalfOf');
  });

  test('a school, until the visit starts', async () => {
    const confirmed = async (day: string) => {
      const visit = await approved(school, day, { speakers: ['speaker-002'] });
      await goesOn(city, visit, 'awaiting-school');
      const task = await question(visit, school);
      await records('union-gaoxin', visit, school, { outcome: 'confirm' });
      return { visit, task };
    };
    const { visit, task } = await confirmed('2026-04-01');
    expect((await objects(school, task)).brief).toEqual([200, 'awaiting-school']);
    expect(await standing(city, visit)).toBe('awaiting-school');
    await city.person(school).declines(visit, 'school-confirmation', { scope: 'visit', reasonCode: 'time' });
    expect(await standing(city, visit)).toBe('declined');
    expect((await objects(school, task)).brief).toEqual([409, 'visit-over']);
    const late = await confirmed('2026-04-02');
    await city.until(on('2026-04-02').start);
    expect((await objects(school, late.task)).brief).toEqual([409, 'visit-took-place']);
    expect(await standing(city, late.visit)).toBe('confirmed');
  });

  test('a refusal that was entered wrongly: who was meant may be proposed again', async () => {
    const visit = await approved(school, '2026-04-15', { speakers: ['speaker-001'] });
    const task = await question(visit, 'employer-01');
    await records('union-qingshanhu', visit, 'employer-01', { outcome: 'decline', reasonCode: 'work' }, 'letter');
    expect(await standing(city, visit)).toBe('awaiting-union');
    const { id } = await city.person('union-gaoxin').task(visit, 'union-approval');
    const choice = { outcome: 'approve', speakers: ['speaker-001'], reserves: [] };
    expect((await sends('union-gaoxin', id, choice)).brief).toEqual([422, 'speakers.0 excluded']);
    expect((await objects('employer-01', task)).status).toBe(200);
    expect((await objects('employer-01', task)).brief).toEqual([409, 'task-closed']);
    expect((await sends('union-gaoxin', id, choice)).status).toBe(200);
    const own = await question(visit, 'employer-01');
    expect((await sends('employer-01', own, { outcome: 'release' })).status).toBe(200);
    expect((await objects('employer-01', own)).brief).toEqual([409, 'not-recorded']);
    const word = await question(visit, 'speaker-001');
    await records('union-city', visit, 'speaker-001', { outcome: 'decline', reasonCode: 'unwell' });
    expect((await objects('speaker-001', word)).status).toBe(200);
    await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-001'], reserves: [] });
    await goesOn(city, visit, 'confirmed');
  });
});
