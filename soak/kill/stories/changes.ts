import type { Story } from '../telling.ts';

const HOUR = 3_600_000;

/** Visits that are changed on their way. */
export const changes: Story[] = [
  {
    name: 'cancelled-before-the-union',
    ends: 'cancelled',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employed());
      yield* visit.changes(visit.stage.school, 'cancel');
    },
  },
  {
    name: 'cancelled-between-two-employers',
    ends: 'cancelled',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employedTwice());
      yield* visit.unionApproves();
      const [{ releases }] = (await visit.view()).seats;
      yield* visit.decides(releases[0].employerId, 'employer-release', { outcome: 'release' });
      yield* visit.changes(visit.stage.school, 'cancel');
    },
  },
  {
    name: 'cancelled-by-the-union',
    ends: 'cancelled',
    async *tell(visit) {
      const { cast } = visit.stage;
      yield* visit.asks({ speakersWanted: 2 });
      yield* visit.isAgreed({ speakers: [cast.employed(), cast.free()] });
      yield* visit.changes((await visit.view()).union, 'cancel', { reasonCode: 'weather' });
    },
  },
  {
    name: 'reserve-steps-in',
    ends: 'closed',
    async *tell(visit) {
      const { cast } = visit.stage;
      const speaker = cast.free();
      yield* visit.asksFor(speaker);
      yield* visit.unionApproves({ reserves: [cast.employed()] });
      yield* visit.declines(speaker, 'speaker-confirmation', { reasonCode: 'unwell' });
      yield* visit.seatsAgree();
      yield* visit.schoolConfirms();
      yield* visit.isHeld();
    },
  },
  {
    name: 'moved-before-release',
    ends: 'closed',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employed());
      yield* visit.unionApproves();
      yield* visit.changes(visit.stage.school, 'reschedule', { slots: [visit.stage.evening] });
      yield* visit.seatsAgree();
      yield* visit.schoolConfirms();
      yield* visit.isHeld();
    },
  },
  {
    name: 'moved-when-confirmed',
    ends: 'closed',
    async *tell(visit) {
      const { cast, evening } = visit.stage;
      yield* visit.asks({ speakersWanted: 2 });
      yield* visit.isAgreed({ speakers: [cast.employed(), cast.free()] });
      yield* visit.changes((await visit.view()).union, 'reschedule', { slots: [evening] });
      yield* visit.seatsAgree();
      yield* visit.schoolConfirms();
      yield* visit.isHeld();
    },
  },
  {
    name: 'speaker-withdraws',
    ends: 'closed',
    async *tell(visit) {
      const { cast } = visit.stage;
      const speaker = cast.free();
      yield* visit.asksFor(speaker);
      yield* visit.isAgreed({ reserves: [cast.employed()] });
      yield* visit.changes(speaker, 'withdraw', { seat: 1, reasonCode: 'unwell' });
      yield* visit.seatsAgree();
      yield* visit.schoolConfirms();
      yield* visit.isHeld();
    },
  },
  {
    name: 'replaced-by-phone',
    ends: 'closed',
    async *tell(visit) {
      const { cast, slot } = visit.stage;
      yield* visit.asksFor(cast.employed());
      yield* visit.isAgreed();
      yield* visit.waits(Date.parse(slot.start) - 20 * HOUR);
      const { union } = await visit.view();
      yield* visit.changes(union, 'replace-speaker', { seat: 1, speakerId: cast.free() });
      yield* visit.isHeld();
    },
  },
  {
    name: 'shifted-by-the-school',
    ends: 'closed',
    async *tell(visit) {
      const { cast, school, slot } = visit.stage;
      yield* visit.asksFor(cast.free());
      yield* visit.isAgreed();
      const later = (instant: string) => new Date(Date.parse(instant) + HOUR / 2).toISOString();
      yield* visit.changes(school, 'shift', { start: later(slot.start), end: later(slot.end) });
      yield* visit.speakersConfirm();
      yield* visit.isHeld();
    },
  },
];
