import { slotOf } from '../visits/slot.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Seat } from '../visits/visit.ts';
import type { MatchRequest } from './request.ts';

const speakersIn = (seats: Seat[]) => seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));

/**
 * What the match has to find for these seats. Whoever sits elsewhere in the visit, or sat in it before, is not asked again. As
 * long as another seat keeps its speaker, or the school has agreed to it, the slot is fixed.
 */
export function matchRequestOf(core: VisitCore, seats: number[]): MatchRequest {
  const { visit, request } = core;
  const others = core.seats.filter(({ seat }) => !seats.includes(seat));
  const keeping = speakersIn(others);
  return {
    visit: visit.id,
    activityType: request.activityType,
    mode: request.mode,
    levels: request.levels,
    topics: request.topics,
    district: request.district,
    slots: request.slots,
    seats,
    ...((keeping.length > 0 || visit.slot?.fixed) && { fixedSlot: slotOf(visit) }),
    preferredHonours: request.preferredHonours,
    ...(request.speakerId !== undefined && !keeping.includes(request.speakerId) && { speakerId: request.speakerId }),
    speakerRequired: request.speakerRequired && !keeping.includes(request.speakerId ?? ''),
    excluded: [...keeping, ...core.seats.flatMap(({ past }) => past)],
  };
}
