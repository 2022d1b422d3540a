import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEWEST_SPEAKERS, figuresOf, medianOf } from '../../functions/pace/figures.ts';
import { monthsBetween } from '../../functions/pace/period.ts';
import type { LateRow, PaceRow } from '../../functions/pace/row.ts';
import { workingHoursBetween } from '../../functions/pace/working-hours.ts';
import { at, days, policy } from '../matching/sample.ts';
import { fields, refusal } from '../support/refused.ts';

const row = (more: Partial<PaceRow> = {}): PaceRow => ({
  ...{ union: 'district-union', organisation: 'employer-1', step: 'employer-release', how: 'answered' },
  ...{ openedAt: at('2026-03-02 09:00'), dueAt: at('2026-03-05 18:00'), at: at('2026-03-02 11:00') },
  ...more,
});
const late = (organisation: string): LateRow => ({
  ...{ union: 'district-union', organisation, step: 'employer-release', until: at('2026-03-09 18:00') },
});
const table = (rows: PaceRow[], waiting: LateRow[] = []) =>
  figuresOf(rows, waiting, ({ openedAt, at: answered }) => workingHoursBetween(openedAt, answered, policy, days));

describe('an organisation’s figures', () => {
  test('count what it answered, was answered for it, ran out and waits, each as what it is', () => {
    const rows = [
      row(),
      row({ at: at('2026-03-04 09:00'), how: 'recorded' }),
      row({ at: at('2026-03-06 09:00') }),
      row({ at: at('2026-03-06 10:00'), how: 'superior' }),
      row({ at: at('2026-03-09 18:00'), how: 'expired' }),
    ];
    expect(table(rows, [late('employer-1'), late('employer-1')])).toEqual([
      {
        ...{ organisation: 'employer-1', step: 'employer-release', answered: 3, recorded: 1 },
        // 2, 20 and 40 hours; two of five before the date.
        ...{ medianHours: 20, inTime: 0.4, bySuperior: 1, expired: 1, overdue: 2 },
      },
    ]);
  });

  test('an answer at the very hour of the date is late: from then on the superior may answer', () => {
    expect(table([row({ at: at('2026-03-05 18:00') })])[0]).toMatchObject({ answered: 1, inTime: 0 });
  });

  test('come the slowest first, before all whoever answers nothing, each step by itself', () => {
    const rows = [
      row({ organisation: 'quick' }),
      row({ organisation: 'slow', at: at('2026-03-04 11:00') }),
      row({ organisation: 'slow', step: 'statistics' }),
      row({ organisation: 'mute', how: 'expired' }),
    ];
    const order = table(rows, [late('late'), late('late')]).map(({ organisation, step }) => `${organisation} ${step}`);
    expect(order).toEqual([
      ...['late employer-release', 'mute employer-release', 'slow employer-release'],
      ...['quick employer-release', 'slow statistics'],
    ]);
    expect(table([], [late('late')])).toEqual([
      {
        ...{ organisation: 'late', step: 'employer-release', answered: 0, recorded: 0 },
        ...{ bySuperior: 0, expired: 0, overdue: 1 },
      },
    ]);
  });

  test('of speakers are those of a pool together, and show no times while they would be those of one or two', () => {
    const of = (speaker: string) => row({ organisation: 'city-union', step: 'speaker-confirmation', speaker });
    const few = table([of('s1'), of('s1'), of('s1'), of('s2')]);
    expect(few).toMatchObject([{ organisation: 'city-union', answered: 4 }]);
    expect(few[0]).not.toHaveProperty('medianHours');
    expect(few[0]).not.toHaveProperty('inTime');
    const enough = Array.from({ length: FEWEST_SPEAKERS }, (_, i) => of(`s${i}`));
    expect(table(enough)).toMatchObject([{ answered: 3, medianHours: 2, inTime: 1 }]);
    expect(JSON.stringify(table(enough))).not.toMatch(/s[0-2]"/);
  });

  test('add up: every row counts once, in one organisation and step, and shares lie between none and all', () => {
    const any = fc.record({
      organisation: fc.constantFrom('a', 'b', 'c'),
      step: fc.constantFrom('employer-release', 'statistics'),
      how: fc.constantFrom('answered', 'recorded', 'superior', 'expired'),
      hours: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(any), (given) => {
        const rows = given.map(({ hours, ...one }) =>
          row({ ...one, at: new Date(Date.parse(row().openedAt) + hours * 3_600_000).toISOString() }),
        );
        const found = table(rows);
        expect(found.reduce((sum, one) => sum + one.answered + one.bySuperior + one.expired, 0)).toBe(rows.length);
        expect(new Set(found.map(({ organisation, step }) => `${organisation} ${step}`)).size).toBe(found.length);
        for (const { inTime = 0, recorded, answered, medianHours } of found) {
          expect(inTime >= 0 && inTime <= 1 && recorded <= answered).toBe(true);
          expect(medianHours === undefined).toBe(answered === 0);
        }
        const medians = found.map(({ medianHours = Number.POSITIVE_INFINITY }) => medianHours);
        expect(medians).toEqual([...medians].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
      }),
    );
  });
});

describe('a median', () => {
  test('is the middle one, or between the two in the middle', () => {
    expect([medianOf([]), medianOf([7]), medianOf([9, 1]), medianOf([5, 100, 1])]).toEqual([undefined, 7, 5, 5]);
  });

  test('has as many values below it as above, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }), (values) => {
        const median = medianOf(values)!;
        const half = values.length / 2;
        expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(half);
        expect(values.filter((value) => value > median).length).toBeLessThanOrEqual(half);
        expect(medianOf([...values].reverse())).toBe(median);
      }),
    );
  });
});

describe('a period', () => {
  test('has its months in order, over the end of a year, too', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-03', '2026-03')).toEqual(['2026-03']);
    expect(monthsBetween('2025-04', '2026-03')).toHaveLength(12);
  });

  test.each([
    ['2026-03', '2026-02', 'to to-before-from'],
    ['2025-03', '2026-03', 'to too-long'],
    ['0000-01', '9999-12', 'to too-long'],
  ])('%s to %s is none', (from, to, error) => {
    expect(fields(refusal(() => monthsBetween(from, to)))).toEqual([error]);
  });
});
