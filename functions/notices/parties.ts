import type { Role } from '../access/person.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Seat } from '../visits/visit.ts';

/** Who takes part in a visit, as those who are told of it. */

/** As whom somebody is told: a speaker themselves, or an organisation in a role. */
export type Party = { role: Role; id: string };

export const schools = ({ visit, request }: VisitCore): Party[] =>
  [visit.school, ...request.otherSchools].map((id) => ({ role: 'school', id }));
export const union = ({ visit }: VisitCore): Party => ({ role: 'union', id: visit.union });
export const authority = ({ visit }: VisitCore): Party => ({ role: 'education', id: visit.education });
export const speakerOf = (id: string): Party => ({ role: 'speaker', id });
export const seated = ({ seats }: VisitCore): Seat[] => seats.filter(({ speaker }) => speaker !== undefined);
export const speakers = (core: VisitCore): Party[] => seated(core).map(({ speaker }) => speakerOf(speaker!));
export const employersOf = ({ releases }: Seat): Party[] =>
  releases.map(({ employer }) => ({ role: 'employer', id: employer }));
/** Unions of other pools from which somebody comes. */
export const poolUnions = ({ visit, seats, poolUnions: owners }: VisitCore): Party[] =>
  seats.flatMap(({ seat, speaker }): Party[] => {
    const owner = speaker === undefined ? undefined : owners?.get(seat);
    return owner === undefined || owner === visit.union ? [] : [{ role: 'union', id: owner }];
  });
