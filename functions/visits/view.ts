import { lineage, organisation, personName } from '../access/directory.ts';
import { may, maySeeContact } from '../access/may.ts';
import type { Person, Role } from '../access/person.ts';
import { speakersById } from '../talent/pool.ts';
import type { Speaker } from '../talent/speaker.ts';
import { statusReason } from './reasons.ts';
import { shownActor } from './shown-actor.ts';
import { isConfirmed, seatStatus, visitStatus } from './status.ts';
import type { VisitCore } from './store.ts';

/** A visit as this party sees it; phone numbers only where they may be seen (domain.md, "Personal data"). */
export async function visitView(core: VisitCore, person: Person, roles: Role[], now: Date) {
  const { visit, request, requestedBy, seats } = core;
  const status = visitStatus(visit, seats, now.toISOString());
  const { phone, ...contact } = request.contact;
  const mayCall = maySeeContact(roles, isConfirmed(visit, seats));
  return {
    id: visit.id,
    status,
    origin: visit.origin,
    urgent: visit.urgent,
    school: { id: visit.school, name: (await organisation(visit.city, visit.school))?.name ?? visit.school },
    unit: visit.unit,
    union: visit.union,
    education: visit.education,
    ...request,
    contact: mayCall ? { ...contact, phone } : contact,
    slot: visit.slot && { ...request.slots[visit.slot.index], start: visit.slot.start, end: visit.slot.end },
    seats: await seatsView(core, person, now),
    reserves: visit.reserves,
    reasons: (visit.ended?.reasons ?? []).map(statusReason),
    ...(visit.statistics && { statistics: { state: visit.statistics } }),
    ...(requestedBy && { requestedBy: shownActor(requestedBy, await personName(visit.city, requestedBy.person), false) }),
    createdAt: visit.createdAt,
    updatedAt: visit.updatedAt,
  };
}

/** All seats that were wanted; one that no match has filled yet is open. */
async function seatsView({ visit, request, seats }: VisitCore, person: Person, now: Date) {
  const pool = await speakersById(
    visit.city,
    seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])),
  );
  const circle = {
    unions: await lineage(visit.city, visit.union),
    schools: [visit.school, ...request.otherSchools],
  };
  const mayCall = (speaker: Speaker) => {
    const related = { ...circle, speakers: [speaker.id], 'pool-unions': [speaker.union] };
    return may('see-seated-number', person, related, now.toISOString(), isConfirmed(visit, seats) ? 'agreed' : 'pending');
  };
  return Array.from({ length: visit.speakersWanted }, (_, i) => {
    const seat = seats.find((candidate) => candidate.seat === i + 1);
    if (!seat) return { seat: i + 1, status: 'open', round: 0, releases: [] };
    const speaker = pool.get(seat.speaker ?? '');
    return {
      seat: seat.seat,
      ...(seat.speaker !== undefined && { speakerId: seat.speaker, speakerName: speaker?.name ?? seat.speaker }),
      ...(speaker && mayCall(speaker) && { speakerPhone: speaker.phone }),
      status: seatStatus(seat, visit),
      round: seat.round,
      releases: seat.releases.map(({ employer, need, releasedAt, permitted }) => ({
        ...{ employerId: employer, need, releasedAt },
        ...(permitted && { permitted: true }),
      })),
    };
  });
}
