import { saturdayAfter } from '../calendar.ts';
import type { Story } from '../telling.ts';

const DAY = 24 * 3_600_000;

/** Visits that are still open when all stories have been told; what they wait for comes afterwards, or still later. */
export const open: Story[] = [
  {
    name: 'still-to-come',
    ends: 'confirmed',
    async *tell(visit) {
      const { cast, end } = visit.stage;
      yield* visit.asksFor(cast.employed(), { slots: [saturdayAfter(end, 120, '09:00', '10:30')] });
      yield* visit.isAgreed();
    },
  },
  {
    name: 'soon-to-come',
    ends: 'confirmed',
    async *tell(visit) {
      const { cast, end } = visit.stage;
      yield* visit.asksFor(cast.free(), { slots: [saturdayAfter(end, 14, '11:30', '12:30')] });
      yield* visit.isAgreed();
    },
  },
  {
    name: 'union-not-yet',
    ends: 'awaiting-union',
    async *tell(visit) {
      const { cast, end } = visit.stage;
      yield* visit.waits(end - DAY);
      yield* visit.asksFor(cast.employed(), { slots: [saturdayAfter(end, 14, '14:00', '15:00')] });
    },
  },
  {
    name: 'speaker-not-yet',
    ends: 'awaiting-release',
    async *tell(visit) {
      const { cast, end } = visit.stage;
      yield* visit.waits(end - DAY);
      yield* visit.insistsOn(cast.employed(), { slots: [saturdayAfter(end, 14, '17:00', '18:00')] });
      yield* visit.unionApproves();
    },
  },
  {
    name: 'school-not-yet',
    ends: 'awaiting-statistics',
    async *tell(visit) {
      const { cast, end } = visit.stage;
      yield* visit.asksFor(cast.employed(), { slots: [saturdayAfter(end - 5 * DAY, 0, '09:00', '10:30')] });
      yield* visit.isAgreed();
      yield* visit.isOver();
    },
  },
];
