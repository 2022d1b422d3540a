import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { linkEvents } from '../../functions/audit/chain.ts';
import { defaultPolicy, type Policy, Step } from '../../functions/deadlines/policy.ts';
import { instantAt, plusHours } from '../../functions/deadlines/shanghai-time.ts';
import { ask } from '../../functions/decisions/ask.ts';
import { Task, taskName } from '../../functions/decisions/task.ts';
import { handTaskOver } from '../../functions/decisions/task-writes.ts';
import { SWEEP, taskKey } from '../../functions/platform/keys.ts';
import { extension, isMoved, movesOf } from '../../functions/policy/moving.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import { slot } from '../matching/sample.ts';
import { caseOf } from '../support/case.ts';
import { CITY } from '../support/city.ts';
import { Memory } from '../support/memory.ts';
import { core, coreItems, seat, task, visit } from '../support/visit.ts';

const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11));
const days = (figures: Partial<Policy['workingDays']>, more: Partial<Policy> = {}): Policy => ({
  ...defaultPolicy,
  ...more,
  workingDays: { ...defaultPolicy.workingDays, ...figures },
});
/** Asked on Monday, 2 March, 09:00, about a visit in December. */
const far = visit({ slot: { index: 0, ...slot('2026-12-01 14:00', '15:30') } });
const asked = core({
  visit: far,
  tasks: [task('union-approval', { dueAt: at('2026-03-05 18:00'), expiresAt: at('2026-03-09 18:00') })],
});
const on = (now: string, policy: Policy, known: VisitCore = asked) => movesOf(known, policy, at(now));

describe('the dates of an open question, had it been asked by another policy', () => {
  test('follow from when it was asked', () => {
    expect(on('2026-03-02 10:00', days({ 'union-approval': 1 }))).toMatchObject([
      {
        from: { dueAt: at('2026-03-05 18:00'), expiresAt: at('2026-03-09 18:00') },
        to: { dueAt: at('2026-03-03 18:00'), expiresAt: at('2026-03-05 18:00') },
        provisional: false,
      },
    ]);
  });

  test('lie never before now, and what is over stays where it is', () => {
    const to = (now: string) => on(now, days({ 'union-approval': 1 }))[0]!.to;
    expect(to('2026-03-04 10:00')).toEqual({ dueAt: at('2026-03-04 10:00'), expiresAt: at('2026-03-05 18:00') });
    expect(to('2026-03-06 10:00')).toEqual({ dueAt: at('2026-03-05 18:00'), expiresAt: at('2026-03-06 10:00') });
    expect(to('2026-03-09 18:05')).toEqual({ dueAt: at('2026-03-05 18:00'), expiresAt: at('2026-03-09 18:00') });
  });

  test('move later where there is more time, also for what was due', () => {
    const to = { dueAt: at('2026-03-09 18:00'), expiresAt: at('2026-03-11 18:00') };
    expect(on('2026-03-06 10:00', days({ 'union-approval': 5 }))).toMatchObject([{ to }]);
  });

  test('are those of the calendar that has become known', () => {
    const calendar = { 2026: { holidays: ['2026-03-03', '2026-03-04'], workdays: ['2026-03-07'] } };
    // Thu 5, Fri 6, make-up Sat 7; then Mon 9, Tue 10.
    const to = { dueAt: at('2026-03-07 18:00'), expiresAt: at('2026-03-10 18:00') };
    expect(on('2026-03-02 10:00', days({}, { calendar }))).toMatchObject([{ to }]);
  });

  test('of the statistics count from the visit, however late they were asked for', () => {
    const held = visit({ schoolConfirmedAt: at('2026-03-03 10:00'), statistics: 'due' });
    const open = task('statistics', { openedAt: at('2026-03-12 16:00'), party: 'school-1' });
    // The visit was on Thursday 12 March; Fri 13, Mon 16.
    expect(on('2026-03-12 17:00', days({ statistics: 2 }), core({ visit: held, tasks: [open] }))).toMatchObject([
      { to: { dueAt: at('2026-03-16 18:00') } },
    ]);
  });

  test('leave the school no time where it had agreed when the question was asked', () => {
    const speaker = task('speaker-confirmation', { seat: 1, party: 's1', openedAt: at('2026-03-12 07:00') });
    const to = (schoolConfirmedAt?: string) =>
      on('2026-03-12 07:00', days({}), core({ visit: visit({ schoolConfirmedAt }), tasks: [speaker] }))[0]!.to.expiresAt;
    // Until the start, or, for the later steps' sake, the four hours that a speaker has at the least.
    expect(to(at('2026-03-11 09:00'))).toBe(at('2026-03-12 14:00'));
    expect([to(), to(at('2026-03-12 08:00'))]).toEqual([at('2026-03-12 11:00'), at('2026-03-12 11:00')]);
  });

  test('concern no question that is answered, or of an earlier way, or that was passed on', () => {
    const tasks = [
      task('union-approval', { state: 'decided' }),
      task('union-approval', { epoch: 0 }),
      task('school-confirmation', { escalatedTo: 'district-union', passedOn: true }),
    ];
    expect(
      on('2026-03-02 10:00', days({ 'union-approval': 1, 'school-confirmation': 1 }), core({ visit: far, tasks })),
    ).toEqual([]);
    const moved = visit({ slot: undefined });
    expect(on('2026-03-02 10:00', days({ 'union-approval': 1 }), core({ visit: moved, tasks: asked.tasks }))).toEqual([]);
  });
});

test('under the policy by which it was asked no question moves, whatever the step and the time left', () => {
  const someStep = fc.constantFrom(...Step.options);
  const someTime = fc.integer({ min: 0, max: 60_000 });
  fc.assert(
    fc.property(someStep, someTime, fc.integer({ min: 0, max: 500 }), (step, notice, quarters) => {
      const now = plusHours(at('2026-01-05 08:00'), quarters * 7);
      const start = step === 'statistics' ? plusHours(now, -2) : plusHours(now, notice / 60);
      const known = core({ visit: visit({ slot: { index: 0, start, end: plusHours(start, 2) } }), seats: [seat(1, 's1')] });
      const ref = {
        epoch: 1,
        step,
        seat: step === 'speaker-confirmation' || step === 'employer-release' ? 1 : 0,
        round: 1,
        employer: 'employer-1',
      };
      const { task: _, ...situation } = caseOf(task(step), known, { policy: defaultPolicy, now: new Date(now) });
      const put = ask(situation, ref, 'token').flatMap((write) => ('put' in write ? [write.put] : []))[0];
      const opened = z.parse(Task, put);
      expect(movesOf({ visit: known.visit, tasks: [opened] }, defaultPolicy, now).filter(isMoved)).toEqual([]);
    }),
  );
});

describe('a visit to which a version is extended', () => {
  const now = new Date(at('2026-03-02 10:00'));
  function extended(known: VisitCore, policy: Policy, when = now) {
    const memory = new Memory(coreItems(known));
    const writes = linkEvents(known.visit, extension(known, policy, 7, when));
    expect(memory.failing(writes)).toEqual([]);
    memory.apply(writes);
    const of = (one: Task) => memory.get(taskKey(CITY, 'v1', taskName(one)))!;
    const events = memory.all().filter(({ sk }) => (sk as string).startsWith('EVENT#'));
    return { memory, of, events, visit: memory.get({ pk: `${CITY}#VISIT#v1`, sk: 'VISIT' })! };
  }
  const [open] = asked.tasks;

  test('has its dates, its question the new ones in every index, and the history says so', () => {
    const { of, events, visit: changed } = extended(asked, days({ 'union-approval': 1 }));
    expect(changed).toMatchObject({ dates: 7, policy: 1, version: far.version + 1 });
    const to = { dueAt: at('2026-03-03 18:00'), expiresAt: at('2026-03-05 18:00') };
    // The first reminder still to come: half-way on Monday night, and so on Tuesday morning at eight, is too near to the morning's at half past.
    expect(of(open!)).toMatchObject({ ...to, state: 'open', provisional: false, [SWEEP.sk]: at('2026-03-03 08:30') });
    const from = { dueAt: open!.dueAt, expiresAt: open!.expiresAt };
    expect(events).toMatchObject([
      { type: 'deadline-moved', data: { step: 'union-approval', seat: 0, party: 'district-union', from, to } },
    ]);
    expect(events[0]).not.toHaveProperty('by');
  });

  test('says nothing of a question whose dates stay, and keeps what it was reminded of', () => {
    const reminded = { ...open!, reminded: ['half-time' as const] };
    const { of, events } = extended({ ...asked, tasks: [reminded] }, days({}), new Date(at('2026-03-04 09:00')));
    expect(of(reminded)).toMatchObject({ reminded: ['half-time'], [SWEEP.sk]: at('2026-03-05 08:30') });
    expect(events).toEqual([]);
  });

  test('reminds anew of what is due later', () => {
    const late = {
      ...open!,
      reminded: ['half-time' as const, 'morning' as const, 'overdue' as const],
      escalatedTo: 'city-union',
    };
    const { of } = extended({ ...asked, tasks: [late] }, days({ 'union-approval': 5 }), new Date(at('2026-03-06 09:00')));
    expect(of(late)).toMatchObject({ reminded: [], escalatedTo: 'city-union', dueAt: at('2026-03-09 18:00') });
    expect(of(late)[SWEEP.sk]).toBe(at('2026-03-09 08:30'));
  });

  test('lets the sweep come at once for what is due now, and in the end for what is over', () => {
    const soon = new Date(at('2026-03-06 09:00'));
    expect(extended(asked, days({ 'union-approval': 3 }), soon).of(open!)[SWEEP.sk]).toBe(at('2026-03-05 18:00'));
    const told = { ...open!, reminded: ['overdue' as const] };
    const { of } = extended({ ...asked, tasks: [told] }, days({ 'union-approval': 1 }), soon);
    expect(of(told)).toMatchObject({ expiresAt: soon.toISOString(), [SWEEP.sk]: soon.toISOString() });
  });

  test('lets a question that is asked at the very moment be asked again, by the new dates', () => {
    const known = { ...asked, tasks: [], seats: [seat(1, 's1')] };
    const { task: _, ...situation } = caseOf(task('union-approval'), known);
    const { memory } = extended(known, days({ 'union-approval': 1 }));
    for (const ref of [
      { epoch: 1, step: 'union-approval' as const, seat: 0, round: 1 },
      { epoch: 1, step: 'speaker-confirmation' as const, seat: 1, round: 1 },
    ])
      expect(memory.failing(ask(situation, ref, 'token'))).toHaveLength(1);
  });

  test('leaves a question that went to somebody else its own date', () => {
    const silent = task('school-confirmation', { party: 'school-1', expiresAt: at('2026-03-02 09:30') });
    const memory = new Memory(coreItems(core({ visit: far, tasks: [silent] })));
    memory.apply([handTaskOver(silent, 'district-union', now, at('2026-03-04 18:00'), false)]);
    const passed = z.parse(Task, memory.get(taskKey(CITY, 'v1', taskName(silent))));
    const { of, events } = extended({ ...asked, tasks: [passed] }, days({ 'school-confirmation': 1 }));
    expect(of(passed)).toMatchObject({ expiresAt: at('2026-03-04 18:00'), escalatedTo: 'district-union' });
    expect(events).toEqual([]);
  });
});
