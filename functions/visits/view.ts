import { organisation } from '../access/directory.ts';
import type { Role } from '../access/person.ts';
import { maySeeContact } from '../access/rules.ts';
import { statusReason } from './reasons.ts';
import { seatStatus, visitStatus } from './status.ts';
import type { VisitCore } from './store.ts';

/** A visit as its parties see it; the contact's phone only to those who may (domain.md, "Personal data"). */
export async function visitView(core: VisitCore, roles: Role[], now: Date) {
  const { visit, request, requestedBy, seats } = core;
  const status = visitStatus(visit, seats, now.toISOString());
  const { phone, ...contact } = request.contact;
  const mayCall = maySeeContact(roles, visit.schoolConfirmedAt !== undefined);
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
    seats: Array.from({ length: visit.speakersWanted }, (_, i) => seatView(core, i + 1)),
    reserves: visit.reserves,
    reasons: (visit.ended?.reasons ?? []).map(statusReason),
    ...(visit.statistics && { statistics: { state: visit.statistics } }),
    ...(requestedBy && {
      requestedBy: { name: requestedBy.name, role: requestedBy.role, organisation: requestedBy.organisation },
    }),
    createdAt: visit.createdAt,
    updatedAt: visit.updatedAt,
  };
}

/** A seat; one that no match has filled yet is open. */
function seatView({ visit, seats }: VisitCore, number: number) {
  const seat = seats.find((candidate) => candidate.seat === number);
  if (!seat) return { seat: number, status: 'open', round: 0, releases: [] };
  return {
    seat: number,
    ...(seat.speaker !== undefined && { speakerId: seat.speaker }),
    status: seatStatus(seat, visit),
    round: seat.round,
    releases: seat.releases.map(({ employer, need, releasedAt }) => ({ employerId: employer, need, releasedAt })),
  };
}
