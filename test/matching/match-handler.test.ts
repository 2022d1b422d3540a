import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/matching/match.handler.ts';
import { diaryKey, speakerKey } from '../../functions/platform/keys.ts';
import { CITY, cityItems, speakers } from '../support/city.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, seat, today, visit } from '../support/visit.ts';

const table = fakeTable();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());

const VISIT = [`${CITY}#VISIT#v1`, 'VISIT'] as const;
const given = (more: Parameters<typeof core>[0] = {}) => {
  const fresh = { visit: visit({ round: 0, slot: undefined }), seats: [] };
  table.fill([...cityItems(), ...coreItems(core({ ...fresh, ...more }))]);
};
const match = (more: object = {}) => handler({ city: CITY, visit: 'v1', epoch: 1, run: 1, ...more });
const seated = () => table.under('SEAT#').map(({ speaker }) => speaker);
const held = () => table.under('2026-03').map(({ speaker }) => speaker);

describe('the match', () => {
  test('seats somebody who is free and holds the time', async () => {
    given();
    expect(await match()).toMatchObject({ outcome: 'found' });
    expect(seated()).toHaveLength(1);
    expect(held()).toEqual(seated());
    expect(table.get(...VISIT)).toMatchObject({ round: 1, slot: { index: 0 } });
  });

  test('called again answers the same and changes nothing', async () => {
    given();
    const first = await match();
    const after = table.all();
    expect(await match()).toEqual(first);
    expect(table.all()).toEqual(after);
  });

  test('also answers what it found when the next run asks', async () => {
    given();
    const first = await match();
    table.change(...VISIT, { run: 2 });
    expect(await match({ run: 2 })).toEqual(first);
  });

  test('looks again when somebody else takes the speaker in between', async () => {
    given();
    await match();
    const [favourite] = seated() as [string];
    given();
    const key = diaryKey(CITY, favourite, '2026-03');
    const taken = [{ visit: 'other', seat: 1, start: '2026-03-12T04:00:00.000Z', end: '2026-03-12T10:00:00.000Z' }];
    table.meanwhile(() => table.change(key.pk, key.sk, { speaker: favourite, month: '2026-03', version: 1, holds: taken }));
    expect(await match()).toMatchObject({ outcome: 'found' });
    expect(seated()).toHaveLength(1);
    expect(seated()).not.toContain(favourite);
  });

  test('that finds nobody ends the visit and says why', async () => {
    given({ visit: visit({ round: 0, slot: undefined, speakersWanted: 6 }) });
    expect(await match()).toEqual({ outcome: 'unmatched' });
    expect(table.get(...VISIT)).toMatchObject({ ended: { status: 'unmatched', reasons: [{ code: 'too-few' }] } });
    expect(held()).toEqual([]);
  });

  test('gives up after as many rounds as the policy allows, and frees whoever had agreed', async () => {
    given({
      visit: visit({ round: 5, speakersWanted: 2, approved: { 1: 1 } }),
      seats: [seat(1, 's1', { speakerConfirmedAt: today.toISOString() }), seat(2, undefined, { past: ['s2'] })],
    });
    expect(await match()).toEqual({ outcome: 'unmatched' });
    expect(table.get(...VISIT)).toMatchObject({ ended: { reasons: [{ code: 'rounds-exhausted', facts: { rounds: 5 } }] } });
  });

  test.each([
    ['an old epoch', { epoch: 2 }],
    ['an old run', { run: 2 }],
    ['a visit that has ended', { ended: { status: 'declined' as const, at: today.toISOString(), reasons: [] } }],
  ])('does nothing for %s', async (_, before) => {
    given({ visit: visit({ round: 0, slot: undefined, ...before }) });
    const all = table.all();
    expect(await match()).toEqual({ outcome: 'stale' });
    expect(table.all()).toEqual(all);
  });

  test('knows the pool by heart until the pool’s version rises', async () => {
    given();
    await match();
    const [favourite] = seated() as [string];
    given();
    const paused = { ...speakerKey(CITY, favourite), ...speakers[favourite], status: 'paused' };
    table.change(paused.pk, paused.sk, paused);
    await match();
    expect(seated()).toEqual([favourite]);
    given();
    table.change(paused.pk, paused.sk, paused);
    table.change(`${CITY}#ROSTER`, 'ROSTER', { version: 2 });
    await match();
    expect(seated()).not.toContain(favourite);
  });
});
