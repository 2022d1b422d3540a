import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Instant } from '../platform/schema.ts';
import { partiesOf } from './parties.ts';
import type { VisitCore } from './store.ts';
import type { Absence } from './visit.ts';

/** Whether somebody learns that a seated speaker is said not to have come; employers learn it of their own people only. */
export async function seesAbsence(core: VisitCore, speaker: string, person: Person, now: Instant): Promise<boolean> {
  const { unions, schools, 'pool-unions': poolUnions } = await partiesOf(core);
  const seat = core.seats.find((each) => each.speaker === speaker);
  const employers = seat?.releases.map(({ employer }) => employer);
  const related = { unions, schools, employers, speakers: [speaker], 'pool-unions': poolUnions };
  return may('see-absence', person, related, now) !== undefined;
}

/** An absence as the visit shows it; why, and what was said about it, stands in the timeline. */
export const absenceView = ({ at, until, contested, settled }: Absence) => ({
  state: settled ? ('settled' as const) : contested ? ('contested' as const) : ('told' as const),
  ...{ at, until },
  ...(contested && { contestedAt: contested.at }),
  ...(settled && { settledAt: settled.at, outcome: settled.outcome }),
});

/** The visit with the absences that somebody may learn of. */
export async function withAbsences<V extends { seats: { seat: number }[] }>(
  view: V,
  core: VisitCore,
  person: Person,
  now: Date,
): Promise<V> {
  const seats = view.seats.map(async (shown) => {
    const { speaker, absence } = core.seats.find(({ seat }) => seat === shown.seat) ?? {};
    if (speaker === undefined || !absence || !(await seesAbsence(core, speaker, person, now.toISOString()))) return shown;
    return { ...shown, absence: absenceView(absence) };
  });
  return { ...view, seats: await Promise.all(seats) };
}
