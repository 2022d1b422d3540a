import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { batch } from '../support/stream.ts';
import { executionsOf, standing } from '../ways/machine.ts';
import { holdsOf, stored } from '../ways/table.ts';
import { goesOn, happened, on } from '../ways/way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterEach(() => city.cloud.faults.clear());
afterAll(() => city?.end());

const HOUR = 3_600_000;
const caller = (logicalId: string) => city.cloud.model.functions.find((each) => each.logicalId.startsWith(logicalId))!.name;
const faulty = (logicalId: string, kind: 'unavailable' | 'lost-reply', action?: string, times = 100_000) =>
  city.cloud.faults.next({ caller: caller(logicalId), kind, times, ...(action !== undefined && { action }) });
const hours = (count: number) => city.until(city.now() + count * HOUR);
const runs = async (visit: string) =>
  (await executionsOf(city, visit)).map(({ name, status }) => `${name.slice(visit.length + 1)} ${status}`);
/** The items of a visit whose sort key begins like this. */
const itemsOf = async (visit: string, prefix: string) =>
  [...(await stored(city)).values()].filter(({ pk, sk }) => pk.endsWith(`#VISIT#${visit}`) && sk.startsWith(prefix));
const asked = async (who: string, visit: string): Promise<string[]> =>
  (await city.person(who).inbox()).filter(({ visitId }: Json) => visitId === visit).map(({ kind }: Json) => kind);

test('the waker is killed after it has sent: the record comes again and does no harm', async () => {
  const visit = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-002', slots: [on('2026-04-15')] });
  const before = city.cloud.faults.struck.length;
  // The workflow hears of the decision; whoever sent it does not.
  faulty('Wake', 'lost-reply', 'SendTaskSuccess', 3);
  await city.person('union-donghu').approves(visit);
  expect(city.cloud.faults.struck.length - before).toBe(3);
  expect(await asked('speaker-002', visit)).toEqual(['speaker-confirmation']);
  await hours(1);
  expect(city.cloud.logs('Wake').join()).toContain('past');
  // The whole record once more, hours later.
  const [decided] = await itemsOf(visit, 'TASK#1.union-approval');
  const { decision: _, result: __, ...open } = decided!;
  expect(await city.cloud.invoke('Wake', batch([{ ...open, state: 'open' }, decided]))).toEqual({
    payload: { batchItemFailures: [] },
  });
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await runs(visit)).toEqual(['1-1 RUNNING']);
  await goesOn(city, visit, 'confirmed');
  expect((await happened(city, visit)).filter((type) => /approved|confirmed/.test(type))).toEqual([
    ...['union-approved', 'speaker-confirmed', 'school-confirmed'],
  ]);
});

test('the waker is killed before it has sent, and its record is lost: the sweep wakes the workflow when the task would be due', async () => {
  const visit = await city.person('school-xihu-02').asksFor({ speakerId: 'speaker-002', slots: [on('2026-04-17')] });
  const union = city.person('union-xihu');
  const { dueAt, expiresAt } = await union.task(visit, 'union-approval');
  const letters = city.cloud.deadLetters().length;
  faulty('Wake', 'unavailable', 'SendTaskSuccess');
  await union.approves(visit);
  // A stream keeps its records for a day.
  await hours(25);
  city.cloud.faults.clear();
  expect(city.cloud.deadLetters().length - letters).toBe(1);
  expect(await asked('speaker-002', visit)).toEqual([]);
  await city.until(dueAt);
  expect(await asked('speaker-002', visit)).toEqual(['speaker-confirmation']);
  expect(city.now()).toBeLessThan(Date.parse(expiresAt));
  expect(await standing(city, visit)).toBe('awaiting-release');
  await goesOn(city, visit, 'confirmed');
});

test('all records come a day late, of a visit that is asked for and decided: it catches up, and nothing is done twice', async () => {
  faulty('RunVisit', 'unavailable');
  faulty('Wake', 'unavailable');
  const school = city.person('school-anyi-02');
  const visit = await school.asksFor({ speakerId: 'speaker-002', slots: [on('2026-04-22')] });
  expect(await runs(visit)).toEqual([]);
  // The sweep finds a visit that nobody has started.
  await hours(2);
  expect(await runs(visit)).toEqual(['1-1 RUNNING']);
  await city.person('union-anyi').approves(visit);
  await hours(21);
  expect(await asked('speaker-002', visit)).toEqual([]);
  city.cloud.faults.clear();
  await hours(1);
  expect(await asked('speaker-002', visit)).toEqual(['speaker-confirmation']);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await runs(visit)).toEqual(['1-1 RUNNING']);
  await goesOn(city, visit, 'closed');
  expect(await happened(city, visit)).toEqual([
    ...['requested', 'speakers-proposed', 'union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  ]);
});

test('all records come a day late, of a visit that is moved and one that is cancelled: the old executions end, nobody is held twice', async () => {
  const school = city.person('school-wanli-02');
  const moved = await school.asksFor({ speakerId: 'speaker-006', slots: [on('2026-06-10')] });
  await city.person('union-wanli').approves(moved);
  const cancelled = await school.asksFor({ speakerId: 'speaker-007', slots: [on('2026-06-11')] });
  faulty('RunVisit', 'unavailable');
  faulty('Wake', 'unavailable');
  const why = { reasonCode: 'other' };
  const move = { ...why, slots: [on('2026-06-17')] };
  expect((await school.post(`/v1/visits/${moved}/reschedule`, move)).status).toBe(200);
  expect((await school.post(`/v1/visits/${cancelled}/cancel`, why)).status).toBe(200);
  await hours(2);
  // The old executions wait for answers that nobody can give any more; the sweep has started the new one beside them.
  expect(await runs(cancelled)).toEqual(['1-1 RUNNING']);
  expect(await runs(moved)).toEqual(['1-1 RUNNING', '2-1 RUNNING']);
  expect(await asked('employer-03', moved)).toEqual(['employer-release']);
  expect(await asked('union-wanli', cancelled)).toEqual([]);
  await city.person('employer-03').releases(moved);
  // And it is moved once more.
  expect((await school.post(`/v1/visits/${moved}/reschedule`, { ...why, slots: [on('2026-06-24')] })).status).toBe(200);
  await hours(21);

  city.cloud.faults.clear();
  await hours(1);
  // Whether an old execution is stopped or told first that its question is closed, it is over.
  const stillRun = async (visit: string) => (await runs(visit)).filter((run) => !/ABORTED|SUCCEEDED/.test(run));
  expect(await stillRun(cancelled)).toEqual([]);
  expect(await stillRun(moved)).toEqual(['3-1 RUNNING']);
  expect(await runs(moved)).toHaveLength(3);
  expect(await asked('employer-03', moved)).toEqual(['employer-release']);
  expect(await standing(city, moved)).toBe('awaiting-release');
  const holds = (await holdsOf(city, 'speaker-006')).filter((hold) => hold.visit === moved);
  expect(holds.map(({ start }) => start.slice(0, 10))).toEqual(['2026-06-24']);
  expect((await holdsOf(city, 'speaker-007')).filter((hold) => hold.visit === cancelled)).toEqual([]);
  await goesOn(city, moved, 'confirmed');
  expect(await happened(city, moved)).toEqual([
    ...['requested', 'speakers-proposed', 'union-approved', 'rescheduled', 'employer-released', 'rescheduled'],
    ...['employer-released', 'speaker-confirmed', 'school-confirmed'],
  ]);
  expect(await happened(city, cancelled)).toEqual(['requested', 'speakers-proposed', 'cancelled']);
});
