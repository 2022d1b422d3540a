import { expect, test } from 'vitest';
import { releasesNeeded } from '../../functions/matching/release.ts';
import type { Interval } from '../../functions/platform/schema.ts';
import type { Employment } from '../../functions/talent/speaker.ts';
import { at, days, evenings, friday, policy, slot, speaker, thursday } from './sample.ts';

const employed: Employment = { kind: 'employed', employer: 'works' };
const needsOf = (times: Interval[], ...employments: Employment[]) =>
  releasesNeeded(speaker('a', { employments }), times, policy, days);
const needs = (time: Interval, ...employments: Employment[]) => needsOf([time], ...employments);

test('an employer whose working hours are touched has to release', () => {
  expect(needs(thursday, employed)).toEqual([{ employer: 'works', need: 'required' }]);
  expect(needs(slot('2026-03-12 17:59', '19:00'), employed)).toEqual([{ employer: 'works', need: 'required' }]);
});

test.each([
  ['in the evening', slot('2026-03-12 18:00', '19:30')],
  ['early in the morning', slot('2026-03-12 07:00', '08:00')],
  ['on a Saturday', slot('2026-03-14 10:00', '11:30')],
  ['on a holiday', slot('2026-10-01 10:00', '11:30')],
])('%s the employer is only told', (_, interval) => {
  expect(needs(interval, employed)).toEqual([{ employer: 'works', need: 'notice' }]);
});

test('a make-up Saturday is a working day', () => {
  expect(needs(slot('2026-02-28 10:00', '11:30'), employed)[0]!.need).toBe('required');
});

test('who is retired or works for themselves needs nobody', () => {
  expect(needs(thursday, { kind: 'retired', employer: 'works' }, { kind: 'self-employed' })).toEqual([]);
  expect(needs(thursday)).toEqual([]);
});

test('of two employers each is asked, and one who rehired a retired person as well', () => {
  const rehired: Employment = { kind: 'rehired', employer: 'college' };
  expect(needs(thursday, employed, rehired, { kind: 'retired', employer: 'works' })).toEqual([
    { employer: 'works', need: 'required' },
    { employer: 'college', need: 'required' },
  ]);
  expect(needs(thursday, employed, { ...employed, kind: 'rehired' })).toHaveLength(1);
});

test('only employments in force on a day of the visit count', () => {
  expect(needs(thursday, { ...employed, to: '2026-03-12' })).toHaveLength(1);
  expect(needs(thursday, { ...employed, to: '2026-03-11' })).toEqual([]);
  expect(needs(thursday, { ...employed, from: '2026-03-13' })).toEqual([]);
});

test('over several days one touched working day is enough, for whoever employs on it', () => {
  const weekend = { start: at('2026-03-13 19:00'), end: at('2026-03-16 10:00') };
  expect(needs(weekend, employed)[0]!.need).toBe('required');
  expect(needs(weekend, { ...employed, to: '2026-03-15' })[0]!.need).toBe('notice');
});

test('three evenings are only told: the working days between them belong to the employer', () => {
  expect(needsOf(evenings, employed)).toEqual([{ employer: 'works', need: 'notice' }]);
  expect(needsOf([...evenings, slot('2026-03-14 10:00', '11:30')], employed)[0]!.need).toBe('notice');
  expect(needsOf([...evenings, friday], employed)).toEqual([{ employer: 'works', need: 'required' }]);
});

test('whose employment begins between the sessions counts from then on', () => {
  expect(needsOf(evenings, { ...employed, from: '2026-03-13' })).toHaveLength(1);
  expect(needsOf(evenings, { ...employed, from: '2026-03-14' })).toEqual([]);
});
