import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());
const asked = async (who: string, visit: string): Promise<string[]> =>
  (await city.person(who).inbox()).filter(({ visitId }: Json) => visitId === visit).map(({ kind }: Json) => kind);
const question = async (visit: string, party: string): Promise<string> =>
  (await city.person('union-city').get(`/v1/tasks?visit=${visit}`)).body.tasks.find(({ partyId }: Json) => partyId === party)
    .id;
async function sends(who: string, task: string, body: object, what = 'decision') {
  const answer = await city.person(who).post(`/v1/tasks/${task}/${what}`, body);
  await city.settle();
  return answer;
}
const by = (party: string, channel = 'phone') => ({
  onBehalfOf: party.startsWith('speaker') ? { speakerId: party } : { organisationId: party },
  channel,
});
const why = { reasonCode: 'other' };
const objects = (who: string, task: string) => sends(who, task, why, 'objection');
const approved = async (school: string, day: string, choice: { speakers: string[]; reserves?: string[] }, wish = {}) => {
  const visit = await city.person(school).asksFor({ slots: [on(day)], speakersWanted: choice.speakers.length, ...wish });
  await city.person((await city.person(school).visit(visit)).union).approves(visit, { reserves: [], ...choice });
  return visit;
};

test('an objection while another seat is only proposed: that one is proposed anew, and nobody is left out', async () => {
  const visit = await approved('school-gaoxin-02', '2026-03-24', { speakers: ['speaker-001', 'speaker-002'] });
  const task = await question(visit, 'employer-01');
  await sends('union-city', task, { outcome: 'release', ...by('employer-01') });
  await city.person('speaker-001').confirms(visit, 'speaker-confirmation');
  await city.person('speaker-002').declines(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-union');
  // Sent again, because the answer was lost: it is made once.
  for (const _ of [1, 2]) {
    const answer = await city.person('employer-01').post(`/v1/tasks/${task}/objection`, why, { 'idempotency-key': 'o-1' });
    expect(answer.status).toBe(200);
    await city.settle();
  }
  expect((await happened(city, visit)).filter((type) => type === 'objected')).toHaveLength(1);
  await city.days(0.2);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await asked('employer-01', visit)).toEqual(['employer-release']);
  await goesOn(city, visit, 'confirmed');
});

test('the school objects while the employer is asked again: it is asked, too', async () => {
  const school = 'school-donghu-02';
  const visit = await approved(school, '2026-03-26', { speakers: ['speaker-006'] });
  const task = await question(visit, 'employer-03');
  await sends('union-city', task, { outcome: 'release', ...by('employer-03') });
  await city.person('speaker-006').confirms(visit, 'speaker-confirmation');
  const word = await question(visit, school);
  await sends('union-donghu', word, { outcome: 'confirm', ...by(school) });
  expect(await standing(city, visit)).toBe('confirmed');
  expect((await objects('employer-03', task)).status).toBe(200);
  expect((await objects(school, word)).status).toBe(200);
  await city.person('employer-03').releases(visit);
  expect(await standing(city, visit)).toBe('awaiting-school');
});

test('an employer objects to its recorded refusal after the reserve has declined, too: its own speaker may come again', async () => {
  const school = 'school-xihu-02';
  const visit = await approved(school, '2026-04-08', { speakers: ['speaker-001'], reserves: ['speaker-002'] });
  const task = await question(visit, 'employer-01');
  await sends('union-city', task, { outcome: 'decline', reasonCode: 'work', ...by('employer-01') });
  await city.person('speaker-002').declines(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect((await objects('employer-01', task)).status).toBe(200);
  const { id } = await city.person('union-xihu').task(visit, 'union-approval');
  expect(await sends('union-xihu', id, { outcome: 'approve', speakers: ['speaker-002'] })).toMatchObject({ status: 422 });
  expect(await sends('union-xihu', id, { outcome: 'approve', speakers: ['speaker-001'] })).toMatchObject({ status: 200 });
});

test('an employer objects to its recorded refusal while the seat is empty: its speaker sits there again and is asked', async () => {
  const visit = await approved('school-donghu-02', '2026-04-16', { speakers: ['speaker-001', 'speaker-002'] });
  const task = await question(visit, 'employer-01');
  await sends('union-city', task, { outcome: 'decline', reasonCode: 'work', ...by('employer-01') });
  const seats = async () => (await city.person('union-city').visit(visit)).seats;
  expect((await seats())[0]).not.toHaveProperty('speakerId');
  expect((await objects('employer-01', task)).status).toBe(200);
  await city.settle();
  expect((await seats())[0]).toMatchObject({ speakerId: 'speaker-001', status: 'awaiting-release' });
  expect(await asked('employer-01', visit)).toEqual(['employer-release']);
  await goesOn(city, visit, 'confirmed');
});

test('the school objects to its recorded wish for others: those may be proposed again', async () => {
  const school = 'school-donghu-02';
  const visit = await approved(school, '2026-04-22', { speakers: ['speaker-004'] });
  await goesOn(city, visit, 'awaiting-school');
  const word = await question(visit, school);
  await sends('union-donghu', word, { outcome: 'decline', scope: 'speakers', reasonCode: 'other', ...by(school) });
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect((await objects(school, word)).status).toBe(200);
  const { id } = await city.person('union-donghu').task(visit, 'union-approval');
  expect((await sends('union-donghu', id, { outcome: 'approve', speakers: ['speaker-004'] })).status).toBe(200);
});

test('statistics that came by phone after their time are entered for the school', async () => {
  const visit = await approved('school-nanchang-xian-02', '2026-09-17', { speakers: ['speaker-004'] });
  await goesOn(city, visit, 'awaiting-statistics');
  const id = await question(visit, 'school-nanchang-xian-02');
  await city.days(20);
  expect(await standing(city, visit)).toBe('closed');
  const answer = await sends('union-nanchang-xian', id, {
    outcome: 'not-held',
    reasonCode: 'weather',
    ...by('school-nanchang-xian-02'),
  });
  expect(answer.status).toBe(200);
});
