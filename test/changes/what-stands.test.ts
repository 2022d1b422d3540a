import { describe, expect, test } from 'vitest';
import { cancel } from '../../functions/changes/cancel.ts';
import { replaceSpeaker } from '../../functions/changes/replace-speaker.ts';
import { reschedule } from '../../functions/changes/reschedule.ts';
import { shift } from '../../functions/changes/shift.ts';
import { withdraw } from '../../functions/changes/withdraw.ts';
import type { Case } from '../../functions/decisions/step-rule.ts';
import { taskName } from '../../functions/decisions/task.ts';
import type { Write } from '../../functions/platform/writes.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor, Seat, Visit } from '../../functions/visits/visit.ts';
import { at, now, slot } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { seat, task, teacher, visit } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const worker: Actor = { person: 'worker', name: '示例worker', role: 'speaker' };
const why = { reasonCode: 'other' };

/** How far a visit with two speakers has come: s1 with an employer, s3 retired; s4 is the reserve. */
type Stage = 'proposed' | 'asked' | 'released' | 'agreed' | 'confirmed';
const STAGES: Stage[] = ['proposed', 'asked', 'released', 'agreed', 'confirmed'];
const decided = task('union-approval', { state: 'decided', result: { outcome: 'approve' } });
const release = { employer: 'employer-1', need: 'required' as const };
const given = { ...release, releasedAt: now, window: { start: at('2026-03-12 13:00'), end: at('2026-03-12 16:30') } };
const asked = (step: 'speaker-confirmation' | 'employer-release', number: number) =>
  task(step, { seat: number, party: 'p', ...(step === 'employer-release' && { employer: 'employer-1' }) });

function stage(name: Stage): Partial<VisitCore> {
  const reached = (other: Stage) => STAGES.indexOf(name) >= STAGES.indexOf(other);
  const agreed = reached('agreed') ? { speakerConfirmedAt: now } : {};
  const open: Record<Stage, VisitCore['tasks']> = {
    proposed: [task('union-approval')],
    asked: [decided, asked('employer-release', 1), asked('speaker-confirmation', 2)],
    released: [decided, asked('speaker-confirmation', 1), asked('speaker-confirmation', 2)],
    agreed: [decided, task('school-confirmation', { party: 'school-1' })],
    confirmed: [decided],
  };
  const confirmed: Partial<Visit> = reached('confirmed') ? { schoolConfirmedAt: now, statistics: 'due' } : {};
  const approved: Visit['approved'] = reached('asked') ? { 1: 1, 2: 1 } : {};
  return {
    visit: visit({ speakersWanted: 2, reserves: ['s4'], approved, ...confirmed }),
    seats: [seat(1, 's1', { releases: [reached('released') ? given : release], ...agreed }), seat(2, 's3', agreed)],
    tasks: open[name],
  };
}

/** The situation in which somebody changes a visit; no task is being decided. */
function situation(name: Stage, then = now): Omit<Case, 'task'> {
  const { task: _, ...s } = caseOf(decided, stage(name), { now: new Date(then) });
  return s;
}

const line = ({ approved }: Visit, { seat, round, speaker, releases, speakerConfirmedAt }: Seat) =>
  [
    speaker ?? 'empty',
    speaker !== undefined && approved[seat] === round && 'approved',
    releases.some(({ releasedAt }) => releasedAt !== undefined) && 'released',
    speakerConfirmedAt !== undefined && 'confirmed',
  ]
    .filter(Boolean)
    .join(' ');

/** What stands after a change, in a few words. */
function standing(s: Omit<Case, 'task'>, writes: Write[]) {
  const then = world(s, { writes });
  const { epoch, run, round, schoolConfirmedAt, schoolAgreed, statistics, reserves } = then.visit;
  const { approved } = s.visit;
  expect(writes.length).toBeLessThanOrEqual(100);
  expect({ epoch, run, open: then.tasks.filter(({ state }) => state === 'open').map(taskName) }).toEqual({
    ...{ epoch: 2, run: 1, open: [] },
  });
  // What was decided stays on record.
  for (const kept of s.tasks.filter(({ state }) => state === 'decided')) expect(then.tasks).toContainEqual(kept);
  expect(then.events).toMatchObject([{ epoch: 2 }]);
  return {
    status: then.status,
    seats: then.seats.map((one) => line(then.visit, one)),
    school: [schoolConfirmedAt && 'confirmed', schoolAgreed && 'agreed', statistics].filter(Boolean).join(' '),
    held: then.held.join(' '),
    loads: [then.load('s1'), then.load('s3')],
    ...(Object.keys(approved).length > 0 && { reserves }),
    round,
  };
}

describe.each(STAGES)('a visit that is %s', (name) => {
  const isApproved = name !== 'proposed';
  const hasAgreed = STAGES.indexOf(name) >= STAGES.indexOf('agreed');
  const other = ['s3', isApproved && 'approved', hasAgreed && 'confirmed'].filter(Boolean).join(' ');
  const reserves = isApproved ? { reserves: ['s4'] } : {};
  const nothingHeld = { held: '', loads: [0, 0] };
  const bothHeld = { held: 's1 s3', loads: [1, 1], reserves: ['s4'], round: 0 };

  test('and is cancelled: nobody is held, the seats still show whom it was about', () => {
    const s = situation(name);
    const { status, seats, school, held, loads } = standing(s, cancel(s, why, teacher));
    expect({ status, held, loads }).toEqual({ status: 'cancelled', ...nothingHeld });
    expect(seats).toEqual(s.seats.map((one) => line(s.visit, one)));
    expect(school).toBe(name === 'confirmed' ? 'confirmed' : '');
  });

  test('and is moved: all but the union’s approval is void', () => {
    const s = situation(name);
    const found = standing(s, reschedule(s, [slot('2026-03-19 14:00', '15:30')], why, teacher));
    const empty = { status: 'matching', seats: ['empty', 'empty'], school: '', ...nothingHeld, round: 0 };
    const kept = { status: 'awaiting-release', seats: ['s1 approved', 's3 approved'], school: '', ...bothHeld };
    expect(found).toEqual(isApproved ? kept : empty);
  });

  test('and loses a speaker: the other seat stands, unless it was only proposed; the school’s word is void', () => {
    const s = situation(name);
    const found = standing(s, withdraw(s, 1, why, worker));
    const kept = { seats: ['empty', other], held: 's3', loads: [0, 1] };
    expect(found).toEqual({
      ...{ status: isApproved && !hasAgreed ? 'awaiting-release' : 'matching', school: '', ...reserves, round: 0 },
      ...(isApproved ? kept : { seats: ['empty', 'empty'], ...nothingHeld }),
    });
  });

  test('and loses a speaker in its last hours: a confirmed visit stays confirmed by the school', () => {
    const s = situation(name, at('2026-03-12 07:00'));
    const { school, seats } = standing(s, withdraw(s, 1, why, worker));
    expect(school).toBe(name === 'confirmed' ? 'confirmed due' : '');
    expect(seats[0]).toBe('empty');
  });

  test('and gets another speaker by phone: that seat has all it needs, everything else stands', () => {
    const s = situation(name, at('2026-03-12 07:00'));
    const found = standing(s, replaceSpeaker(s, { ...why, seat: 1, speakerId: 's2', channel: 'phone' }, officer));
    const status = { proposed: 'matching', agreed: 'awaiting-school', confirmed: 'confirmed' }[name as string];
    expect(found).toEqual({
      ...{ status: status ?? 'awaiting-release', seats: ['s2 approved confirmed', isApproved ? other : 'empty'] },
      school: name === 'confirmed' ? 'confirmed due' : '',
      ...(isApproved ? { held: 's2 s3', loads: [0, 1] } : { held: 's2', loads: [0, 0] }),
      ...reserves,
      round: 0,
    });
  });
});

describe.each(STAGES.slice(1))('a visit that is %s', (name) => {
  const hasRelease = name !== 'asked';
  const bothHeld = { held: 's1 s3', loads: [1, 1], reserves: ['s4'], round: 0 };

  test.each([
    ['school', teacher],
    ['union', officer],
  ])('and is shifted within its day by the %s: approval and releases stand, speakers say yes again', (who, by) => {
    const s = situation(name);
    const found = standing(s, shift(s, slot('2026-03-12 14:30', '16:00'), why, by));
    const seats = [hasRelease ? 's1 approved released' : 's1 approved', 's3 approved'];
    const kept = { status: 'awaiting-release', seats, ...bothHeld };
    // Before it confirmed, the school has no word that could stand.
    const school = name === 'confirmed' ? { school: who === 'school' ? 'agreed' : '' } : {};
    expect(found).toMatchObject({ ...kept, ...school });
  });
});
