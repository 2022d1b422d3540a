import { describe, expect, test } from 'vitest';
import { employerRelease } from '../../functions/decisions/steps/employer-release.ts';
import { speakerConfirmation } from '../../functions/decisions/steps/speaker-confirmation.ts';
import { taskName } from '../../functions/decisions/task.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { now } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { seat, task, visit } from '../support/visit.ts';

const manager: Actor = { person: 'manager', name: '示例manager', role: 'employer', organisation: 'employer-1' };
const worker: Actor = { person: 'worker', name: '示例worker', role: 'speaker' };
const releases = [
  { employer: 'employer-1', need: 'required' as const },
  { employer: 'employer-2', need: 'required' as const },
];
const ask = (employer: string) => task('employer-release', { seat: 2, employer, party: employer });
const confirm = task('speaker-confirmation', { seat: 2, party: 's2' });
/** Seat 1 has agreed; seat 2 has a speaker with two employers. */
const given = {
  visit: visit({ approved: { 1: 1, 2: 1 } }),
  seats: [seat(1, 's1', { speakerConfirmedAt: now }), seat(2, 's2', { releases })],
  tasks: [ask('employer-1'), ask('employer-2'), task('speaker-confirmation', { seat: 1, party: 's1' })],
};
const openTasks = (tasks: ReturnType<typeof world>['tasks']) => tasks.filter(({ state }) => state === 'open').map(taskName);

describe('an employer', () => {
  const c = () => caseOf(ask('employer-1'), given);

  test('that releases is noted; the seat still waits for the other one', () => {
    const effects = employerRelease.decide(c(), { outcome: 'release', conditions: '16:00 前返回' }, manager);
    const { seats, status, events, held } = world(c(), effects);
    expect(effects.result).toEqual({ outcome: 'release', expiresAt: '2026-03-06T10:00:00.000Z' });
    expect(seats[1]?.releases).toMatchObject([{ employer: 'employer-1', releasedAt: now }, { employer: 'employer-2' }]);
    expect(seats[1]?.releases[1]).not.toHaveProperty('releasedAt');
    expect(status).toBe('awaiting-release');
    expect(held).toEqual(['s1', 's2']);
    expect(events).toMatchObject([{ type: 'employer-released', data: { employer: 'employer-1', conditions: '16:00 前返回' } }]);
  });

  test('that declines ends the seat: its speaker is free and not asked again, the other employer need not answer', () => {
    const before = c();
    const effects = employerRelease.decide(before, { outcome: 'decline', reasonCode: 'work' }, manager);
    const { seats, tasks, held, load, events } = world(c(), effects);
    expect(effects.result).toEqual({ outcome: 'decline' });
    expect(seats[1]).toEqual({ seat: 2, round: 1, version: 2, releases: [], past: ['s2'] });
    expect(held).toEqual(['s1']);
    expect(load('s2')).toBe(0);
    // The deciding task itself is recorded by the decision's own write.
    expect(openTasks(tasks)).toEqual([taskName(ask('employer-1')), '1.speaker-confirmation.1.1']);
    expect(tasks.find((it) => it.employer === 'employer-2')).toMatchObject({ state: 'closed', result: { outcome: 'closed' } });
    expect(events).toMatchObject([
      { type: 'employer-declined', data: { speaker: 's2', employer: 'employer-1', reasonCode: 'work' } },
    ]);
  });

  test('that is silent ends the seat in the same way', () => {
    const before = c();
    const effects = employerRelease.expire(before);
    const { seats, held, tasks } = world(c(), effects);
    expect(effects.result).toEqual({ outcome: 'expired' });
    expect(seats[1]).toMatchObject({ round: 1, past: ['s2'] });
    expect(held).toEqual(['s1']);
    expect(openTasks(tasks)).not.toContain(taskName(ask('employer-2')));
  });
});

describe('two employers who answer at the same moment', () => {
  test('cannot overwrite each other: both condition on the seat as it was read', () => {
    const c = caseOf(ask('employer-1'), given);
    const first = employerRelease.decide(c, { outcome: 'release' }, manager);
    const second = employerRelease.decide(
      { ...c, task: ask('employer-2') },
      { outcome: 'decline', reasonCode: 'work' },
      manager,
    );
    expect(world(c, first).memory.failing(second.writes)).not.toEqual([]);
  });
});

describe('a speaker', () => {
  const seats = [given.seats[0]!, seat(2, 's2', { releases: releases.map((it) => ({ ...it, releasedAt: now })) })];
  const c = () => caseOf(confirm, { ...given, seats, tasks: [confirm] });

  test('who confirms has agreed, and with the last seat the school’s turn comes', () => {
    const effects = speakerConfirmation.decide(c(), { outcome: 'confirm' }, worker);
    const { status, events } = world(c(), effects);
    expect(effects.result).toEqual({ outcome: 'confirm', expiresAt: '2026-03-06T10:00:00.000Z' });
    expect(status).toBe('awaiting-school');
    expect(events).toMatchObject([
      { type: 'speaker-confirmed', by: { person: worker.person }, data: { seat: 2, speaker: 's2' } },
    ]);
  });

  test.each([
    [
      'who declines',
      () => speakerConfirmation.decide(c(), { outcome: 'decline', reasonCode: 'unwell' }, worker),
      'speaker-declined',
    ],
    ['who is silent', () => speakerConfirmation.expire(c()), 'step-expired'],
  ])('%s is free and not asked again; the other seat keeps what was agreed', (_, act, event) => {
    const { seats: then, held, status, events } = world(c(), act());
    expect(then[0]).toMatchObject({ speaker: 's1', speakerConfirmedAt: now });
    expect(then[1]).toMatchObject({ round: 1, past: ['s2'], releases: [] });
    expect(then[1]).not.toHaveProperty('speaker');
    expect(held).toEqual(['s1']);
    expect(status).toBe('matching');
    expect(events.map(({ type }) => type)).toEqual([event]);
  });
});
