import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSlots } from '../../functions/visits/check-slots.ts';
import { at, policy, slot } from '../matching/sample.ts';
import { thursday, today } from '../support/visit.ts';
import { slotOn } from '../support/wish.ts';

type Slots = Parameters<typeof checkSlots>[0];
const errors = (...slots: Slots) => checkSlots(slots, today, policy).map(({ path, code }) => `${path} ${code}`);

test('an ordinary afternoon is fine', () => {
  expect(errors(thursday, slotOn('2026-03-13'))).toEqual([]);
});

describe('refused is a slot', () => {
  test.each<[string, Slots[number], string[]]>([
    ['that ends before it starts', { start: thursday.end, end: thursday.start }, ['slots.0.end end-before-start']],
    ['that ends when it starts', { start: thursday.start, end: thursday.start }, ['slots.0.end end-before-start']],
    ['that has begun', slot('2026-03-02 09:00', '10:00'), ['slots.0.start past']],
    ['more than 300 days ahead', slotOn('2026-12-28', '09:01'), ['slots.0.start too-far']],
    ['of less than 20 minutes', slotOn('2026-03-12', '14:00', '14:19'), ['slots.0.end too-short']],
    ['of more than 12 hours', slotOn('2026-03-12', '08:00', '20:01'), ['slots.0.end too-long']],
    ['before seven', slotOn('2026-03-12', '06:59', '08:00'), ['slots.0.start hours']],
    ['after ten at night', slotOn('2026-03-12', '21:00', '22:01'), ['slots.0.end hours']],
    ['over the night', { start: at('2026-03-12 21:00'), end: at('2026-03-13 08:00') }, ['slots.0.end hours']],
  ])('%s', (_, given, expected) => {
    expect(errors(given)).toEqual(expected);
  });

  test('that overlaps an earlier one; one that only touches it is fine', () => {
    expect(errors(thursday, slotOn('2026-03-12', '15:00', '16:00'))).toEqual(['slots.1 overlap']);
    expect(errors(thursday, slotOn('2026-03-12', '15:30', '16:30'))).toEqual([]);
  });
});

test('exactly 300 days ahead, 20 minutes, 12 hours, seven and ten are still fine', () => {
  expect(errors(slotOn('2026-12-27', '09:00', '09:20'))).toEqual([]);
  expect(errors(slotOn('2026-03-12', '07:00', '19:00'), slotOn('2026-03-13', '10:00', '22:00'))).toEqual([]);
});

describe('sessions', () => {
  const threeDays = { start: at('2026-03-10 08:00'), end: at('2026-03-12 20:00') };

  test('let a slot last up to three days', () => {
    const sessions = [slotOn('2026-03-10'), slotOn('2026-03-12')];
    expect(errors({ ...threeDays, sessions })).toEqual([]);
    expect(errors({ start: threeDays.start, end: at('2026-03-13 09:00'), sessions })).toEqual(['slots.0.end too-long']);
    expect(errors(threeDays)).toContain('slots.0.end too-long');
  });

  test('are named by their place in the slot', () => {
    const sessions = [
      slotOn('2026-03-10'),
      slotOn('2026-03-10', '15:00', '16:00'),
      slotOn('2026-03-13'),
      { start: at('2026-03-11 10:00'), end: at('2026-03-11 09:00') },
      slotOn('2026-03-11', '06:00', '07:30'),
    ];
    expect(errors({ ...threeDays, sessions })).toEqual([
      'slots.0.sessions.1 overlap',
      'slots.0.sessions.2 outside-slot',
      'slots.0.sessions.3.end end-before-start',
      'slots.0.sessions.4.start hours',
    ]);
  });
});

test('whatever the times, each complaint points at a slot that was sent', () => {
  const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  const interval = fc.record({ start: instant, end: instant }).map(({ start, end }) => ({
    start: start.toISOString(),
    end: end.toISOString(),
  }));
  fc.assert(
    fc.property(fc.array(interval, { minLength: 1, maxLength: 5 }), (slots) => {
      for (const error of errors(...slots)) expect(Number(error.split(/[. ]/)[1])).toBeLessThan(slots.length);
      const reversed = slots.flatMap(({ start, end }, i) => (end <= start ? [`slots.${i}.end end-before-start`] : []));
      expect(errors(...slots)).toEqual(expect.arrayContaining(reversed));
    }),
  );
});
