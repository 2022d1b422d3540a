import { expect, test } from 'vitest';
import { timesOf } from '../../functions/visits/times.ts';
import { evenings, friday, slot, threeEvenings, thursday } from '../matching/sample.ts';

const { start, end } = threeEvenings;

test('a visit takes the whole slot, or its sessions where the school gave some', () => {
  const slots = [thursday, threeEvenings];
  expect(timesOf({ slots }, thursday)).toEqual([thursday]);
  expect(timesOf({ slots }, { start, end })).toEqual(evenings);
});

test('sessions stand in order, without what is said about them', () => {
  const sessions = [...evenings].reverse().map((evening) => ({ ...evening, audience: '八年级', place: '报告厅' }));
  expect(timesOf({ slots: [{ start, end, sessions }] }, { start, end })).toEqual(evenings);
});

test('a slot that was moved has no sessions any more', () => {
  const later = slot('2026-03-13 15:00', '16:30');
  expect(timesOf({ slots: [{ ...friday, sessions: [friday] }] }, later)).toEqual([later]);
});
