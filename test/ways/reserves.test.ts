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

const asked = async (who: string, visit: string) => (await city.person(who).inbox()).filter(({ visitId }) => visitId === visit);

test('a speaker declines: the next reserve is asked, first the employer, then the speaker; the union is not asked again', async () => {
  const school = city.person('school-donghu-02');
  const visit = await school.asksFor({ slots: [on('2026-03-20')] });
  await city.person('union-donghu').approves(visit, { speakers: ['speaker-002'], reserves: ['speaker-001', 'speaker-004'] });
  await city.person('speaker-002').declines(visit, 'speaker-confirmation', { reasonCode: 'unwell' });
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await school.visit(visit)).toMatchObject({
    seats: [{ speakerId: 'speaker-001', status: 'awaiting-release', round: 3 }],
    reserves: ['speaker-004'],
  });
  // Lambda may run a step once more than it was asked: that answers what it did.
  const step = { city: 'nanchang', visit, epoch: 1, run: 1, seat: 1, round: 2 };
  expect(await city.cloud.invoke('NextReserve', step)).toMatchObject({ payload: { outcome: 'found', employers: [{}] } });
  expect((await school.visit(visit)).reserves).toEqual(['speaker-004']);
  await city.person('employer-01').releases(visit);
  await city.person('speaker-001').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-school');
  await goesOn(city, visit, 'confirmed');
  expect(await happened(city, visit)).toEqual([
    ...['requested', 'speakers-proposed', 'union-approved', 'speaker-declined', 'reserve-stepped-in'],
    ...['employer-released', 'speaker-confirmed', 'school-confirmed'],
  ]);
});

test('a reserve who is not free any more is passed over; with none left the union is asked for the open seat only', async () => {
  const school = city.person('school-xihu-02');
  const union = city.person('union-xihu');
  const wish = { speakersWanted: 2, slots: [on('2026-03-24')] };
  const visit = await school.asksFor(wish);
  await union.approves(visit, { speakers: ['speaker-002', 'speaker-004'], reserves: ['speaker-001'] });
  await city.person('speaker-004').confirms(visit, 'speaker-confirmation');
  // In between another school gets the reserve for the same hours.
  const other = await city.person('school-wanli-02').asksFor({ speakerId: 'speaker-001', slots: [on('2026-03-24')] });
  expect((await city.person('school-wanli-02').visit(other)).seats[0].speakerId).toBe('speaker-001');
  await city.person('speaker-002').declines(visit, 'speaker-confirmation', { reasonCode: 'time' });
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect((await union.task(visit, 'union-approval')).openSeats).toEqual([1]);
  expect((await school.visit(visit)).seats[1]).toMatchObject({ speakerId: 'speaker-004', status: 'agreed' });
  await goesOn(city, visit, 'confirmed');
});

test('two seats want the one reserve: one gets it, for the other the union is asked', async () => {
  const school = city.person('school-jinxian-02');
  const union = city.person('union-jinxian');
  const visit = await school.asksFor({ speakersWanted: 2, slots: [on('2026-04-01')] });
  await union.approves(visit, { speakers: ['speaker-002', 'speaker-004'], reserves: ['speaker-001'] });
  const declines = async (who: string) => {
    const { id } = await city.person(who).task(visit, 'speaker-confirmation');
    return (await city.person(who).post(`/v1/tasks/${id}/decision`, { outcome: 'decline', reasonCode: 'time' })).status;
  };
  expect(await Promise.all(['speaker-002', 'speaker-004'].map(declines))).toEqual([200, 200]);
  await city.settle();
  const { seats } = await school.visit(visit);
  const [filled] = seats.filter(({ speakerId }: { speakerId?: string }) => speakerId === 'speaker-001');
  expect(filled).toBeDefined();
  expect(seats.filter(({ speakerId }: { speakerId?: string }) => speakerId === undefined)).toHaveLength(1);
  // All seats end before the union is asked again.
  expect(await standing(city, visit)).toBe('awaiting-release');
  for (const { employerId } of filled.releases) await city.person(employerId).releases(visit);
  await city.person('speaker-001').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect((await happened(city, visit)).filter((type) => type === 'reserve-stepped-in')).toHaveLength(1);
});

test('a silent employer: the reserve steps in when the time is over, and agreed seats stand', async () => {
  const school = city.person('school-gaoxin-02');
  const visit = await school.asksFor({ slots: [on('2026-04-30')] });
  await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-001'], reserves: ['speaker-002'] });
  const [{ expiresAt }] = (await asked('employer-01', visit)) as [{ expiresAt: string }];
  await city.until(Date.parse(expiresAt) + 1000);
  expect((await asked('speaker-002', visit)).map(({ kind }) => kind)).toEqual(['speaker-confirmation']);
  await goesOn(city, visit, 'confirmed');
});

test('of two speakers the required one declines: the visit ends at once, and the other is not asked in vain', async () => {
  const school = city.person('school-gaoxin-02');
  const wish = { speakerId: 'speaker-002', speakerRequired: true, speakersWanted: 2, slots: [on('2026-04-23')] };
  const visit = await school.asksFor(wish);
  await city.person('union-gaoxin').approves(visit, { reserves: [] });
  const seats = (await school.visit(visit)).seats;
  await city.person('speaker-002').declines(visit, 'speaker-confirmation', { reasonCode: 'time' });
  expect(await standing(city, visit)).toBe('unmatched');
  const { reasons } = await school.visit(visit);
  expect(reasons).toMatchObject([{ code: 'speaker-unsuitable', facts: { speakerId: 'speaker-002', constraint: 'excluded' } }]);
  const other = seats.find(({ speakerId }: Json) => speakerId !== 'speaker-002').speakerId;
  expect(await asked(other, visit)).toEqual([]);
});

test('moved to an hour at which the required speaker is busy, the visit ends; its old questions can still be read', async () => {
  const school = city.person('school-xihu-02');
  const wish = { speakerId: 'speaker-004', speakerRequired: true, slots: [on('2026-05-06')] };
  const visit = await school.asksFor(wish);
  const { id } = await city.person('union-xihu').task(visit, 'union-approval');
  await city.person('union-xihu').approves(visit, { reserves: [] });
  await city.person('school-wanli-02').asksFor({ speakerId: 'speaker-004', slots: [on('2026-05-08')] });
  await school.changes(visit, 'reschedule', { slots: [on('2026-05-08')], reasonCode: 'school' });
  expect(await standing(city, visit)).toBe('unmatched');
  const task = await city.person('union-xihu').get(`/v1/tasks/${id}`);
  const start = new Date(on('2026-05-08').start).toISOString();
  expect(task).toMatchObject({ status: 200, body: { visit: { slot: { start } } } });
});
