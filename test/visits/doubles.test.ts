import { describe, expect, test } from 'vitest';
import { doublesOf, type KnownVisit, type Occasion } from '../../functions/visits/doubles.ts';
import type { Visit } from '../../functions/visits/visit.ts';
import { at, evenings, threeEvenings } from '../matching/sample.ts';
import { row } from '../support/row.ts';
import { core, request, seat, visit } from '../support/visit.ts';

const after = at('2026-03-16 09:00');
/** Somebody records an activity of school-1 with s1 and s2 on the day for which the sample visit is planned. */
const recorded: Occasion = { schools: ['school-1'], days: ['2026-03-12'], speakers: ['s1', 's2'] };
const suspected = (known: Partial<KnownVisit>, occasion: Partial<Occasion> = {}) =>
  doublesOf({ ...recorded, ...occasion }, [{ ...core(), ...known }], after).map(({ visitId }) => visitId);
const held = (more: Partial<Visit> = {}) => visit({ statistics: 'submitted', ...more });

describe('suspected is a visit that is planned', () => {
  test('for the same school, day and speaker; it is named with all who take part and where it stands', () => {
    const agreed = { speakerConfirmedAt: after };
    const planned = core({
      visit: visit({ approved: { 1: 1, 2: 1 }, schoolConfirmedAt: after }),
      seats: [seat(1, 's1', agreed), seat(2, 's5', agreed)],
    });
    expect(doublesOf(recorded, [planned], after)).toEqual([
      { visitId: 'v1', day: '2026-03-12', schoolId: 'school-1', speakers: ['s1', 's5'], status: 'awaiting-statistics' },
    ]);
  });

  test('for several schools, of which the recorded one is not the first', () => {
    const together = { visit: visit({ school: 'school-2' }), request: request({ otherSchools: ['school-1'] }) };
    expect(suspected(together)).toEqual(['v1']);
    expect(suspected({}, { schools: ['school-2', 'school-1'] })).toEqual(['v1']);
  });

  test('not when school, day or speaker is another', () => {
    expect(suspected({}, { schools: ['school-2'] })).toEqual([]);
    expect(suspected({}, { days: ['2026-03-11', '2026-03-13'] })).toEqual([]);
    expect(suspected({}, { speakers: ['s3'] })).toEqual([]);
    expect(suspected({ seats: [seat(1)] })).toEqual([]);
  });

  test.each(['cancelled', 'declined', 'unmatched', 'expired', 'not-held'] as const)('not when it ended as %s', (status) => {
    expect(suspected({ visit: visit({ ended: { status, at: after, reasons: [] } }) })).toEqual([]);
  });

  test('not while no time is chosen', () => {
    const { slot: _, ...open } = visit({ round: 0 });
    expect(suspected({ visit: open })).toEqual([]);
  });

  test('also on a later one of its evenings, and not on the days between sessions', () => {
    const slots = [{ ...threeEvenings, sessions: [evenings[0]!, evenings[2]!] }];
    const several = {
      visit: visit({ slot: { index: 0, start: threeEvenings.start, end: threeEvenings.end } }),
      request: request({ slots }),
    };
    expect(suspected(several, { days: ['2026-03-13'] })).toEqual(['v1']);
    expect(suspected(several, { days: ['2026-03-12'] })).toEqual([]);
  });
});

describe('suspected is a visit that has its row', () => {
  const s2 = { id: 's2', name: '示例s2' };

  test('by what happened, and no longer by what was planned', () => {
    expect(suspected({ visit: held(), row: row({ speakers: [s2] }) }, { speakers: ['s2'] })).toEqual(['v1']);
    expect(suspected({ visit: held(), row: row({ speakers: [s2] }) }, { speakers: ['s1'] })).toEqual([]);
    const tookPlaceEarlier = { visit: held(), row: row({ day: '2026-03-10', speakers: [s2] }) };
    expect(suspected(tookPlaceEarlier, { days: ['2026-03-10'] })).toEqual(['v1']);
    expect(suspected(tookPlaceEarlier)).toEqual([]);
    expect(suspected({ visit: held() })).toEqual([]);
  });

  test('that is missing: then by what was planned, because it can still be supplied', () => {
    const missing = visit({ statistics: 'missing', ended: { status: 'closed', at: after, reasons: [] } });
    expect(suspected({ visit: missing, row: row({ state: 'missing' }) })).toEqual(['v1']);
  });
});

test('several are listed by day', () => {
  const later = core({
    visit: visit({ id: 'a', slot: { index: 0, start: at('2026-03-13 09:00'), end: at('2026-03-13 10:00') } }),
    request: request({ slots: [] }),
  });
  const found = doublesOf({ ...recorded, days: ['2026-03-12', '2026-03-13'] }, [later, core()], after);
  expect(found.map(({ visitId, day }) => [visitId, day])).toEqual([
    ['v1', '2026-03-12'],
    ['a', '2026-03-13'],
  ]);
});
