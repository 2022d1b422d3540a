import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, historyOf, standing } from '../ways/machine.ts';
import { holdsOf, stored } from '../ways/table.ts';
import { goesOn, happened, on } from '../ways/way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterEach(() => city.cloud.faults.clear());
afterAll(() => city?.end());

const caller = (logicalId: string) => city.cloud.model.functions.find((each) => each.logicalId.startsWith(logicalId))!.name;
const count = (types: string[], wanted: string) => types.filter((type) => type === wanted).length;
/** How many visits are counted for a speaker in a month. */
const loadOf = async (speaker: string, month: string) => {
  const load = [...(await stored(city)).values()].find(({ pk, sk }) => pk.endsWith(`#DIARY#${speaker}`) && sk === 'LOAD');
  return (load?.counts as Record<string, number> | undefined)?.[month] ?? 0;
};
/** All answer at the same instant. */
const atOnce = async (visit: string, kind: string, people: string[], decision: object) => {
  const tasks = await Promise.all(people.map((who) => city.person(who).task(visit, kind)));
  const answers = await Promise.all(
    people.map((who, i) => city.person(who).post(`/v1/tasks/${tasks[i]!.id}/decision`, decision)),
  );
  await city.settle();
  return answers.map(({ status }) => status);
};

test('a match dies after its commit, before anybody heard of it: the next try answers what was proposed, nobody is held twice', async () => {
  city.cloud.faults.next({ caller: caller('Match'), action: 'TransactWriteItems', kind: 'lost-reply', times: 12 });
  const wish = city.request({ speakersWanted: 2, speakerId: 'speaker-001', speakerRequired: true, slots: [on('2026-03-20')] });
  const school = city.person('school-donghu-02');
  const visit = (await school.post('/v1/visits', wish)).body.id;
  await city.settle();
  expect(city.cloud.faults.struck.map(({ kind }) => kind)).toContain('lost-reply');
  city.cloud.faults.clear();
  await city.until(city.now() + 3_600_000);
  const types = (await historyOf(city, visit)).map(({ type }) => type);
  expect(types).toContain('TaskFailed');
  const seats: Json[] = (await school.visit(visit)).seats;
  expect(seats.map(({ round }) => round)).toEqual([1, 1]);
  for (const { speakerId } of seats) {
    expect((await holdsOf(city, speakerId)).filter((hold) => hold.visit === visit)).toHaveLength(1);
    expect(await loadOf(speakerId, '2026-03')).toBe(1);
  }
  expect(await happened(city, visit)).toEqual(['requested', 'speakers-proposed']);
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect((await executionsOf(city, visit)).map(({ status }) => status)).toEqual(['RUNNING']);
  await goesOn(city, visit, 'confirmed');
});

test('six employers release six speakers at the same instant: all are heard, and all six seats go on', async () => {
  const visit = await city.person('school-gaoxin-02').asksFor({ speakersWanted: 6, slots: [on('2026-03-27')] });
  const speakers = ['speaker-001', 'speaker-006', 'speaker-007', 'speaker-008', 'speaker-178', 'speaker-016'];
  await city.person('union-gaoxin').approves(visit, { speakers, reserves: [] });
  const employers = ['employer-01', 'employer-03', 'employer-04', 'employer-05', 'employer-11', 'employer-31'];
  const six = [200, 200, 200, 200, 200, 200];
  expect(await atOnce(visit, 'employer-release', employers, { outcome: 'release' })).toEqual(six);
  const seats: Json[] = (await city.person('school-gaoxin-02').visit(visit)).seats;
  expect(seats.map(({ status }) => status)).toEqual(Array(6).fill('awaiting-speaker'));
  for (const speaker of speakers)
    expect((await city.person(speaker).inbox()).map(({ kind }) => kind)).toEqual(['speaker-confirmation']);
  expect(await atOnce(visit, 'speaker-confirmation', speakers, { outcome: 'confirm' })).toEqual(six);
  expect(await standing(city, visit)).toBe('awaiting-school');
  const types = await happened(city, visit);
  expect([count(types, 'employer-released'), count(types, 'speaker-confirmed')]).toEqual([6, 6]);
  await goesOn(city, visit, 'confirmed');
});

test('six speakers decline at the same instant: six seats are empty, nobody is held, the union is asked once', async () => {
  const visit = await city
    .person('school-gaoxin-05')
    .asksFor({ speakersWanted: 6, slots: [on('2026-04-03', '19:00', '20:30')] });
  const speakers = ['speaker-001', 'speaker-006', 'speaker-007', 'speaker-008', 'speaker-178', 'speaker-016'];
  await city.person('union-gaoxin').approves(visit, { speakers, reserves: [] });
  const no = { outcome: 'decline', reasonCode: 'time' };
  expect(await atOnce(visit, 'speaker-confirmation', speakers, no)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(await standing(city, visit)).toBe('awaiting-union');
  for (const speaker of speakers) expect((await holdsOf(city, speaker)).filter((hold) => hold.visit === visit)).toEqual([]);
  expect((await city.person('union-gaoxin').inbox()).filter(({ visitId }: Json) => visitId === visit)).toHaveLength(1);
  const seats: Json[] = (await city.person('school-gaoxin-05').visit(visit)).seats;
  expect(seats.filter(({ speakerId }) => speakers.includes(speakerId))).toEqual([]);
  expect(count(await happened(city, visit), 'speakers-proposed')).toBe(2);
});

/** Two speakers decline, and both seats look for a reserve before either has taken one. */
async function twoSeatsWant(reserves: string[], day: string): Promise<{ visit: string; seats: Json[] }> {
  const school = city.person('school-jinxian-02');
  const visit = await school.asksFor({ speakersWanted: 2, slots: [on(day, '19:00', '20:30')] });
  await city.person('union-jinxian').approves(visit, { speakers: ['speaker-002', 'speaker-004'], reserves });
  city.cloud.faults.next({ caller: caller('NextReserve'), action: 'TransactWriteItems', kind: 'conflict', times: 2 });
  const no = { outcome: 'decline', reasonCode: 'time' };
  expect(await atOnce(visit, 'speaker-confirmation', ['speaker-002', 'speaker-004'], no)).toEqual([200, 200]);
  return { visit, seats: (await school.visit(visit)).seats };
}

test('two seats want the same reserve: one gets that reserve, the other the next; each is asked once', async () => {
  const { visit, seats } = await twoSeatsWant(['speaker-006', 'speaker-007'], '2026-04-08');
  expect(seats.map(({ speakerId }) => speakerId).sort()).toEqual(['speaker-006', 'speaker-007']);
  for (const speaker of ['speaker-006', 'speaker-007']) {
    expect((await city.person(speaker).inbox()).filter(({ visitId }: Json) => visitId === visit)).toHaveLength(1);
    expect((await holdsOf(city, speaker)).filter((hold) => hold.visit === visit)).toHaveLength(1);
  }
  await goesOn(city, visit, 'confirmed');
  const types = await happened(city, visit);
  expect([count(types, 'reserve-stepped-in'), count(types, 'union-approved')]).toEqual([2, 1]);
});

test('two seats want the only reserve: one gets that reserve, for the other the union is asked', async () => {
  const { visit, seats } = await twoSeatsWant(['speaker-008'], '2026-04-09');
  expect(seats.flatMap(({ speakerId }) => speakerId ?? [])).toEqual(['speaker-008']);
  expect((await holdsOf(city, 'speaker-008')).filter((hold) => hold.visit === visit)).toHaveLength(1);
  expect(await loadOf('speaker-008', '2026-04')).toBe(1);
  await city.person('speaker-008').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect(count(await happened(city, visit), 'reserve-stepped-in')).toBe(1);
  await goesOn(city, visit, 'confirmed');
});
