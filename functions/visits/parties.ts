import { lineage } from '../access/directory.ts';
import type { Parties } from '../access/rules.ts';
import { speakersById } from '../talent/pool.ts';
import type { VisitCore } from './store.ts';

/**
 * Whom a visit concerns (api.md, "Who sees what"): its schools; the union and the authority of its unit with all above them;
 * the employers and pool unions of its seats; its speakers.
 */
export async function partiesOf({ visit, request, seats }: VisitCore): Promise<Parties> {
  const speaker = seats.flatMap((seat) => (seat.speaker === undefined ? [] : [seat.speaker]));
  const [unions, authorities, pool] = await Promise.all([
    lineage(visit.city, visit.union),
    lineage(visit.city, visit.education),
    speakersById(visit.city, speaker),
  ]);
  return {
    school: [visit.school, ...request.otherSchools],
    union: [...unions, ...[...pool.values()].map(({ union }) => union)],
    employer: seats.flatMap(({ releases }) => releases.map((release) => release.employer)),
    education: authorities,
    speaker,
  };
}
