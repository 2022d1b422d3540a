import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { plusHours } from '../../functions/deadlines/shanghai-time.ts';
import { ask } from '../../functions/decisions/ask.ts';
import { type Task, taskId } from '../../functions/decisions/task.ts';
import { handler } from '../../functions/decisions/wake.handler.ts';
import { paceWrites } from '../../functions/pace/from-task.ts';
import { paceOf } from '../../functions/platform/keys.ts';
import type { EventActor } from '../../functions/visits/events.ts';
import { at, now } from '../matching/sample.ts';
import { caseOf } from '../support/case.ts';
import { CITY } from '../support/city.ts';
import { allDone, awsError, batch, failedFrom } from '../support/stream.ts';
import { fakeTable } from '../support/table.ts';
import { seat, task, visit } from '../support/visit.ts';

const table = fakeTable();
const stepFunctions = mockClient(SFNClient);
const later = at('2026-03-04 10:00');
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date(later) }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  table.fill([]);
  vi.setSystemTime(new Date(later));
  stepFunctions.reset();
  stepFunctions.on(SendTaskSuccessCommand).resolves({});
  vi.spyOn(console, 'log').mockReturnValue();
});

const { token: _, ...asked } = task('employer-release', {
  seat: 1,
  employer: 'employer-1',
  party: 'employer-1',
  speaker: 's1',
});
const open: Task = { ...asked, union: 'district-union' };
const manager: EventActor = { person: 'manager', role: 'employer', organisation: 'employer-1' };
const answered = (before: Task, by: EventActor | undefined, when = later): Task => ({
  ...before,
  ...{ state: 'decided', result: { outcome: 'release' } },
  decision: { body: { outcome: 'release' }, ...(by && { by }), at: when },
});
const expired: Task = {
  ...open,
  ...{ state: 'expired', result: { outcome: 'expired' }, decision: { body: { outcome: 'expired' }, at: open.expiresAt } },
};
const closed: Task = { ...open, state: 'closed', result: { outcome: 'closed' } };
const rows = (period = '2026-03') => table.all().filter(({ pk }) => pk === paceOf(CITY, period));
const waiting = () => rows('LATE').filter(({ until }) => (until as string) > new Date().toISOString());

describe('how an organisation answers is kept', () => {
  test('in one small row for each question, under the month of the answer', async () => {
    expect(await handler(batch([open, answered(open, manager)]))).toEqual(allDone);
    expect(rows()).toEqual([
      {
        ...{ pk: `${CITY}#PACE#2026-03`, sk: `employer-1#employer-release#${taskId(open)}` },
        ...{ union: 'district-union', organisation: 'employer-1', step: 'employer-release', how: 'answered' },
        ...{ openedAt: now, dueAt: open.dueAt, at: later },
      },
    ]);
    expect(JSON.stringify(rows()[0]).length).toBeLessThan(400);
  });

  test.each<[string, Task, string]>([
    [
      'its union that enters it',
      answered(open, {
        ...manager,
        role: 'union',
        organisation: 'district-union',
        onBehalfOf: { party: 'employer-1', channel: 'phone' },
      }),
      'recorded',
    ],
    [
      'a superior',
      answered(
        { ...open, escalatedTo: 'district-union' },
        { person: 'officer', role: 'union', organisation: 'district-union' },
      ),
      'superior',
    ],
    ['nobody', expired, 'expired'],
  ])('as what it is when it is answered by %s', (_, after, how) => {
    const [write] = paceWrites({ before: open, after }, later);
    expect(write).toMatchObject({ put: { organisation: 'employer-1', how } });
  });

  test('of a speaker under the union of the pool entry, the visit’s own where no other is', () => {
    const of = (more: Partial<Task>) => {
      const question: Task = { ...open, step: 'speaker-confirmation', party: 's1', ...more };
      const [write] = paceWrites({ before: question, after: answered(question, { person: 'worker', role: 'speaker' }) }, later);
      return write;
    };
    expect(of({})).toMatchObject({ put: { organisation: 'district-union', speaker: 's1', how: 'answered' } });
    expect(of({ poolUnion: 'city-union' })).toMatchObject({ put: { union: 'district-union', organisation: 'city-union' } });
  });

  test.each<[string, Task | undefined, Task | undefined]>([
    ['that was closed, because the visit changed', open, closed],
    ['whose answer was known', undefined, answered(open, undefined)],
    ['that is only asked', undefined, open],
    ['that gets another token', answered(open, manager), { ...answered(open, manager), token: 'second' }],
    ['whose numbers are supplied after it ran out', expired, answered(expired, manager)],
    ['from before the pace was kept', asked, answered(asked, manager)],
    ['that is gone', open, undefined],
  ])('of no question %s', (_, before, after) => {
    expect(paceWrites({ before, after }, later)).toEqual([]);
  });

  test('once, however often the record comes', async () => {
    await handler(batch([open, answered(open, manager)]));
    const first = rows();
    vi.setSystemTime(new Date(plusHours(later, 5)));
    await handler(batch([open, answered(open, manager)], [open, answered(open, manager)]));
    expect(rows()).toEqual(first);
  });
});

describe('what waits beyond its date', () => {
  const due = open.dueAt;
  const nudged: Task = { ...open, escalatedTo: 'district-union' };
  beforeEach(() => void vi.setSystemTime(new Date(due)));

  test('is known from the first change after that date, until it is answered', async () => {
    await handler(batch([open, nudged]));
    expect(waiting()).toMatchObject([{ organisation: 'employer-1', until: open.expiresAt }]);
    vi.setSystemTime(new Date(plusHours(due, 3)));
    await handler(batch([nudged, answered(nudged, manager, plusHours(due, 2))]));
    expect(waiting()).toEqual([]);
    expect(rows()).toMatchObject([{ at: plusHours(due, 2) }]);
  });

  test('no longer when it is closed, when its date is moved, or when it has run out', async () => {
    for (const after of [closed, { ...nudged, dueAt: plusHours(due, 24) }]) {
      await handler(batch([open, nudged]));
      expect(waiting()).toHaveLength(1);
      await handler(batch([nudged, after]));
      expect(waiting()).toEqual([]);
    }
    await handler(batch([open, nudged]));
    vi.setSystemTime(new Date(open.expiresAt));
    expect(waiting()).toEqual([]);
  });

  test('as the last record of a batch says, which are of one question in order', async () => {
    await handler(batch([open, nudged], [nudged, answered(nudged, manager, due)]));
    expect(waiting()).toEqual([]);
    expect(rows('LATE')).toHaveLength(1);
  });

  test('is nothing for a question that is answered in time', async () => {
    vi.setSystemTime(new Date(later));
    await handler(batch([undefined, open], [open, answered(open, manager)]));
    expect(rows('LATE')).toEqual([]);
  });
});

describe('nobody waits for it:', () => {
  const decided = { ...answered(open, manager), token: 'first' };

  test('workflows are woken although it cannot be kept, and all comes again', async () => {
    table.meanwhile(() => {
      throw awsError('ThrottlingException');
    });
    expect(await handler(batch([open, decided]))).toEqual(failedFrom(1));
    expect(stepFunctions.commandCalls(SendTaskSuccessCommand)).toHaveLength(1);
    expect(rows()).toEqual([]);
    expect(await handler(batch([open, decided]))).toEqual(allDone);
    expect(rows()).toHaveLength(1);
  });

  test('what the waker could not take comes again, and is kept then', async () => {
    stepFunctions.on(SendTaskSuccessCommand).resolvesOnce({}).rejectsOnce(awsError('ThrottlingException'));
    const second = { ...open, visit: 'v2' };
    const answer = await handler(batch([open, decided], [second, { ...decided, visit: 'v2' }]));
    expect(answer).toEqual(failedFrom(2));
    expect(rows()).toHaveLength(1);
  });
});

test('a question says whose visit it is about, and whose speaker it asks', () => {
  const c = (step: 'union-approval' | 'speaker-confirmation') =>
    ask(
      caseOf(
        task('union-approval'),
        { visit: visit({ approved: { 1: 1 } }), seats: [seat(1, 's1')], tasks: [], poolUnions: new Map([[1, 'city-union']]) },
        { now: new Date(now) },
      ),
      { epoch: 1, step, seat: step === 'union-approval' ? 0 : 1, round: 1 },
      'token',
    )[0];
  expect(c('speaker-confirmation')).toMatchObject({ put: { union: 'district-union', poolUnion: 'city-union' } });
  const approval = c('union-approval');
  expect(approval).toMatchObject({ put: { union: 'district-union' } });
  expect('put' in approval! && approval.put).not.toHaveProperty('poolUnion');
});
