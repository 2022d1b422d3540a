import type { Story } from '../telling.ts';

/** Visits that take place. */
export const held: Story[] = [
  {
    name: 'one-seat',
    ends: 'closed',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employed());
      yield* visit.isAgreed();
      yield* visit.isHeld();
    },
  },
  {
    name: 'nobody-to-release',
    ends: 'closed',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.free());
      yield* visit.isAgreed();
      yield* visit.isHeld();
    },
  },
  {
    name: 'school-agreed-before',
    ends: 'closed',
    async *tell(visit) {
      yield* visit.insistsOn(visit.stage.cast.employed());
      yield* visit.unionApproves();
      yield* visit.seatsAgree();
      yield* visit.isHeld();
    },
  },
  {
    name: 'two-employers',
    ends: 'closed',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employedTwice());
      yield* visit.isAgreed();
      yield* visit.isHeld();
    },
  },
  {
    name: 'two-seats',
    ends: 'closed',
    async *tell(visit) {
      const { cast } = visit.stage;
      const speakers = [cast.free(), cast.employed()];
      yield* visit.asks({ speakersWanted: 2 });
      yield* visit.isAgreed({ speakers });
      yield* visit.isHeld();
    },
  },
  {
    name: 'three-seats',
    ends: 'closed',
    async *tell(visit) {
      const { cast } = visit.stage;
      const speakers = [cast.employedTwice(), cast.employed(), cast.employed()];
      yield* visit.asks({ speakersWanted: 3 });
      yield* visit.isAgreed({ speakers });
      yield* visit.isHeld();
    },
  },
  {
    name: 'not-held',
    ends: 'not-held',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employed());
      yield* visit.isAgreed();
      yield* visit.isOver();
      yield* visit.decides(visit.stage.school, 'statistics', { outcome: 'not-held', reasonCode: 'weather' });
    },
  },
];
