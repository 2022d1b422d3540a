import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin();
});
afterAll(() => city?.end());

const why = { reasonCode: 'weather', text: '示例：台风' };
const cancels = async (who: string, visit: string, body: object = why) => {
  const answer = await city.person(who).post(`/v1/visits/${visit}/cancel`, body);
  await city.settle();
  return answer;
};
/** Whether an execution of the visit still runs. */
const runs = async (visit: string) => (await executionsOf(city, visit)).some(({ status }) => status === 'RUNNING');

describe.each([
  ['awaiting-union', '2026-03-16'],
  ['awaiting-release', '2026-03-17'],
  ['awaiting-school', '2026-03-18'],
  ['confirmed', '2026-03-19'],
])('a visit that is %s', (status, day) => {
  test('is cancelled by its school: nobody is asked any more, and the speaker is free again', async () => {
    const wish = { speakerId: 'speaker-003', slots: [on(day)] };
    const school = city.person('school-city-schools-03');
    const visit = await school.asksFor(wish);
    await goesOn(city, visit, status);
    const { status: code, body } = await cancels(school.id, visit);
    expect({ code, status: body.status, reasons: body.reasons }).toMatchObject({
      code: 200,
      status: 'cancelled',
      reasons: [{ code: 'cancelled', zh: '活动已取消', facts: { reasonCode: 'weather' } }],
    });
    expect(body).not.toHaveProperty('statistics');
    for (const who of ['union-education', 'employer-01', 'employer-02', 'speaker-003', 'school-city-schools-03']) {
      expect((await city.person(who).inbox()).filter(({ visitId }) => visitId === visit)).toEqual([]);
    }
    expect(await runs(visit)).toBe(false);
    expect((await happened(city, visit)).at(-1)).toBe('cancelled');

    const another = await city.person('school-city-schools-04').asksFor(wish);
    expect((await city.person('school-city-schools-04').visit(another)).status).toBe('awaiting-union');
    await cancels('union-education', another, { reasonCode: 'other' });
  });
});

test('a visit is cancelled in the very moment it is asked for, while its match may run', async () => {
  const school = city.person('school-donghu-01');
  const wish = city.request({ speakerId: 'speaker-004', speakerRequired: true, slots: [on('2026-03-20')] });
  const { id } = (await school.post('/v1/visits', wish)).body;
  const { body } = await cancels(school.id, id);
  expect(body.status).toBe('cancelled');
  expect((await school.visit(id)).status).toBe('cancelled');
  expect(await runs(id)).toBe(false);
  const another = await school.asksFor({ speakerId: 'speaker-004', speakerRequired: true, slots: [on('2026-03-20')] });
  expect((await school.visit(another)).status).toBe('awaiting-union');
});

test('cancelling twice is cancelling once; what has ended cannot be cancelled; who may not is told so', async () => {
  const school = city.person('school-xihu-02');
  const visit = await school.asksFor({ speakerId: 'speaker-002', slots: [on('2026-03-23')] });
  expect(await cancels('speaker-002', visit)).toMatchObject({ status: 403, body: { type: 'forbidden' } });
  expect(await cancels('school-donghu-01', visit)).toMatchObject({ status: 404 });
  expect(await cancels(school.id, visit, { reasonCode: 'boredom' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'reasonCode', code: 'unknown' }] },
  });
  const [first, second] = await Promise.all([cancels(school.id, visit), cancels(school.id, visit)]);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect((await happened(city, visit)).filter((type) => type === 'cancelled')).toHaveLength(1);

  const declined = await school.asksFor({ speakerId: 'speaker-002', slots: [on('2026-03-24')] });
  await city.person('union-xihu').declines(declined, 'union-approval');
  expect(await cancels(school.id, declined)).toMatchObject({ status: 409, body: { type: 'visit-over' } });
});

test('a decision that comes after the cancellation is told that it is no longer needed', async () => {
  const school = city.person('school-gaoxin-02');
  const visit = await school.asksFor({ speakerId: 'speaker-007', slots: [on('2026-03-25')] });
  const union = city.person('union-gaoxin');
  const { id } = await union.task(visit, 'union-approval');
  await cancels('union-city', visit);
  expect(await union.post(`/v1/tasks/${id}/decision`, { outcome: 'approve' })).toMatchObject({
    status: 409,
    body: { type: 'task-closed' },
  });
});

test('once its time is over a visit was held or not, but is not cancelled', async () => {
  const visit = await city.person('school-jinxian-02').asksFor({ speakerId: 'speaker-008', slots: [on('2026-03-26')] });
  await goesOn(city, visit, 'awaiting-statistics');
  expect(await cancels('school-jinxian-02', visit)).toMatchObject({ status: 409, body: { type: 'visit-took-place' } });
});
