import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/decisions/ask.handler.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import { CITY, cityItems } from '../support/city.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, seat, task, thursday, today, visit } from '../support/visit.ts';

const table = fakeTable();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
const given = (more: Partial<VisitCore> = {}) => table.fill([...cityItems(), ...coreItems(core(more))]);
beforeEach(() => given());

const ask = (more: object = {}) =>
  handler({ city: CITY, visit: 'v1', epoch: 1, run: 1, step: 'union-approval', seat: 0, round: 1, token: 'new', ...more });
const asked = () => table.under('TASK#');

describe('a question that is asked for the first time', () => {
  test('is opened with its deadlines, in the inbox of who decides, and in the sweep', async () => {
    await ask();
    expect(asked()).toMatchObject([
      { party: 'district-union', state: 'open', token: 'new', run: 1, inbox: `${CITY}#district-union`, sweep: `${CITY}#SWEEP` },
    ]);
    // Three working days after Monday, then two for the superior; the sweep first comes on the morning of the working day before.
    expect(asked()).toMatchObject([
      { dueAt: '2026-03-05T10:00:00.000Z', nextReminderAt: '2026-03-04T00:30:00.000Z', expiresAt: '2026-03-09T10:00:00.000Z' },
    ]);
  });

  test.each([
    [{ step: 'employer-release', seat: 1, employer: 'employer-1' }, 'employer-1'],
    [{ step: 'speaker-confirmation', seat: 1 }, 's1'],
    [{ step: 'school-confirmation' }, 'school-1'],
    [{ step: 'statistics' }, 'school-1'],
  ])('goes to who must answer: %o', async (question, party) => {
    await ask(question);
    expect(asked()).toMatchObject([{ party }]);
  });

  test('about statistics counts from the visit’s end', async () => {
    await ask({ step: 'statistics' });
    expect(asked()[0]!.dueAt).toBe('2026-03-19T10:00:00.000Z');
    expect((asked()[0]!.dueAt as string) > thursday.end).toBe(true);
  });
});

describe('the same question again', () => {
  test('keeps its deadlines and takes the new token', async () => {
    await ask({ token: 'first' });
    vi.setSystemTime(new Date('2026-03-04T01:00:00.000Z'));
    await ask({ token: 'second' });
    vi.setSystemTime(today);
    expect(asked()).toMatchObject([{ token: 'second', dueAt: '2026-03-05T10:00:00.000Z', openedAt: today.toISOString() }]);
  });

  test('also when it is decided, so that the waker answers the new token at once', async () => {
    given({ tasks: [task('union-approval', { state: 'decided', result: { outcome: 'approve' }, token: 'first' })] });
    await ask({ token: 'second' });
    expect(asked()).toMatchObject([{ state: 'decided', token: 'second', result: { outcome: 'approve' } }]);
  });

  test('by the next run is adopted by that run', async () => {
    given({ visit: visit({ run: 2 }), tasks: [task('union-approval', { token: 'first' })] });
    await ask({ run: 2, token: 'second' });
    expect(asked()).toMatchObject([{ token: 'second', run: 2 }]);
  });

  test('asked at the same moment by two calls is opened once', async () => {
    table.meanwhile(() =>
      table.change(`${CITY}#VISIT#v1`, 'TASK#1.union-approval.0.1', task('union-approval', { token: 'other' })),
    );
    await ask({ token: 'mine' });
    expect(asked()).toMatchObject([{ token: 'mine' }]);
  });
});

describe('nothing happens for', () => {
  test.each<[string, Partial<VisitCore>, object]>([
    ['an epoch that is history', { visit: visit({ epoch: 2 }) }, {}],
    ['a run that was followed by another', { visit: visit({ run: 2 }) }, {}],
    ['a visit that has ended', { visit: visit({ ended: { status: 'declined', at: today.toISOString(), reasons: [] } }) }, {}],
    ['a visit that nobody knows', {}, { visit: 'v2' }],
  ])('%s', async (_, before, question) => {
    given(before);
    await ask(question);
    expect(asked()).toEqual([]);
  });

  test('an execution that is overtaken while it asks', async () => {
    given({ seats: [seat(1, 's1')] });
    table.meanwhile(() => table.change(`${CITY}#VISIT#v1`, 'VISIT', { epoch: 2 }));
    await ask();
    expect(asked()).toEqual([]);
  });

  test('an execution that is overtaken while it adopts an open question: the question keeps the token of the other', async () => {
    given({ tasks: [task('union-approval', { token: 'theirs' })] });
    table.meanwhile(() => table.change(`${CITY}#VISIT#v1`, 'VISIT', { run: 2 }));
    await ask({ token: 'mine' });
    expect(asked()).toMatchObject([{ token: 'theirs' }]);
  });
});
