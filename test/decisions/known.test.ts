import { describe, expect, test } from 'vitest';
import { ask } from '../../functions/decisions/ask.ts';
import type { Task } from '../../functions/decisions/task.ts';
import { lineUpOf } from '../../functions/visits/line-up.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import { now, policy } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { request, seat, task, thursday, visit } from '../support/visit.ts';

/** Asks a question; answers the task as it then stands, and the visit after it. */
function asked(question: Pick<Task, 'step' | 'seat'> & Partial<Task>, given: Partial<VisitCore>, rules = policy) {
  const { task: _, ...s } = caseOf({} as Task, { tasks: [], ...given }, { policy: rules });
  const after = world(s, { writes: ask(s, { epoch: 1, round: 1, ...question }, 'token') });
  return { ...after, task: after.tasks[0]! };
}

const approved = visit({ approved: { 1: 1 } });
const release = { employer: 'employer-1', need: 'required' as const };

describe('an employer', () => {
  const question = { step: 'employer-release', seat: 1, employer: 'employer-1' } as const;

  test('that has released the speaker is not asked again', () => {
    const released = { ...release, releasedAt: now };
    const { task, events } = asked(question, { visit: approved, seats: [seat(1, 's1', { releases: [released] })] });
    expect(task).toMatchObject({ state: 'decided', token: 'token', result: { outcome: 'release' } });
    expect(task.decision).toEqual({ body: { outcome: 'release' }, at: now });
    expect(events).toEqual([]);
  });

  test('that has not is asked, also when another one has', () => {
    const releases = [release, { ...release, employer: 'employer-2', releasedAt: now }];
    expect(asked(question, { visit: approved, seats: [seat(1, 's2', { releases })] }).task.state).toBe('open');
  });
});

describe('a speaker', () => {
  const question = { step: 'speaker-confirmation', seat: 1 } as const;

  test('who has confirmed is not asked again, and who has not is', () => {
    const seats = (more: object) => ({ visit: approved, seats: [seat(1, 's3', more)] });
    expect(asked(question, seats({ speakerConfirmedAt: now })).task).toMatchObject({
      ...{ state: 'decided', result: { outcome: 'confirm' } },
    });
    expect(asked(question, seats({})).task).toMatchObject({ state: 'open', party: 's3' });
  });

  test('who sits there no more is not asked, whatever the next one has said', () => {
    const seats = [seat(1, 's4', { round: 2, speakerConfirmedAt: now })];
    expect(asked(question, { visit: approved, seats }).task).toMatchObject({ state: 'closed', result: { outcome: 'closed' } });
  });

  test('who goes first leads to the employers', () => {
    const seats = [seat(1, 's1', { speakerConfirmedAt: now, releases: [release] })];
    const first = visit({ approved: { 1: 1 }, speakerFirst: true });
    const { result } = asked(question, { visit: first, seats }).task;
    // Three working days from Monday and two for the superior, where the school would have two.
    expect(result?.expiresAt).toBe('2026-03-09T10:00:00.000Z');
  });
});

describe('a school', () => {
  const question = { step: 'school-confirmation', seat: 0 } as const;
  const seats = [seat(1, 's3', { speakerConfirmedAt: now })];
  const wish = request({ speakerId: 's3', speakerRequired: true });
  const officer = { person: 'officer', role: 'union', organisation: 'district-union' } as const;
  const entered = (party: string) => ({ party, channel: 'phone' as const });
  const approval = (person: string) =>
    task('union-approval', {
      state: 'decided',
      decision: { body: { outcome: 'approve' }, by: { ...officer, person }, at: now },
    });
  const confirmed = (given: Partial<VisitCore>, rules = policy) =>
    asked(question, { visit: approved, seats, request: wish, ...given }, rules);

  test('that got the very speaker it insisted on, at its first time, is not asked', () => {
    const { task, visit, status, events } = confirmed({});
    expect(task).toMatchObject({ state: 'decided', result: { outcome: 'confirm', end: thursday.end } });
    expect(task.decision).not.toHaveProperty('by');
    expect(visit).toMatchObject({ schoolConfirmedAt: now, statistics: 'due' });
    expect(status).toBe('confirmed');
    expect(events).toMatchObject([{ type: 'school-confirmed', data: { automatic: true } }]);
  });

  test.each<[string, Partial<VisitCore>, typeof policy?]>([
    ['the speaker was only a wish', { request: request({ speakerId: 's3' }) }],
    ['another speaker comes', { request: request({ speakerId: 's4', speakerRequired: true }) }],
    ['there are more speakers than the one', { request: { ...wish, speakersWanted: 2 } }],
    ['it is another of its times', { visit: { ...approved, slot: { index: 1, ...thursday } } }],
    ['others started it', { visit: { ...approved, origin: 'demonstration' } }],
    ['the union asked in its own name', { requestedBy: officer }],
    ['the union entered what another school said', { requestedBy: { ...officer, onBehalfOf: entered('school-2') } }],
    ['whoever asked as the school has approved as the union', { tasks: [approval('teacher')] }],
    ['the city confirms nothing by itself', {}, { ...policy, automaticSchoolConfirmation: false }],
  ])('is asked when %s', (_, given, rules) => {
    const { tasks, visit, events } = confirmed(given, rules);
    expect(tasks.find(({ step }) => step === 'school-confirmation')).toMatchObject({ state: 'open', party: 'school-1' });
    expect(visit).not.toHaveProperty('schoolConfirmedAt');
    expect(events).toEqual([]);
  });

  test('that another person of its own asked for is not asked, whoever of the union approved', () => {
    expect(confirmed({ tasks: [approval('officer')] }).visit).toHaveProperty('schoolConfirmedAt');
  });

  test('for which the union entered its request is told so, by a word to which it may object', () => {
    const { tasks, events } = confirmed({ requestedBy: { ...officer, onBehalfOf: entered('school-1') } });
    const by = { ...officer, onBehalfOf: { ...entered('school-1'), task: 'v1.1.school-confirmation.0.1' } };
    expect(tasks[0]).toMatchObject({ state: 'decided', decision: { body: { outcome: 'confirm' }, by } });
    expect(events).toMatchObject([{ type: 'school-confirmed', by, data: { automatic: true } }]);
  });

  test('that has objected to that word is asked itself', () => {
    const by = { ...officer, onBehalfOf: entered('school-1') };
    const decision = { body: { outcome: 'confirm' }, by, at: now };
    const before = task('school-confirmation', { epoch: 0, party: 'school-1', state: 'decided', decision });
    const { tasks } = confirmed({ requestedBy: by, tasks: [before] });
    expect(tasks.find(({ epoch }) => epoch === 1)).toMatchObject({ state: 'open', party: 'school-1' });
  });

  test('that has agreed to this very line-up is not asked twice, whatever the city', () => {
    const rules = { ...policy, automaticSchoolConfirmation: false };
    const agreed = { ...approved, schoolAgreed: lineUpOf(approved, seats) };
    const { task, visit } = confirmed({ visit: agreed, request: request() }, rules);
    expect(task.state).toBe('decided');
    expect(visit.schoolAgreed).toBeUndefined();
    const another = confirmed(
      { visit: agreed, request: request(), seats: [seat(1, 's4', { speakerConfirmedAt: now })] },
      rules,
    );
    expect(another.task.state).toBe('open');
  });

  test('that has confirmed keeps its word', () => {
    const { task, visit, events } = confirmed({ visit: { ...approved, schoolConfirmedAt: now }, request: request() });
    expect(task.state).toBe('decided');
    expect({ version: visit.version, events }).toEqual({ version: 3, events: [] });
  });
});
