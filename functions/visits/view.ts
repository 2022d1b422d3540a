import { organisation, personName } from '../access/directory.ts';
import type { Look } from '../personal/look.ts';
import { etagOf } from '../platform/etag.ts';
import { speakersById } from '../talent/pool.ts';
import type { Speaker } from '../talent/speaker.ts';
import { withAbsences } from './absences.ts';
import { seatedNumber, shownContact } from './numbers.ts';
import { statusReason } from './reasons.ts';
import { shownActor } from './shown-actor.ts';
import { seatStatus, visitStatus } from './status.ts';
import type { VisitCore } from './store.ts';

/** A visit as its parties see it, without phone numbers. */
export const visitView = async (core: VisitCore, now: Date) => viewOf(core, await seatedIn(core), now);

/** The same with the phone numbers and absences that somebody may see, and the validator, which does not depend on who looks. */
export async function visitWithNumbers(core: VisitCore, look: Look) {
  const pool = await seatedIn(core);
  const view = await viewOf(core, pool, look.now);
  const seats = view.seats.map(async (seat) => {
    const speaker = pool.get(seat.speakerId ?? '');
    const speakerPhone = speaker && (await seatedNumber(core, speaker, look));
    return { ...seat, ...(speakerPhone !== undefined && { speakerPhone }) };
  });
  const shown = { ...view, contact: await shownContact(core, look), seats: await Promise.all(seats) };
  return { view: await withAbsences(shown, core, look.person, look.now), etag: etagOf(view) };
}

const seatedIn = ({ visit, seats }: VisitCore) =>
  speakersById(
    visit.city,
    seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])),
  );

async function viewOf(core: VisitCore, pool: Map<string, Speaker>, now: Date) {
  const { visit, request, requestedBy, seats } = core;
  return {
    id: visit.id,
    status: visitStatus(visit, seats, now.toISOString()),
    origin: visit.origin,
    urgent: visit.urgent,
    school: { id: visit.school, name: (await organisation(visit.city, visit.school))?.name ?? visit.school },
    unit: visit.unit,
    union: visit.union,
    education: visit.education,
    ...request,
    contact: { name: request.contact.name },
    slot: visit.slot && { ...request.slots[visit.slot.index], start: visit.slot.start, end: visit.slot.end },
    seats: seatsView(core, pool),
    reserves: visit.reserves,
    reasons: (visit.ended?.reasons ?? []).map(statusReason),
    ...(visit.statistics && { statistics: { state: visit.statistics } }),
    ...(requestedBy && { requestedBy: shownActor(requestedBy, await personName(visit.city, requestedBy.person), false) }),
    createdAt: visit.createdAt,
    updatedAt: visit.updatedAt,
  };
}

interface SeatView {
  seat: number;
  speakerId?: string;
  speakerName?: string;
  status: string;
  round: number;
  releases: object[];
}

/** All seats that were wanted; one that no match has filled yet is open. */
function seatsView({ visit, seats }: VisitCore, pool: Map<string, Speaker>): SeatView[] {
  return Array.from({ length: visit.speakersWanted }, (_, i) => {
    const seat = seats.find((candidate) => candidate.seat === i + 1);
    if (!seat) return { seat: i + 1, status: 'open', round: 0, releases: [] };
    return {
      seat: seat.seat,
      ...(seat.speaker !== undefined && {
        speakerId: seat.speaker,
        speakerName: pool.get(seat.speaker)?.name ?? seat.speaker,
      }),
      status: seatStatus(seat, visit),
      round: seat.round,
      releases: seat.releases.map(({ employer, need, releasedAt, permitted }) => ({
        ...{ employerId: employer, need, releasedAt },
        ...(permitted && { permitted: true }),
      })),
    };
  });
}
