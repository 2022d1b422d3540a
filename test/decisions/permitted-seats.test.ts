import { describe, expect, test } from 'vitest';
import { cancel } from '../../functions/changes/cancel.ts';
import { replaceSpeaker } from '../../functions/changes/replace-speaker.ts';
import { reschedule } from '../../functions/changes/reschedule.ts';
import { shift } from '../../functions/changes/shift.ts';
import { withdraw } from '../../functions/changes/withdraw.ts';
import { claimOf } from '../../functions/decisions/seating.ts';
import type { Case } from '../../functions/decisions/step-rule.ts';
import { speakerConfirmation } from '../../functions/decisions/steps/speaker-confirmation.ts';
import { unionApproval } from '../../functions/decisions/steps/union-approval.ts';
import type { Load } from '../../functions/matching/request.ts';
import { loadKey } from '../../functions/platform/keys.ts';
import type { Employment } from '../../functions/talent/speaker.ts';
import { seatStatus } from '../../functions/visits/status.ts';
import type { Actor, Release } from '../../functions/visits/visit.ts';
import { slot } from '../matching/sample.ts';
import { caseOf, facts, world } from '../support/case.ts';
import { CITY, speakers } from '../support/city.ts';
import { core, seat, task, visit } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const worker: Actor = { person: 'worker', name: '示例worker', role: 'speaker' };
const permitted: Employment = {
  ...{ kind: 'employed', employer: 'employer-1' },
  permission: { hoursPerMonth: 2, from: '2026-01-01', to: '2026-12-31' },
};
/** The pool with an s1 whose employer permits two hours a month. */
const pool = new Map(Object.entries({ ...speakers, s1: { ...speakers.s1!, employments: [permitted] } }));
const usedBy = ({ memory }: ReturnType<typeof world>) => (memory.get(loadKey(CITY, 's1')) as Load | undefined)?.permitted;
const taken = { employer: 'employer-1', need: 'notice' as const, permitted: [{ month: '2026-03', minutes: 90 }] };
const seated = { visit: visit({ approved: { 1: 1 } }), seats: [seat(1, 's1', { releases: [taken] })] };

/** The union puts s1 in the place of s3. */
function chosen(load?: Load) {
  const given = { seats: [seat(1, 's3')] };
  const read = facts(core(given), load ? [['s1', { diaries: [], load }]] : []);
  const c = caseOf(task('union-approval'), given, { facts: read, pool });
  const effects = unionApproval.decide(c, { outcome: 'approve', speakers: ['s1'] }, officer);
  return { result: effects.result, ...world(c, effects, read) };
}

test('who is seated under a permission takes its hours: the employer is told, and the speaker is asked at once', () => {
  const after = chosen();
  expect(after.seats[0]!.releases).toEqual([taken]);
  expect(after.result.seats).toMatchObject([{ seat: 1, employers: [] }]);
  expect(seatStatus(after.seats[0]!, after.visit)).toBe('awaiting-speaker');
  expect(usedBy(after)).toEqual({ 'employer-1 2026-03': 90 });
});

test('when too little is left the employer is asked, and nothing is taken', () => {
  const after = chosen({ speaker: 's1', version: 1, counts: {}, permitted: { 'employer-1 2026-03': 60 } });
  expect(after.seats[0]!.releases).toEqual([{ employer: 'employer-1', need: 'required' }]);
  expect(usedBy(after)).toEqual({ 'employer-1 2026-03': 60 });
});

const ends: [string, (c: Case) => ReturnType<typeof speakerConfirmation.decide>['writes']][] = [
  ['declined', (c) => speakerConfirmation.decide(c, { outcome: 'decline', reasonCode: 'time' }, worker).writes],
  ['silent', (c) => speakerConfirmation.expire(c).writes],
  ['replaced', (c) => unionApproval.decide(c, { outcome: 'approve', speakers: ['s3'] }, officer).writes],
  ['cancelled', (c) => cancel(c, { reasonCode: 'weather' }, officer)],
  ['withdrawn', (c) => withdraw(c, 1, { reasonCode: 'unwell' }, worker)],
];
test.each(ends)(
  '%s: what the seat took is given back in the same transaction, even when nothing is permitted any more',
  (how, end) => {
    const given = how === 'replaced' ? { ...seated, visit: visit() } : seated;
    for (const entries of [pool, new Map(Object.entries(speakers))]) {
      const read = facts(core(given));
      const { load } = read.get('s1')!;
      load!.permitted = { ...load!.permitted, 'employer-1 2026-03': 90 + 30 };
      const c = caseOf(task('speaker-confirmation', { seat: 1, party: 's1' }), given, { facts: read, pool: entries });
      const after = world(c, { writes: end(c) }, read);
      expect(after.held).not.toContain('s1');
      expect(usedBy(after)).toEqual({ 'employer-1 2026-03': 30 });
    }
  },
);

/** What a change leaves of a seat that had taken these releases, and what is used up then. */
function changed(releases: Release[], change: (c: Case) => ReturnType<typeof cancel>) {
  const given = { visit: visit({ approved: { 1: 1 } }), seats: [seat(1, 's1', { releases })] };
  const read = facts(core(given));
  const c = caseOf(task('speaker-confirmation', { seat: 1, party: 's1' }), given, { facts: read, pool });
  const after = world(c, { writes: change(c) }, read);
  return { releases: after.seats[0]!.releases, used: usedBy(after) };
}
const none = { reasonCode: 'other' };

describe('a seat that moves with its visit takes what it needs then:', () => {
  const later = slot('2026-03-12 17:00', '18:30');
  const sixty = [{ month: '2026-03', minutes: 60 }];

  test('shifted within the day', () => {
    const { releases, used } = changed([taken], (c) => shift(c, later, none, officer));
    expect(releases).toEqual([{ ...taken, permitted: sixty }]);
    expect(used).toEqual({ 'employer-1 2026-03': 60 });
  });

  test('moved to another month', () => {
    const { releases, used } = changed([taken], (c) => reschedule(c, [slot('2026-04-14 14:00', '15:30')], none, officer));
    expect(releases).toEqual([{ ...taken, permitted: [{ month: '2026-04', minutes: 90 }] }]);
    expect(used).toEqual({ 'employer-1 2026-04': 90 });
  });

  test('but what the employer released stands, and nothing is taken for it', () => {
    const window = slot('2026-03-12 13:00', '19:00');
    const released = { employer: 'employer-1', need: 'required' as const, releasedAt: '2026-03-02T01:00:00.000Z', window };
    const { releases, used } = changed([released], (c) => shift(c, later, none, officer));
    expect(releases).toEqual([released]);
    expect(used).toBeUndefined();
  });
});

test('who is put in at the last moment takes permitted hours too, and the seat remembers them', () => {
  const soon = { now: new Date('2026-03-11T23:00:00.000Z') };
  const given = { visit: visit({ approved: { 1: 1 } }), seats: [seat(1, 's3')] };
  const read = facts(core(given));
  const c = caseOf(task('speaker-confirmation', { seat: 1, party: 's3' }), given, { facts: read, pool, ...soon });
  const how = { seat: 1, speakerId: 's1', channel: 'phone', ...none };
  const after = world(c, { writes: replaceSpeaker(c, how, officer) }, read);
  expect(after.seats[0]).toMatchObject({ speaker: 's1', releases: [{ ...taken, window: {} }] });
  expect(usedBy(after)).toEqual({ 'employer-1 2026-03': 90 });
});

test('a seat claims exactly what its notices took, of every employer and month', () => {
  const april = { month: '2026-04', minutes: 60 };
  const releases = [
    { ...taken, permitted: [...taken.permitted, april] },
    { employer: 'employer-2', need: 'notice' as const, permitted: [april] },
    { employer: 'employer-3', need: 'required' as const },
  ];
  expect(claimOf(caseOf(task('union-approval')), seat(1, 's1', { releases })).permitted).toEqual([
    { employer: 'employer-1', month: '2026-03', minutes: 90 },
    { employer: 'employer-1', ...april },
    { employer: 'employer-2', ...april },
  ]);
  expect(claimOf(caseOf(task('union-approval')), seat(1, 's1')).permitted).toEqual([]);
});
