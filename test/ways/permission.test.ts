import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { SampleCity } from '../../demo/sample-city.ts';
import { grantPermission } from '../../functions/talent/contract.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const year = { from: '2026-03-01', to: '2026-12-31' };
const permits = async (who: string, body: object, speaker = 'speaker-001') =>
  city.person(who).post(`/v1/speakers/${speaker}/permission`, { ...year, ...body });
/** The releases that a visit's speaker needs. */
const releases = async (visit: string, who = 'union-city') => (await city.person(who).visit(visit)).seats[0].releases;
const asks = async (school: string, slot: object, speakerId = 'speaker-001') =>
  city.person(school).asksFor({ speakerId, speakerRequired: true, slots: [slot] });
const hoursUsed = async (speaker: string, who: string) => {
  const { employments } = (await city.person(who).get(`/v1/speakers/${speaker}`)).body;
  return employments.map(({ permission }: { permission?: { hoursUsed: number } }) => permission?.hoursUsed);
};

const asked = [{ employerId: 'employer-01', need: 'required' }];
const told = [{ employerId: 'employer-01', need: 'notice', permitted: true }];

test('two hours a month: the first visit needs no release, the second does, and after a cancellation the third does not', async () => {
  const { status, body } = await permits('employer-01', { hoursPerMonth: 2 });
  expect(status).toBe(200);
  expect(z.safeParse(grantPermission.answer, body).error?.issues ?? []).toEqual([]);
  expect(body.employments[0].permission).toEqual({ ...year, hoursPerMonth: 2, hoursUsed: 0 });

  const first = await asks('school-donghu-02', on('2026-03-12'));
  expect(await releases(first)).toEqual(told);
  expect(await hoursUsed('speaker-001', 'employer-01')).toEqual([1.5]);
  await city.person('union-donghu').approves(first);
  expect((await city.person('employer-01').inbox()).filter(({ visitId }) => visitId === first)).toEqual([]);
  await city.person('speaker-001').confirms(first, 'speaker-confirmation');
  expect(await standing(city, first)).toBe('confirmed');
  // The employer has not been asked, but sees the visit.
  expect((await city.person('employer-01').visit(first)).status).toBe('confirmed');

  const second = await asks('school-xihu-02', on('2026-03-17'));
  expect(await releases(second)).toEqual(asked);
  await city.person('union-xihu').approves(second);
  expect((await city.person('employer-01').task(second, 'employer-release')).visitId).toBe(second);

  await city.person('school-donghu-02').cancels(first);
  expect(await hoursUsed('speaker-001', 'employer-01')).toEqual([0]);
  // What was asked already stays asked.
  expect(await releases(second)).toEqual(asked);
  const third = await asks('school-gaoxin-02', on('2026-03-24'));
  expect(await releases(third)).toEqual(told);
  await goesOn(city, third, 'confirmed');
  expect(await happened(city, third)).not.toContain('employer-released');
  expect(await hoursUsed('speaker-001', 'speaker-001')).toEqual([1.5]);
});

test('another month has its own hours, and an evening takes none', async () => {
  await permits('employer-03', { hoursPerMonth: 2 }, 'speaker-006');
  const visits = [on('2026-04-14'), on('2026-05-12'), on('2026-05-19', '18:30', '20:00'), on('2026-05-26', '17:30', '19:00')];
  const needed: object[] = [];
  for (const slot of visits) needed.push((await releases(await asks('school-jinxian-02', slot, 'speaker-006')))[0]);
  const permitted = { employerId: 'employer-03', need: 'notice', permitted: true };
  expect(needed).toEqual([permitted, permitted, { employerId: 'employer-03', need: 'notice' }, permitted]);
});

test('two visits that seat the same speaker at once cannot both take the last hours', async () => {
  await permits('employer-04', { hoursPerMonth: 2 }, 'speaker-007');
  const visits = await Promise.all([
    asks('school-wanli-02', on('2026-03-18'), 'speaker-007'),
    asks('school-xinjian-02', on('2026-03-26'), 'speaker-007'),
  ]);
  const needs = await Promise.all(visits.map(async (visit) => (await releases(visit))[0].need));
  expect(needs.sort()).toEqual(['notice', 'required']);
  expect(await hoursUsed('speaker-007', 'employer-04')).toEqual([1.5]);
});

describe('of two employers', () => {
  test('each permits for itself; its union records what it was told; the next visit knows it at once', async () => {
    const recorded = { hoursPerMonth: 20, employerId: 'employer-02', channel: 'letter', evidence: '示例：函〔2026〕3号' };
    // employer-01 belongs to union-qingshanhu, employer-02 to union-jingkai.
    expect(await permits('union-qingshanhu', recorded, 'speaker-003')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'employerId', code: 'unknown-employer' }] },
    });
    const { status, body } = await permits('union-jingkai', recorded, 'speaker-003');
    expect([status, body.employments[1].permission]).toEqual([200, { ...year, hoursPerMonth: 20, hoursUsed: 0 }]);
    const visit = await asks('school-donghu-01', on('2026-03-20'), 'speaker-003');
    expect(await releases(visit)).toEqual([
      { employerId: 'employer-01', need: 'required' },
      { employerId: 'employer-02', need: 'notice', permitted: true },
    ]);
    await goesOn(city, visit, 'confirmed');

    await permits('employer-02', { hoursPerMonth: 0 }, 'speaker-003');
    const later = await asks('school-donghu-01', on('2026-04-21'), 'speaker-003');
    expect((await releases(later)).map(({ need }: { need: string }) => need)).toEqual(['required', 'required']);
    // What a visit took of a permission that was withdrawn is given back all the same.
    await city.person('school-donghu-01').cancels(visit);
    await permits('employer-02', { hoursPerMonth: 1 }, 'speaker-003');
    expect(await hoursUsed('speaker-003', 'union-city')).toEqual([undefined, 0]);
  });
});

test('at the same moment two employers permit, and both count', async () => {
  const answers = await Promise.all([
    permits('employer-01', { hoursPerMonth: 3 }, 'speaker-003'),
    permits('employer-02', { hoursPerMonth: 4 }, 'speaker-003'),
    permits('employer-05', { hoursPerMonth: 5 }, 'speaker-008'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const hours = async (speaker: string) =>
    (await city.person('union-city').get(`/v1/speakers/${speaker}`)).body.employments.map(
      ({ permission }: { permission: { hoursPerMonth: number } }) => permission.hoursPerMonth,
    );
  expect([await hours('speaker-003'), await hours('speaker-008')]).toEqual([[3, 4], [5]]);
});

test('who has no say is told so, and strangers hear nothing', async () => {
  // A school has the union of its unit, but employs nobody here.
  expect(await permits('union-donghu', { hoursPerMonth: 2, employerId: 'school-donghu-01', channel: 'phone' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'employerId', code: 'not-employed' }] },
  });
  expect((await permits('employer-02', { hoursPerMonth: 2 })).status).toBe(404);
  expect((await permits('shili-union-city', { hoursPerMonth: 2 })).status).toBe(404);
  expect((await permits('union-city', { hoursPerMonth: 2, channel: 'phone' })).status).toBe(403);
  expect((await permits('speaker-001', { hoursPerMonth: 2 })).status).toBe(403);
  expect((await permits('school-donghu-01', { hoursPerMonth: 2 })).status).toBe(403);
});
