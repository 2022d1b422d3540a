import { describe, expect, test } from 'vitest';
import { proposedSeats } from '../../functions/decisions/steps/union-approval.ts';
import type { Choice } from '../../functions/matching/choose.ts';
import { openSeats, propose } from '../../functions/matching/propose.ts';
import { matchRequestOf } from '../../functions/matching/request-of.ts';
import { diaryKey } from '../../functions/platform/keys.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import { friday, now, slot, threeEvenings } from '../matching/sample.ts';
import { caseOf, facts, world } from '../support/case.ts';
import { CITY } from '../support/city.ts';
import { core, request, seat, task, thursday, visit } from '../support/visit.ts';

const found = (seats: Record<number, string>, slot = thursday, reserves: string[] = []): Choice => ({
  match: {
    slot,
    seats: Object.entries(seats).map(([number, speaker]) => ({ seat: Number(number), speaker, fact: { diaries: [] } })),
    shortlist: Object.values(seats).map((speaker) => ({ speaker, total: 0.5, parts: { topics: 0.5 } as never })),
    reserves,
  },
  reasons: [],
});
function proposes(choice: Choice, round: number, given: Partial<VisitCore>) {
  const c = caseOf(task('union-approval'), { tasks: [], ...given });
  const effects = propose(c, round, choice);
  return { ...effects, ...world(c, effects, facts(c)) };
}
const fresh = { visit: visit({ round: 0, slot: undefined, speakersWanted: 2 }), seats: [] };

describe('the first proposal', () => {
  const first = () =>
    proposes(found({ 1: 's1', 2: 's3' }, friday, ['s4']), 1, { ...fresh, request: request({ slots: [thursday, friday] }) });

  test('fills the seats, fixes the slot that was chosen, names reserves and waits for the union', () => {
    const { visit, seats, status, result } = first();
    expect(visit).toMatchObject({ slot: { index: 1, ...friday }, round: 1, reserves: ['s4'] });
    expect(seats).toMatchObject([
      { seat: 1, round: 1, speaker: 's1', releases: [{ employer: 'employer-1', need: 'required' }] },
      { seat: 2, round: 1, speaker: 's3', releases: [] },
    ]);
    expect(status).toBe('awaiting-union');
    expect(result).toEqual({ outcome: 'found', round: 1, expiresAt: '2026-03-09T10:00:00.000Z' });
  });

  test('holds the seated from now on, and no reserve', () => {
    const { held, load } = first();
    expect(held).toEqual(['s1', 's3']);
    expect([load('s1'), load('s4')]).toEqual([1, 0]);
  });

  test('is kept as what happened, so that a repeated call finds it', () => {
    const { items, result } = first();
    expect(items.find(({ sk }) => sk === 'MATCH#1#1')).toMatchObject({ type: 'speakers-proposed', data: { round: 1, result } });
  });
});

test('three evenings hold the speaker on each of them and not in between, count as one visit, and are told to the employer', () => {
  const { start, end } = threeEvenings;
  const { seats, memory, load } = proposes(found({ 1: 's1' }, { start, end }), 1, {
    visit: visit({ round: 0, slot: undefined }),
    request: request({ slots: [thursday, threeEvenings] }),
    seats: [],
  });
  expect(seats[0]!.releases).toEqual([{ employer: 'employer-1', need: 'notice' }]);
  expect(memory.get(diaryKey(CITY, 's1', '2026-03'))?.holds).toEqual(
    ['11', '12', '13'].map((date) => ({ visit: 'v1', seat: 1, ...slot(`2026-03-${date} 18:00`, '21:30') })),
  );
  expect(load('s1')).toBe(1);
});

describe('a later proposal', () => {
  const agreed = seat(1, 's1', { speakerConfirmedAt: now });
  const given = {
    visit: visit({ approved: { 1: 1, 2: 1 }, speakersWanted: 2 }),
    seats: [agreed, seat(2, undefined, { round: 1, past: ['s2'] })],
  };

  test('looks for the open seats only, in the same slot, and asks nobody again', () => {
    const known = core(given);
    expect(openSeats(known)).toEqual([2]);
    expect(matchRequestOf(known, [2])).toMatchObject({ seats: [2], fixedSlot: { start: thursday.start, end: thursday.end } });
    expect(matchRequestOf(known, [2]).excluded.sort()).toEqual(['s1', 's2']);
  });

  test('leaves the agreed seat as it is; only the new speaker waits for the union', () => {
    const { seats, visit: then, held, status } = proposes(found({ 2: 's3' }), 2, given);
    expect(seats[0]).toEqual(agreed);
    expect(seats[1]).toMatchObject({ speaker: 's3', round: 2, past: ['s2'] });
    expect(proposedSeats({ visit: then, seats }).map((it) => it.seat)).toEqual([2]);
    expect({ held, status }).toEqual({ held: ['s1', 's3'], status: 'awaiting-union' });
  });

  test('that finds nobody ends the visit with the reasons, and frees those who had agreed', () => {
    const reasons = [{ code: 'nobody-left', facts: { count: 3 } }];
    const { visit: then, status, held, load, result, items } = proposes({ reasons }, 2, given);
    expect(result).toEqual({ outcome: 'unmatched' });
    expect(then.ended).toMatchObject({ status: 'unmatched', reasons });
    expect({ status, held, load: load('s1') }).toEqual({ status: 'unmatched', held: [], load: 0 });
    expect(items.find(({ sk }) => sk === 'MATCH#1#2')).toMatchObject({ type: 'unmatched', data: { result } });
  });
});

test('a required speaker who sits already is required no more; a wish is kept as long as it is not fulfilled', () => {
  const wish = request({ speakerId: 's1', speakerRequired: true });
  expect(matchRequestOf(core({ request: wish, seats: [] }), [1])).toMatchObject({ speakerId: 's1', speakerRequired: true });
  const fulfilled = matchRequestOf(core({ request: wish, seats: [seat(1, 's1'), seat(2)] }), [2]);
  expect(fulfilled.speakerRequired).toBe(false);
  expect(fulfilled).not.toHaveProperty('speakerId');
});

test('a visit that nobody was found for at first ends without anything to give back', () => {
  const { status, held, seats } = proposes({ reasons: [{ code: 'nobody-active' }] }, 1, fresh);
  expect({ status, held, seats }).toEqual({ status: 'unmatched', held: [], seats: [] });
});
