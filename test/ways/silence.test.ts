import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const asked = async (who: string, visit: string): Promise<string[]> =>
  (await city.person(who).inbox()).filter(({ visitId }: Json) => visitId === visit).map(({ kind }: Json) => kind);
const untilAfter = (instant: string) => city.until(Date.parse(instant) + 2000);

/** A visit to which all but the school have agreed. */
async function awaited(school: string, speakerId: string, day: string, wish: object = {}) {
  const visit = await city.person(school).asksFor({ speakerId, slots: [on(day)], ...wish });
  await goesOn(city, visit, 'awaiting-school');
  return { visit, task: await city.person(school).task(visit, 'school-confirmation') };
}

describe('a school that does not confirm', () => {
  test('late, its authority may answer; silent, the question goes to its union, which confirms', async () => {
    const school = 'school-donghu-02';
    const { visit, task } = await awaited(school, 'speaker-002', '2026-04-22');
    await untilAfter(task.dueAt);
    expect([await asked('education-donghu', visit), await asked('union-donghu', visit)]).toEqual([['school-confirmation'], []]);
    await untilAfter(task.expiresAt);
    expect(await standing(city, visit)).toBe('awaiting-school');
    expect([await asked('education-donghu', visit), await asked('union-city', visit)]).toEqual([[], []]);
    const handed = await city.person('union-donghu').task(visit, 'school-confirmation');
    expect(handed).toMatchObject({ id: task.id, partyId: school, escalatedTo: 'union-donghu', overdue: true });
    expect(handed.expiresAt > task.expiresAt).toBe(true);
    const entry = (await city.person(school).timeline(visit)).at(-1);
    expect(entry).toMatchObject({ type: 'handed-to-union', data: { superior: 'union-donghu', step: 'school-confirmation' } });
    expect(entry.zh).toContain('示例东湖区总工会');
    await city.person('union-donghu').confirms(visit, 'school-confirmation');
    expect(await standing(city, visit)).toBe('confirmed');
    const confirmed = (await city.person(school).timeline(visit)).at(-1);
    expect(confirmed).toMatchObject({ type: 'school-confirmed', by: { role: 'union', organisation: 'union-donghu' } });
    expect(confirmed.by).not.toHaveProperty('onBehalfOf');
    expect(await executionsOf(city, visit)).toHaveLength(1);
    await goesOn(city, visit, 'closed');
  });

  test('the union may decline for it, and the school may still answer itself', async () => {
    const [first, second, third] = await Promise.all([
      awaited('school-wanli-02', 'speaker-004', '2026-05-27'),
      awaited('school-xinjian-02', 'speaker-006', '2026-05-27'),
      awaited('school-anyi-02', 'speaker-002', '2026-05-27'),
    ]);
    await untilAfter(
      [first, second, third]
        .map(({ task }) => task.expiresAt)
        .sort()
        .at(-1)!,
    );
    for (const { visit } of [first, second, third]) expect(await standing(city, visit)).toBe('awaiting-school');
    const decline = { reasonCode: 'time', scope: 'visit' };
    await city.person('union-wanli').declines(first.visit, 'school-confirmation', decline);
    expect(await standing(city, first.visit)).toBe('declined');
    await city.person('union-xinjian').declines(second.visit, 'school-confirmation', { ...decline, scope: 'speakers' });
    expect(await standing(city, second.visit)).toBe('awaiting-union');
    await city.person('school-anyi-02').confirms(third.visit, 'school-confirmation');
    expect(await standing(city, third.visit)).toBe('confirmed');
  });

  test('silent again, the visit expires and the speaker is free', async () => {
    const { visit, task } = await awaited('school-gaoxin-02', 'speaker-001', '2026-06-24');
    await untilAfter(task.expiresAt);
    const handed = await city.person('union-gaoxin').task(visit, 'school-confirmation');
    await untilAfter(handed.expiresAt);
    expect(await standing(city, visit)).toBe('expired');
    const { reasons } = await city.person('school-gaoxin-02').visit(visit);
    expect(reasons).toMatchObject([{ code: 'school-silent', zh: expect.stringMatching(/[一-鿿]/) }]);
    expect((await happened(city, visit)).slice(-3)).toEqual(['superior-added', 'handed-to-union', 'step-expired']);
    expect(await asked('union-gaoxin', visit)).toEqual([]);
    const wish = { speakerId: 'speaker-001', speakerRequired: true, slots: [on('2026-06-24')] };
    const another = await city.person('school-xihu-02').asksFor(wish);
    expect(await standing(city, another)).toBe('awaiting-union');
  });

  test('shortly before the visit the union has its hours, and at the start it is over', async () => {
    const start = new Date(city.now() + 4 * 24 * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 10);
    const { visit, task } = await awaited('school-jinxian-02', 'speaker-008', start);
    const slot = on(start);
    expect(Date.parse(slot.start) - Date.parse(task.expiresAt)).toBeGreaterThanOrEqual(2 * 3_600_000);
    await untilAfter(task.expiresAt);
    const handed = await city.person('union-jinxian').task(visit, 'school-confirmation');
    expect(Date.parse(handed.expiresAt)).toBeLessThanOrEqual(Date.parse(slot.start));
    await untilAfter(handed.expiresAt);
    expect(await standing(city, visit)).toBe('expired');
  });
});

describe('a request that left nothing open is confirmed for the school', () => {
  const wish = { speakerId: 'speaker-002', speakerRequired: true };
  const agreedBy = async (who: string, more: object, school = who) => {
    const visit = await city.person(who).asksFor({ ...wish, ...more });
    await city.person((await city.person('union-city').visit(visit)).union).approves(visit, { reserves: [] });
    for (const { speakerId } of (await city.person(school).visit(visit)).seats)
      await city.person(speakerId).confirms(visit, 'speaker-confirmation');
    return visit;
  };

  test('when it named its one speaker and the first time: no task, and the timeline says so', async () => {
    const visit = await agreedBy('school-xihu-02', { slots: [on('2026-08-05'), on('2026-08-06')] });
    expect(await standing(city, visit)).toBe('confirmed');
    const entry = (await city.person('school-xihu-02').timeline(visit)).at(-1);
    expect(entry).toMatchObject({ type: 'school-confirmed', data: { automatic: true } });
    expect(entry).not.toHaveProperty('by');
    expect(await asked('school-xihu-02', visit)).toEqual([]);
    await goesOn(city, visit, 'closed');
  });

  test.each([
    ['the speaker was only a wish', { speakerRequired: false, slots: [on('2026-09-02')] }],
    [
      'there are more speakers',
      { speakersWanted: 2, levels: ['senior-secondary'], topics: ['intangible-heritage'], slots: [on('2026-09-08')] },
    ],
    ['it became the second time', { slots: [on('2026-08-18'), on('2026-09-16')] }],
  ])('but not when %s', async (_, more) => {
    await city.person('school-xinjian-02').asksFor({ ...wish, slots: [on('2026-08-18')] });
    const visit = await city.person('school-gaoxin-05').asksFor({ ...wish, ...more });
    await goesOn(city, visit, 'awaiting-school');
    expect(await asked('school-gaoxin-05', visit)).toEqual(['school-confirmation']);
  });

  test('but not a demonstration: what others started is the school’s to agree to', async () => {
    const started = { origin: 'demonstration', schoolId: 'school-anyi-02', slots: [on('2026-09-23')] };
    const visit = await agreedBy('education-anyi', started, 'school-anyi-02');
    expect(await standing(city, visit)).toBe('awaiting-school');
    expect(await asked('school-anyi-02', visit)).toEqual(['school-confirmation']);
  });
});
