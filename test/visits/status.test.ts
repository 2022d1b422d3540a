import { describe, expect, test } from 'vitest';
import { seatStatus, visitStatus } from '../../functions/visits/status.ts';
import type { Seat, Visit } from '../../functions/visits/visit.ts';
import { at, now } from '../matching/sample.ts';
import { seat, thursday, visit } from '../support/visit.ts';

const required = { employer: 'employer-1', need: 'required' as const };
const notice = { employer: 'employer-2', need: 'notice' as const };
const released = { ...required, releasedAt: now };

describe('a seat', () => {
  const status = (given: Seat, approved: Visit['approved'] = { 1: 1 }) => seatStatus(given, { approved });

  test('without a speaker is open, also when the union approved it once', () => {
    expect(status(seat(1))).toBe('open');
  });

  test('with a speaker whom the union has not seen is proposed', () => {
    expect(status(seat(1, 's1'), {})).toBe('proposed');
    expect(status(seat(1, 's1', { round: 2 }))).toBe('proposed');
  });

  test('waits for every employer that must release, and for no other', () => {
    expect(status(seat(1, 's1', { releases: [released, { ...required, employer: 'employer-3' }] }))).toBe('awaiting-release');
    expect(status(seat(1, 's1', { releases: [released, notice] }))).toBe('awaiting-speaker');
  });

  test('is agreed once the speaker confirmed, but not before the employer released', () => {
    expect(status(seat(1, 's1', { speakerConfirmedAt: now }))).toBe('agreed');
    expect(status(seat(1, 's1', { releases: [required], speakerConfirmedAt: now }))).toBe('awaiting-release');
  });
});

describe('a visit', () => {
  const agreed = seat(1, 's1', { speakerConfirmedAt: now });
  const status = (seats: Seat[], more: Partial<Visit> = {}, then = now) =>
    visitStatus(visit({ approved: { 1: 1, 2: 1 }, ...more }), seats, then);

  test('is requested until speakers are proposed', () => {
    expect(status([], { round: 0, approved: {}, slot: undefined })).toBe('requested');
  });

  test('waits for the union while any seat is not approved, whatever the others do', () => {
    expect(status([agreed, seat(2, 's2', { round: 2 })])).toBe('awaiting-union');
    expect(status([seat(1), seat(2, 's2', { round: 2 })])).toBe('awaiting-union');
  });

  test('waits for employers and speakers until the last seat has ended, then is matched again for the open ones', () => {
    expect(status([agreed, seat(2, 's2')])).toBe('awaiting-release');
    expect(status([seat(1), seat(2, 's2', { releases: [required] })])).toBe('awaiting-release');
    expect(status([agreed, seat(2)])).toBe('matching');
  });

  test('waits for the school when all seats have agreed', () => {
    expect(status([agreed])).toBe('awaiting-school');
  });

  test('is confirmed until its end, and from that instant on waits for the statistics', () => {
    const confirmed = { schoolConfirmedAt: now };
    expect(status([agreed], confirmed)).toBe('confirmed');
    expect(status([agreed], confirmed, at('2026-03-12 15:29'))).toBe('confirmed');
    expect(status([agreed], confirmed, thursday.end)).toBe('awaiting-statistics');
  });

  test('that ended or is stuck says so, whatever its seats say', () => {
    const ended = { status: 'not-held' as const, at: now, reasons: [] };
    expect(status([agreed], { ended, stuck: true, schoolConfirmedAt: now })).toBe('not-held');
    expect(status([seat(1)], { stuck: true })).toBe('stuck');
  });
});
