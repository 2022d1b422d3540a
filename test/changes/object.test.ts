import { describe, expect, test } from 'vitest';
import { object } from '../../functions/changes/object.ts';
import type { Case } from '../../functions/decisions/step-rule.ts';
import { type Task, taskName } from '../../functions/decisions/task.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { at, now, thursday } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { refusal } from '../support/refused.ts';
import { seat, task, teacher, visit } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const manager: Actor = { person: 'manager', name: '示例manager', role: 'employer', organisation: 'employer-1' };
const worker: Actor = { person: 'worker', name: '示例worker', role: 'speaker' };
const why = { reasonCode: 'other' };

/** A task whose answer the union entered for the party. */
const recorded = (step: Task['step'], outcome: string, party: string, more: Partial<Task> = {}): Task =>
  task(step, {
    ...{ party, state: 'decided', result: { outcome } },
    decision: { body: { outcome }, by: { ...officer, onBehalfOf: { party, channel: 'phone' } }, at: now },
    ...more,
  });
const release = recorded('employer-release', 'release', 'employer-1', { seat: 1, employer: 'employer-1' });
const yes = recorded('speaker-confirmation', 'confirm', 's1', { seat: 1 });
const school = recorded('school-confirmation', 'confirm', 'school-1');

const released = { employer: 'employer-1', need: 'required' as const, releasedAt: now, window: thursday };
const all: VisitCore['seats'] = [
  seat(1, 's1', { releases: [released], speakerConfirmedAt: now }),
  seat(2, 's3', { speakerConfirmedAt: now }),
];
const agreed = visit({ speakersWanted: 2, approved: { 1: 1, 2: 1 }, reserves: ['s4'] });
const confirmed = { ...agreed, schoolConfirmedAt: now, statistics: 'due' as const };

function situation(given: Partial<VisitCore>, then = now): Omit<Case, 'task'> {
  const { task: _, ...s } = caseOf(yes, given, { now: new Date(then) });
  return s;
}

function objects(given: Partial<VisitCore>, about: Task, by: Actor) {
  const s = situation({ seats: all, tasks: [release, yes, school], ...given });
  const then = world(s, { writes: object(s, about, why, by) });
  const { epoch, schoolConfirmedAt, schoolAgreed, approved, reserves } = then.visit;
  // The union's approval, the reserves and the holds are not what is objected to.
  expect({ approved, reserves, held: then.held }).toEqual({ approved: agreed.approved, reserves: ['s4'], held: ['s1', 's3'] });
  expect(then.seats[1]).toEqual(all[1]);
  return {
    ...{ status: then.status, epoch },
    released: then.seats[0]!.releases.some(({ releasedAt }) => releasedAt !== undefined),
    confirmed: then.seats[0]!.speakerConfirmedAt !== undefined,
    school: schoolConfirmedAt !== undefined ? 'confirmed' : schoolAgreed !== undefined ? 'agreed' : 'open',
    open: then.tasks.filter(({ state }) => state === 'open').map(taskName),
    events: then.events.map(({ type, epoch }) => `${type} in ${epoch}`),
  };
}

describe('the party objects to the answer that was entered for it', () => {
  const nextEpoch = { epoch: 2, open: [], events: ['objected in 2'] };
  const asks = task('speaker-confirmation', { seat: 2, party: 's3' });

  test.each([
    ['the employer', release, manager, { status: 'awaiting-release', released: false, confirmed: true }],
    ['the speaker', yes, worker, { status: 'awaiting-release', released: true, confirmed: false }],
  ])('%s: its own word is void, everybody else’s stands, also the school’s on this line-up', (_, about, by, then) => {
    expect(objects({ visit: confirmed }, about, by)).toEqual({ ...then, ...nextEpoch, school: 'agreed' });
    expect(objects({ visit: agreed }, about, by)).toEqual({ ...then, ...nextEpoch, school: 'open' });
  });

  test('the school: it is asked again, speakers and employers are not', () => {
    const then = { status: 'awaiting-school', released: true, confirmed: true, school: 'open' };
    expect(objects({ visit: confirmed }, school, teacher)).toEqual({ ...then, ...nextEpoch });
  });

  test('who is being asked at that moment is asked in the new epoch', () => {
    const found = objects({ visit: agreed, tasks: [release, asks] }, release, manager);
    expect(found).toMatchObject({ epoch: 2, open: [] });
  });

  test('what it had agreed to already without the union’s word stands when another party objects', () => {
    const before = { ...agreed, schoolAgreed: 'the line-up' };
    expect(objects({ visit: before }, yes, worker).school).toBe('agreed');
    expect(objects({ visit: { ...confirmed, ...before } }, school, teacher).school).toBe('open');
  });
});

describe('a refusal that was entered wrongly', () => {
  const no = recorded('speaker-confirmation', 'decline', 's4', { seat: 1 });

  test('cannot be taken back, but the speaker may be asked again; nothing else changes, and no new way begins', () => {
    const s = situation({ visit: agreed, seats: [seat(1, 's1', { round: 2, past: ['s5', 's4'] }), all[1]!], tasks: [no] });
    const then = world(s, { writes: object(s, no, why, worker) });
    expect(then.seats[0]).toMatchObject({ speaker: 's1', past: ['s5'] });
    expect(then.visit).toEqual(s.visit);
    expect(then.events).toMatchObject([{ type: 'objected', epoch: 1 }]);
  });

  test('of an employer lets its speaker be asked again', () => {
    const refused = recorded('employer-release', 'decline', 'employer-1', { seat: 1, employer: 'employer-1' });
    const s = situation({ visit: agreed, seats: [seat(1, undefined, { past: ['s1'] }), all[1]!], tasks: [refused] });
    expect(world(s, { writes: object(s, refused, why, manager) }).seats[0]!.past).toEqual([]);
  });

  test('is objected to once', () => {
    const s = situation({ visit: agreed, seats: [seat(1, 's1', { round: 2, past: [] }), all[1]!], tasks: [no] });
    expect(refusal(() => object(s, no, why, worker)).type).toBe('task-closed');
  });
});

describe('refused is an objection', () => {
  const own = { ...yes, decision: { ...yes.decision!, by: worker } };
  const silent = task('speaker-confirmation', { seat: 1, party: 's1' });
  const ended = { status: 'cancelled' as const, at: now, reasons: [] };

  test.each<[string, Task, Partial<VisitCore>, string, string?]>([
    ['to an own answer', own, {}, 'not-recorded'],
    ['to a question that is still open', silent, {}, 'not-recorded'],
    ['when the visit has ended', yes, { visit: { ...confirmed, ended } }, 'visit-over'],
    ['from the visit’s start on', yes, {}, 'visit-took-place', thursday.start],
    ['from the start on, also when nobody confirmed', yes, { visit: agreed }, 'visit-took-place', at('2026-03-12 15:00')],
    ['when another speaker sits there', yes, { seats: [seat(1, 's2', { round: 2 }), all[1]!] }, 'task-closed'],
    ['when nobody sits there any more', release, { seats: [seat(1, undefined, { past: ['s1'] }), all[1]!] }, 'task-closed'],
    ['to a yes that is void already', yes, { seats: [seat(1, 's1'), all[1]!] }, 'task-closed'],
    ['to a release that is void already', release, { seats: [seat(1, 's1'), all[1]!] }, 'task-closed'],
    ['of a school that has not confirmed', school, { visit: agreed }, 'task-closed'],
  ])('%s', (_, about, given, type, then = now) => {
    const s = situation({ visit: confirmed, seats: all, tasks: [about], ...given }, then);
    expect(refusal(() => object(s, about, why, worker)).type).toBe(type);
  });
});
