import { describe, expect, test } from 'vitest';
import { cancel } from '../../functions/changes/cancel.ts';
import { object } from '../../functions/changes/object.ts';
import { replaceSpeaker } from '../../functions/changes/replace-speaker.ts';
import { reschedule } from '../../functions/changes/reschedule.ts';
import { shift } from '../../functions/changes/shift.ts';
import { withdraw } from '../../functions/changes/withdraw.ts';
import type { Situation } from '../../functions/decisions/step-rule.ts';
import type { Write } from '../../functions/platform/writes.ts';
import { keyOf } from '../../functions/platform/writes.ts';
import type { Speaker } from '../../functions/talent/speaker.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { at, now, speaker } from '../matching/sample.ts';
import { caseOf, facts } from '../support/case.ts';
import { core, request, seat, task, teacher, visit } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const why = { reasonCode: 'other' };

/** Six speakers with two employers each, all of them in the last night of a month, for thirty-one schools. */
const nights = { start: at('2026-03-31 19:00'), end: at('2026-04-01 21:00') };
const sessions = [
  { start: nights.start, end: at('2026-03-31 20:30') },
  { start: at('2026-04-01 19:00'), end: nights.end },
];
const six: Speaker[] = Array.from({ length: 7 }, (_, i) =>
  speaker(`t${i + 1}`, {
    employments: ['employer-1', 'employer-2'].map((employer) => ({ kind: 'employed' as const, employer })),
  }),
);
const required = { need: 'required' as const, window: { start: at('2026-03-31 08:00'), end: at('2026-04-01 22:00') } };
const releases = ['employer-1', 'employer-2'].map((employer) => ({ employer, ...required }));
const otherSchools = Array.from({ length: 30 }, (_, i) => `school-${i + 2}`);
const approved = { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1 };
const numbers = [1, 2, 3, 4, 5, 6];
const tasks = numbers.flatMap((number) => [
  ...['employer-1', 'employer-2'].map((employer) => task('employer-release', { seat: number, employer, party: employer })),
  task('speaker-confirmation', { seat: number, party: `t${number}` }),
]);

const asked = (more: Partial<VisitCore> = {}): Partial<VisitCore> => ({
  visit: visit({ speakersWanted: 6, approved, slot: { index: 0, ...nights }, reserves: ['t7'] }),
  request: request({ speakersWanted: 6, otherSchools, slots: [{ ...nights, sessions }] }),
  seats: numbers.map((number) => seat(number, `t${number}`, { releases })),
  tasks,
  ...more,
});

function situation(given: Partial<VisitCore>, then = now): Situation {
  const known = core(given);
  const pool = new Map(six.map((one) => [one.id, one]));
  const { task: _, ...s } = caseOf(tasks[0]!, given, { pool, now: new Date(then), facts: facts(known) });
  return s;
}

/** A transaction takes an item once, and a hundred items; one of them remembers the `Idempotency-Key`. */
function isOneTransaction(writes: Write[]): void {
  const keys = writes.map((write) => JSON.stringify([keyOf(write).pk, keyOf(write).sk]));
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  expect(writes.length).toBeLessThanOrEqual(99);
}

const oneEvening = { start: at('2026-03-30 14:00'), end: at('2026-03-30 15:30') };
const inOneEvening = asked({
  visit: visit({ speakersWanted: 6, approved, slot: { index: 0, ...oneEvening }, reserves: ['t7'] }),
  request: request({ speakersWanted: 6, otherSchools, slots: [oneEvening] }),
});
const nextMonths = { start: at('2026-04-30 19:00'), end: at('2026-05-01 21:00') };
const inMay = { start: at('2026-05-20 14:00'), end: at('2026-05-20 15:30') };
const lastHours = at('2026-03-31 10:00');
const recorded = task('speaker-confirmation', {
  ...{ seat: 1, party: 't1', state: 'decided' },
  decision: { body: { outcome: 'confirm' }, by: { ...officer, onBehalfOf: { party: 't1', channel: 'phone' } }, at: now },
});

describe('the largest visit there can be is changed in one transaction:', () => {
  test.each<[string, () => Write[]]>([
    ['cancelled', () => cancel(situation(asked()), why, teacher)],
    [
      'moved from one month’s end to the next',
      () =>
        reschedule(
          situation(asked()),
          [
            {
              ...nextMonths,
              sessions: [
                { start: nextMonths.start, end: at('2026-04-30 20:30') },
                { start: at('2026-05-01 19:00'), end: nextMonths.end },
              ],
            },
          ],
          why,
          teacher,
        ),
    ],
    ['moved into another month in its last hours', () => reschedule(situation(asked(), lastHours), [inMay], why, teacher)],
    [
      'shifted',
      () => shift(situation(inOneEvening), { start: at('2026-03-30 14:30'), end: at('2026-03-30 16:00') }, why, officer),
    ],
    ['withdrawn from', () => withdraw(situation(asked()), 6, why, officer)],
    [
      'withdrawn from while all speakers are only proposed',
      () => withdraw(situation({ ...asked(), visit: { ...asked().visit!, approved: {} } }), 1, why, officer),
    ],
    [
      'replaced by phone while the others are only proposed',
      () =>
        replaceSpeaker(
          situation({ ...asked(), visit: { ...asked().visit!, approved: { 6: 1 } } }, lastHours),
          { ...why, seat: 6, speakerId: 't7', channel: 'phone' },
          officer,
        ),
    ],
    [
      'objected to',
      () => {
        const seats = asked().seats!.map((one) => (one.seat === 1 ? { ...one, speakerConfirmedAt: now } : one));
        return object(situation({ ...asked(), seats, tasks: [...tasks.slice(0, 2), recorded] }), recorded, why, officer);
      },
    ],
  ])('%s', (_, change) => isOneTransaction(change()));
});
