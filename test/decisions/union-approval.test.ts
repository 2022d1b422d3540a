import { describe, expect, test } from 'vitest';
import { unionApproval } from '../../functions/decisions/steps/union-approval.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { caseOf, world } from '../support/case.ts';
import { seat, task, thursday, today, visit } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const release = (employer: string) => ({ employer, need: 'required' as const });
const three = { seats: [seat(1, 's1', { releases: [release('employer-1')] }), seat(2, 's2', { releases: [] }), seat(3, 's3')] };

function approves(given: Partial<VisitCore>, body: object = {}) {
  const c = caseOf(task('union-approval'), given);
  const effects = unionApproval.decide(c, { outcome: 'approve', ...body }, officer);
  return { ...effects, ...world(c, effects) };
}

describe('when the union approves what was proposed', () => {
  test('every seat goes on with the employers it needs, and with the right deadline', () => {
    const { result, status, visit, events } = approves(three);
    expect(result).toEqual({
      outcome: 'approve',
      next: 'employers-first',
      seats: [
        // Three working days to release or two to confirm, then two for the superior.
        { seat: 1, round: 1, employers: ['employer-1'], expiresAt: '2026-03-09T10:00:00.000Z' },
        { seat: 2, round: 1, employers: [], expiresAt: '2026-03-06T10:00:00.000Z' },
        { seat: 3, round: 1, employers: [], expiresAt: '2026-03-06T10:00:00.000Z' },
      ],
    });
    expect(visit.approved).toEqual({ 1: 1, 2: 1, 3: 1 });
    expect(status).toBe('awaiting-release');
    expect(events).toMatchObject([{ type: 'union-approved', by: { person: officer.person }, data: { chosen: false } }]);
  });

  test('an employer that is only told is not asked for a release', () => {
    const told = seat(1, 's1', { releases: [{ employer: 'employer-1', need: 'notice' }] });
    expect(approves({ seats: [told] }).result.seats).toMatchObject([{ employers: [] }]);
  });

  test('again after a decline, only the open seats go on; the agreed one keeps its approval and its hold', () => {
    const agreed = seat(1, 's1', { speakerConfirmedAt: '2026-03-01T00:00:00.000Z' });
    const {
      result,
      visit: then,
      held,
    } = approves({
      visit: visit({ approved: { 1: 1, 2: 1 }, round: 2 }),
      seats: [agreed, seat(2, 's3', { round: 2, past: ['s2'] })],
    });
    expect(result.seats).toMatchObject([{ seat: 2, round: 2 }]);
    expect(then.approved).toEqual({ 1: 1, 2: 2 });
    expect(held).toEqual(['s1', 's3']);
  });

  test('the proposed reserves stay unless it names others; nobody who is seated is a reserve', () => {
    const given = { visit: visit({ reserves: ['s3', 's4'] }) };
    expect(approves(given).visit.reserves).toEqual(['s3', 's4']);
    expect(approves(given, { reserves: ['s5', 's1', 's3'] }).visit.reserves).toEqual(['s5', 's3']);
  });
});

describe('when the union declines or is silent', () => {
  const c = caseOf(task('union-approval'), { ...three, tasks: [task('union-approval')] });

  test('a decline ends the visit with the reason, and everybody is free again', () => {
    const effects = unionApproval.decide(c, { outcome: 'decline', reasonCode: 'time', text: '换个月份' }, officer);
    const { visit, status, held, load, events } = world(c, effects);
    expect(effects.result).toEqual({ outcome: 'decline' });
    expect(status).toBe('declined');
    expect(visit.ended?.reasons).toEqual([{ code: 'union-declined', facts: { reasonCode: 'time' } }]);
    expect(held).toEqual([]);
    expect(load('s1')).toBe(0);
    expect(events).toMatchObject([{ type: 'union-declined', data: { reasonCode: 'time', text: '换个月份' } }]);
  });

  test('silence expires the visit, and everybody is free again', () => {
    const fresh = caseOf(task('union-approval'), three);
    const effects = unionApproval.expire(fresh);
    const { visit, status, held, events } = world(fresh, effects);
    expect(effects).toMatchObject({ result: { outcome: 'expired' } });
    expect({ status, held }).toEqual({ status: 'expired', held: [] });
    expect(visit.ended?.reasons).toEqual([{ code: 'union-silent' }]);
    expect(events).toMatchObject([{ type: 'step-expired', data: { step: 'union-approval' } }]);
  });

  test('silence about a seat that is looked for in the last hours costs that seat, not the visit', () => {
    const late = {
      visit: visit({ speakersWanted: 2, approved: { 1: 1 }, schoolConfirmedAt: today.toISOString(), statistics: 'due' }),
      seats: [seat(1, 's1', { speakerConfirmedAt: today.toISOString() }), seat(2, 's3')],
    };
    // First it is left with the question until the visit starts.
    expect(unionApproval.expire(caseOf(task('union-approval'), late))).toMatchObject({
      handOver: { expiresAt: thursday.start },
    });
    const fresh = caseOf(task('union-approval', { expiresAt: thursday.start }), late);
    const effects = unionApproval.expire(fresh);
    const { seats, status, held } = world(fresh, effects);
    expect(effects).toMatchObject({ result: { outcome: 'confirmed', end: thursday.end } });
    expect(seats[1]).toMatchObject({ givenUp: true });
    expect({ status, held }).toEqual({ status: 'confirmed', held: ['s1'] });
  });
});
