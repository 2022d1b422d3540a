import { describe, expect, test } from 'vitest';
import type { Effects } from '../../functions/decisions/step-rule.ts';
import { clearance } from '../../functions/decisions/steps/clearance.ts';
import { employerRelease } from '../../functions/decisions/steps/employer-release.ts';
import { schoolConfirmation } from '../../functions/decisions/steps/school-confirmation.ts';
import { speakerConfirmation } from '../../functions/decisions/steps/speaker-confirmation.ts';
import { unionApproval } from '../../functions/decisions/steps/union-approval.ts';
import { type Task, taskName } from '../../functions/decisions/task.ts';
import { taskKey } from '../../functions/platform/keys.ts';
import { keyOf } from '../../functions/platform/writes.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { now, policy, thursday } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { seat, task, teacher, visit } from '../support/visit.ts';

const by: Actor = { person: 'somebody', name: '示例某人', role: 'union', organisation: 'district-union' };
const no = { outcome: 'decline' as const, reasonCode: 'other' };

/** s1 has agreed with a release of one employer; s2 waits for the second of two; s3 has agreed; s4 and s5 are reserves. */
const released = (employer: string) => ({ employer, need: 'required' as const, releasedAt: now, window: thursday });
const seats: VisitCore['seats'] = [
  seat(1, 's1', { releases: [released('employer-1')], speakerConfirmedAt: now }),
  seat(2, 's2', { releases: [released('employer-1'), { employer: 'employer-2', need: 'required' }] }),
  seat(3, 's3', { speakerConfirmedAt: now }),
];
const release = task('employer-release', { seat: 2, employer: 'employer-2', party: 'employer-2' });
const confirmation = task('speaker-confirmation', { seat: 2, party: 's2' });
const school = task('school-confirmation', { party: 'school-1' });
const union = task('union-approval', { round: 2 });
const cleared = task('clearance', { party: 'district-education' });
const approved = { 1: 1, 2: 1, 3: 1 };

function decided(
  about: Task,
  others: Task[],
  effects: (c: ReturnType<typeof caseOf>) => Effects,
  given: Partial<VisitCore> = {},
) {
  const all = {
    ...{ visit: visit({ speakersWanted: 3, approved, reserves: ['s4', 's5'] }), seats },
    ...{ tasks: [about, ...others], ...given },
  };
  const c = caseOf(about, all, { policy: { ...policy, clearance: about.step === 'clearance' } });
  const { writes, result } = effects(c);
  // The task's own decision is one more item of the transaction.
  const keys = writes.map((write) => JSON.stringify([keyOf(write).pk, keyOf(write).sk]));
  const { pk, sk } = taskKey(about.city, about.visit, taskName(about));
  expect(new Set([...keys, JSON.stringify([pk, sk])]).size).toBe(writes.length + 1);
  const then = world(c, { writes });
  return {
    outcome: result.outcome,
    status: then.status,
    seats: then.seats.map(({ speaker, releases, speakerConfirmedAt, past }) =>
      [
        speaker ?? `empty after ${past.join(' ')}`,
        ...releases.flatMap(({ employer, releasedAt }) => (releasedAt === undefined ? [] : [employer])),
        ...(speakerConfirmedAt === undefined ? [] : ['yes']),
      ].join(', '),
    ),
    held: then.held.join(' '),
    reserves: then.visit.reserves.join(' '),
    open: then.tasks.filter(({ state }) => state === 'open').map(taskName),
    epoch: then.visit.epoch,
    approved: then.visit.approved,
  };
}

const own = (about: Task) => [taskName(about)];
const first = 's1, employer-1, yes';
const third = 's3, yes';
/** What stands when nothing is said about it. */
const standing = { status: 'awaiting-release', reserves: 's4 s5', epoch: 1, approved };
const emptied = { seats: [first, 'empty after s2', third], held: 's1 s3', status: 'matching' };

describe('what a refusal voids', () => {
  test.each([
    ['an employer’s: its seat, with the other employer’s release', release, () => employerRelease.decide],
    ['a speaker’s: that seat, with the releases of both employers', confirmation, () => speakerConfirmation.decide],
  ])('%s', (_, about, rule) => {
    const other = about === release ? confirmation : release;
    const found = decided(about, [other, school], (c) => rule()(c, no, by));
    expect(found).toEqual({ ...standing, ...emptied, outcome: 'decline', open: [...own(about), ...own(school)].sort() });
  });

  test.each([
    ['an employer’s', release, () => employerRelease.expire],
    ['a speaker’s', confirmation, () => speakerConfirmation.expire],
  ])('%s silence: the same', (_, about, rule) => {
    const found = decided(about, [], (c) => rule()(c) as Effects);
    expect(found).toEqual({ ...standing, ...emptied, outcome: 'expired', open: own(about) });
  });

  test('the school’s, of the speakers: all seats and the reserves; the visit goes on', () => {
    const found = decided(school, [], (c) => schoolConfirmation.decide(c, { ...no, scope: 'speakers' }, teacher) as Effects);
    expect(found).toEqual({
      ...{ ...standing, status: 'matching', outcome: 'decline', open: own(school), held: '', reserves: '' },
      seats: ['empty after s1', 'empty after s2', 'empty after s3'],
    });
  });

  test('the school’s, of the visit: everything', () => {
    const found = decided(school, [], (c) => schoolConfirmation.decide(c, { ...no, scope: 'visit' }, teacher) as Effects);
    expect(found).toMatchObject({ outcome: 'decline', status: 'declined', held: '', open: own(school) });
  });

  test('the union’s: everything', () => {
    const proposed = { visit: visit({ speakersWanted: 3, approved: { 1: 1, 3: 1 }, reserves: ['s4'] }) };
    const found = decided(union, [], (c) => unionApproval.decide(c, no, by), proposed);
    expect(found).toMatchObject({ outcome: 'decline', status: 'declined', held: '', open: own(union) });
  });

  test('the education authority’s, of one speaker and one reserve: these, the others stand', () => {
    const found = decided(cleared, [], (c) => clearance.decide(c, { ...no, speakers: ['s2', 's5'] }, by));
    // The refused reserve is kept out as well.
    const seats = [first, 'empty after s5 s2', third];
    expect(found).toEqual({ ...standing, ...emptied, seats, outcome: 'decline', reserves: 's4', open: own(cleared) });
  });
});

describe('what a yes leaves as it is', () => {
  test('of an employer or a speaker: everything else', () => {
    const one = decided(release, [confirmation], (c) => employerRelease.decide(c, { outcome: 'release' }, by));
    const seat2 = 's2, employer-1, employer-2';
    const open = [...own(release), ...own(confirmation)];
    expect(one).toEqual({ ...standing, outcome: 'release', seats: [first, seat2, third], held: 's1 s2 s3', open });
    const two = decided(confirmation, [release], (c) => speakerConfirmation.decide(c, { outcome: 'confirm' }, by));
    expect(two).toEqual({
      ...standing,
      outcome: 'confirm',
      seats: [first, 's2, employer-1, yes', third],
      held: 's1 s2 s3',
      open,
    });
  });

  test('of the union, which picks another speaker for the proposed seat: the agreed seats', () => {
    const proposed = { visit: visit({ speakersWanted: 3, approved: { 1: 1, 3: 1 }, reserves: ['s5'] }) };
    const found = decided(union, [], (c) => unionApproval.decide(c, { outcome: 'approve', speakers: ['s4'] }, by), proposed);
    expect(found).toEqual({
      ...{ ...standing, outcome: 'approve', seats: [first, 's4', third], held: 's1 s3 s4', reserves: 's5', open: own(union) },
      approved: { 1: 1, 2: 2, 3: 1 },
    });
  });
});
