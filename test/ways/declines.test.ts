import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const chinese = expect.stringMatching(/[一-鿿]/);
const english = expect.stringMatching(/^[A-Z][^一-鿿]+/);

test('an employer declines: the seat is open again, the union is asked once more, and not for the same speaker', async () => {
  const [school, union] = [city.person('school-nanchang-xian-02'), city.person('union-nanchang-xian')];
  const visit = await school.asksFor({ speakerId: 'speaker-008', slots: [on('2026-03-20')] });
  await union.approves(visit, { reserves: [] });
  await city.person('employer-05').declines(visit, 'employer-release', { reasonCode: 'work', text: '当天停产检修' });
  expect(await standing(city, visit)).toBe('awaiting-union');
  const [seat] = (await school.visit(visit)).seats;
  expect(seat).toMatchObject({ seat: 1, status: 'proposed' });
  expect(seat.speakerId).not.toBe('speaker-008');
  expect(await city.person('speaker-008').inbox()).toEqual([]);
  expect((await city.person('employer-05').get(`/v1/visits/${visit}`)).status).toBe(404);
  await goesOn(city, visit, 'confirmed');
  const types = await happened(city, visit);
  expect(types.slice(0, 5)).toEqual([
    'requested',
    'speakers-proposed',
    'union-approved',
    'employer-declined',
    'speakers-proposed',
  ]);
});

test('one of two employers declines: the other one need not answer any more', async () => {
  const visit = await city.person('school-nanchang-xian-02').asksFor({ speakerId: 'speaker-003', slots: [on('2026-03-20')] });
  await city.person('union-nanchang-xian').approves(visit, { reserves: [] });
  const { id } = await city.person('employer-02').task(visit, 'employer-release');
  await city.person('employer-01').declines(visit, 'employer-release');
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect((await city.person('employer-02').inbox()).filter(({ visitId }) => visitId === visit)).toEqual([]);
  const late = await city.person('employer-02').post(`/v1/tasks/${id}/decision`, { outcome: 'release' });
  expect(late).toMatchObject({ status: 409, body: { type: 'task-closed' } });
});

test('a speaker declines: the speaker is asked no more and the visit goes on with another', async () => {
  const school = city.person('school-jinxian-02');
  const visit = await school.asksFor({ speakerId: 'speaker-002', slots: [on('2026-03-20')] });
  await city.person('union-jinxian').approves(visit, { reserves: [] });
  await city.person('speaker-002').declines(visit, 'speaker-confirmation', { reasonCode: 'unwell' });
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect((await school.visit(visit)).seats[0].speakerId).not.toBe('speaker-002');
  await goesOn(city, visit, 'confirmed');
});

test('the school wants other speakers: the union is asked again, without those', async () => {
  const school = city.person('school-xinjian-02');
  const visit = await school.asksFor({ speakersWanted: 2, slots: [on('2026-03-23')] });
  await goesOn(city, visit, 'awaiting-school');
  const before = (await school.visit(visit)).seats.map(({ speakerId }: { speakerId: string }) => speakerId);
  await school.declines(visit, 'school-confirmation', { scope: 'speakers', reasonCode: 'other' });
  expect(await standing(city, visit)).toBe('awaiting-union');
  for (const { speakerId } of (await school.visit(visit)).seats) expect(before).not.toContain(speakerId);
  await goesOn(city, visit, 'confirmed');
});

test('the school gives the visit up: everybody is free again', async () => {
  const [school, slot] = [city.person('school-qingshanhu-02'), on('2026-03-24')];
  const visit = await school.asksFor({ speakerId: 'speaker-007', slots: [slot] });
  await goesOn(city, visit, 'awaiting-school');
  const noScope = { outcome: 'decline', reasonCode: 'time' };
  const { id } = await school.task(visit, 'school-confirmation');
  expect(await school.post(`/v1/tasks/${id}/decision`, noScope)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'scope' }] },
  });
  await school.declines(visit, 'school-confirmation', { scope: 'visit', reasonCode: 'time' });
  expect(await standing(city, visit)).toBe('declined');
  expect((await school.visit(visit)).reasons).toMatchObject([{ code: 'school-declined', zh: chinese, en: english }]);
  const next = await school.asksFor({ speakerId: 'speaker-007', speakerRequired: true, slots: [slot] });
  expect(await standing(city, next)).toBe('awaiting-union');
});

test('the required speaker does not suit: the school is told why and what would help', async () => {
  const school = city.person('school-wanli-02');
  const visit = await school.asksFor({ speakerId: 'speaker-005', speakerRequired: true, slots: [on('2026-03-25')] });
  expect(await standing(city, visit)).toBe('unmatched');
  const { reasons, seats } = await school.visit(visit);
  expect(seats).toMatchObject([{ seat: 1, status: 'open' }]);
  expect(reasons).toMatchObject([
    { code: 'speaker-unsuitable', zh: chinese, en: english, facts: { speakerId: 'speaker-005' } },
  ]);
  expect(await happened(city, visit)).toEqual(['requested', 'unmatched']);
});

test('a small city has not enough speakers: each wished hour is answered in both languages', async () => {
  const school = city.person('shili-school-02');
  const slots = [on('2026-03-25'), on('2026-03-28', '19:00', '20:00')];
  const visit = await school.asksFor({ speakersWanted: 6, levels: ['junior-secondary', 'university'], mode: 'online', slots });
  const { status, reasons } = await school.visit(visit);
  expect(status).toBe('unmatched');
  const reason = (slot: string) => ({ code: 'too-few', zh: chinese, en: english, facts: { slot, wanted: 6 } });
  expect(reasons).toMatchObject([reason('2026-03-25 14:00'), reason('2026-03-28 19:00')]);
});

test('the required speaker is busy at both hours: unmatched, and each hour is named', async () => {
  const school = city.person('school-honggutan-02');
  const slots = [on('2026-03-25'), on('2026-03-26')];
  for (const slot of slots) await school.asksFor({ speakerId: 'speaker-004', speakerRequired: true, slots: [slot] });
  const visit = await city.person('school-wanli-02').asksFor({ speakerId: 'speaker-004', speakerRequired: true, slots });
  expect(await standing(city, visit)).toBe('unmatched');
  const reason = (slot: string) => ({
    code: 'speaker-busy',
    zh: expect.stringContaining(slot),
    en: expect.stringContaining(slot),
    facts: { speakerId: 'speaker-004', slot },
  });
  const { reasons } = await city.person('school-wanli-02').visit(visit);
  expect(reasons).toMatchObject([reason('2026-03-25 14:00'), reason('2026-03-26 14:00')]);
  // A wish, not a requirement: somebody else is found.
  const wish = await city.person('school-wanli-02').asksFor({ speakerId: 'speaker-004', slots: [slots[0]] });
  expect(await standing(city, wish)).toBe('awaiting-union');
});

test('employer, speaker and school are silent: the first two cost the seat, for the school its union is asked', async () => {
  const school = city.person('school-jingkai-02');
  const visit = await school.asksFor({ speakerId: 'speaker-001', slots: [on('2026-04-24')] });
  await city.person('union-jingkai').approves(visit, { reserves: [] });
  const release = await city.person('employer-01').task(visit, 'employer-release');
  await city.until(Date.parse(release.expiresAt) + 1000);
  expect(await standing(city, visit)).toBe('awaiting-union');
  await city.person('union-jingkai').approves(visit, { speakers: ['speaker-002'], reserves: [] });
  const confirmation = await city.person('speaker-002').task(visit, 'speaker-confirmation');
  await city.until(Date.parse(confirmation.expiresAt) + 1000);
  expect(await standing(city, visit)).toBe('awaiting-union');
  await city.person('union-jingkai').approves(visit, { speakers: ['speaker-004'] });
  await city.person('speaker-004').confirms(visit, 'speaker-confirmation');
  const line = await school.task(visit, 'school-confirmation');
  await city.until(Date.parse(line.expiresAt) + 1000);
  expect(await standing(city, visit)).toBe('awaiting-school');
  const handed = await city.person('union-jingkai').task(visit, 'school-confirmation');
  expect(handed.id).toBe(line.id);
  await city.until(Date.parse(handed.expiresAt) + 1000);
  expect(await standing(city, visit)).toBe('expired');
  expect((await school.visit(visit)).reasons).toMatchObject([{ code: 'school-silent', zh: chinese, en: english }]);
  const expired = (await school.timeline(visit)).filter(({ type }) => type === 'step-expired').map(({ data }) => data.step);
  expect(expired).toEqual(['employer-release', 'speaker-confirmation', 'school-confirmation']);
});
