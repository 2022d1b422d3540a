import { describe, expect, test } from 'vitest';
import { object } from '../../functions/changes/object.ts';
import { replaceSpeaker } from '../../functions/changes/replace-speaker.ts';
import { shift } from '../../functions/changes/shift.ts';
import { withdraw } from '../../functions/changes/withdraw.ts';
import type { Task } from '../../functions/decisions/task.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { at, now, slot, thursday } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { refusal } from '../support/refused.ts';
import { seat, task, teacher, visit } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const worker: Actor = { person: 'worker', name: '示例worker', role: 'speaker' };
const why = { reasonCode: 'other' };
const recorded = (step: Task['step'], outcome: string, party: string, more: Partial<Task> = {}): Task =>
  task(step, {
    ...{ party, state: 'decided', result: { outcome } },
    decision: { body: { outcome }, by: { ...officer, onBehalfOf: { party, channel: 'phone' } }, at: now },
    ...more,
  });
const situation = (given: Partial<VisitCore>, then = now) => {
  const { task: _, ...s } = caseOf(task('statistics'), { tasks: [], ...given }, { now: new Date(then) });
  return s;
};

/** What a change must not forget, and must not take from those whom it does not concern. */
describe('reserves that the union has not approved', () => {
  const proposed = { visit: visit({ reserves: ['s4'] }), seats: [seat(1, 's1')] };
  test('do not step in when a proposed speaker withdraws', () => {
    const s = situation(proposed);
    expect(world(s, { writes: withdraw(s, 1, why, worker) }).visit.reserves).toEqual([]);
  });
  test('do not step in when another proposed seat is filled by phone', () => {
    const two = { visit: visit({ speakersWanted: 2, reserves: ['s4'] }), seats: [seat(1, 's1'), seat(2, 's3')] };
    const s = situation(two, at('2026-03-12 07:00'));
    const writes = replaceSpeaker(s, { ...why, seat: 1, speakerId: 's5', channel: 'phone' }, officer);
    expect(world(s, { writes }).visit.reserves).toEqual([]);
  });
});
test('an objection while another seat is only proposed takes that proposal back', () => {
  const yes = recorded('speaker-confirmation', 'confirm', 's1', { seat: 1 });
  const s = situation({
    visit: visit({ speakersWanted: 2, round: 2, approved: { 1: 1 }, reserves: ['s4'] }),
    seats: [seat(1, 's1', { speakerConfirmedAt: now }), seat(2, 's3')],
    tasks: [yes],
  });
  const { seats, held, visit: then } = world(s, { writes: object(s, yes, why, worker) });
  expect(seats[1]).not.toHaveProperty('speaker');
  expect({ held, reserves: then.reserves }).toEqual({ held: ['s1'], reserves: [] });
});
test('an objection to an old answer does not void what the party itself has said since', () => {
  const old = recorded('employer-release', 'release', 'employer-1', { seat: 1, employer: 'employer-1' });
  const own = {
    ...old,
    epoch: 2,
    decision: { ...old.decision!, by: { ...officer, person: 'manager', onBehalfOf: undefined } },
  };
  const released = { employer: 'employer-1', need: 'required' as const, releasedAt: now, window: thursday };
  const s = situation({
    visit: visit({ epoch: 2, approved: { 1: 1 } }),
    seats: [seat(1, 's1', { releases: [released] })],
    tasks: [old, own],
  });
  expect(refusal(() => object(s, old, why, worker)).type).toBe('task-closed');
});
test('an objection to an employer’s refusal lets that employer’s speaker be asked again, not the last one', () => {
  const no = recorded('employer-release', 'decline', 'employer-1', {
    seat: 1,
    employer: 'employer-1',
    speaker: 's1',
  } as Partial<Task>);
  const s = situation({
    visit: visit({ approved: { 1: 3 } }),
    seats: [seat(1, 's5', { round: 3, past: ['s1', 's3'] })],
    tasks: [no],
  });
  expect(world(s, { writes: object(s, no, why, worker) }).seats[0]!.past).toEqual(['s3']);
});
test('a school that shifts before it has confirmed is still asked', () => {
  const s = situation({ visit: visit({ approved: { 1: 1 } }), seats: [seat(1, 's3')] });
  const { visit: then } = world(s, { writes: shift(s, slot('2026-03-12 14:30', '16:00'), why, teacher) });
  expect(then).not.toHaveProperty('schoolAgreed');
});
