import { day } from '../deadlines/shanghai-time.ts';
import { emptySeat } from '../decisions/ending.ts';
import { isLate } from '../decisions/last-hours.ts';
import { freeSpeaker, seatSpeaker } from '../decisions/seating.ts';
import type { Situation } from '../decisions/step-rule.ts';
import { blocked } from '../matching/constraints.ts';
import { slotsKey } from '../platform/keys.ts';
import { Invalid, NotAgreedYet, SpeakerUnavailable } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Interval } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { epochAfter, fillSeat, relist } from '../visits/changes.ts';
import { checkSlots } from '../visits/check-slots.ts';
import { eventWrite } from '../visits/events.ts';
import { lineUpOf } from '../visits/line-up.ts';
import { visitStatus } from '../visits/status.ts';
import type { Actor, Release, Seat } from '../visits/visit.ts';
import { nextEpoch, onlyProposed, refuseIfOver } from './next-epoch.ts';
import type { Why } from './why.ts';

/**
 * From the union's approval on, people have a time that can be shifted; before, the visit is moved. In the last hours it can be
 * shifted also while somebody is looked for.
 */
const CAN_BE_SHIFTED = ['awaiting-release', 'awaiting-school', 'confirmed'];
const canBeShifted = (s: Situation) => isLate(s) || CAN_BE_SHIFTED.includes(visitStatus(s.visit, s.seats, s.now.toISOString()));

/**
 * Shifts a visit within its day and within the hours that the employers released. The speakers say yes again, and the school, unless
 * it was the school that asked; the union's approval and the releases hold, and those concerned are told (design §3). Pure.
 * @throws VisitOver, VisitTookPlace; NotAgreedYet before speakers are approved; Invalid for another day, for a slot of several
 *   sessions, and for hours that nobody released; SpeakerUnavailable when a speaker has something else then
 */
export function shift(s: Situation, to: Interval, why: Why, by: Actor): Write[] {
  refuseIfOver(s, 'start');
  const slot = s.visit.slot;
  if (!slot || !canBeShifted(s)) throw new NotAgreedYet();
  refuseTimes(s, slot, to);
  const slots = s.request.slots.map((each, i) => (i === slot.index ? to : each));
  // A school that has agreed to these speakers, and asks for the time itself, has nothing left to say.
  const knewThem = s.visit.schoolConfirmedAt !== undefined || s.visit.schoolAgreed === lineUpOf(s.visit, s.seats);
  const moved = {
    ...s,
    request: { ...s.request, slots },
    visit: { ...s.visit, slot: { ...slot, start: to.start, end: to.end, ...(knewThem && { fixed: true }) } },
  };
  const proposed = onlyProposed(s);
  const sitting = s.seats.filter((seat) => seat.speaker !== undefined && !proposed.includes(seat));
  for (const seat of [...sitting, ...proposed]) freeSpeaker(s, seat);
  refuseBusy(moved, sitting, to);
  const seats = sitting.map((seat) => shifted(moved, seat, to));
  const { when, others } = relist(s.visit, s.request, to.start);
  const agreed = by.role === 'school' && knewThem ? lineUpOf(moved.visit, s.seats) : undefined;
  return [
    ...nextEpoch(s, {
      ...{ slot: moved.visit.slot, when, schoolAgreed: agreed },
      // In the last hours the word of a school that shifts the visit itself stands whatever follows.
      ...(isLate(s) && by.role === 'school' ? {} : { schoolConfirmedAt: undefined, statistics: undefined }),
      movedByOthers: by.role === 'school' ? undefined : true,
    }),
    ...others,
    { put: { ...slotsKey(s.visit.city, s.visit.id), slots } },
    ...proposed.flatMap((seat) => emptySeat(moved, seat, seat.past)),
    ...seats.flatMap((seat, i) => fillSeat(moved.visit, to.start, sitting[i], seat, s.pool.get(seat.speaker!)?.union)),
    ...s.ledger.writes(),
    eventWrite({ ...s.visit, ...epochAfter(s.visit) }, 'shifted', s.now, { by, ...why, from: slot.start, to: to.start }),
  ];
}

function refuseTimes({ request, now, policy }: Situation, slot: Interval & { index: number }, to: Interval): void {
  if (request.slots[slot.index]?.sessions) throw new Invalid([fieldError('start', 'has-sessions')]);
  const errors = checkSlots([to], now, policy).map((error) => ({ ...error, path: error.path.replace('slots.0.', '') }));
  if (errors.length > 0) throw new Invalid(errors);
  if (day(to.start) !== day(slot.start)) throw new Invalid([fieldError('start', 'same-day')]);
}

function refuseBusy(s: Situation, sitting: Seat[], to: Interval): void {
  const request = { ...s.request, visit: s.visit.id };
  const busy = sitting.flatMap(({ speaker }) => {
    const known = s.pool.get(speaker!);
    const conflict = known && blocked(known, request, to, s.policy, s.ledger.fact(known.id));
    return conflict === 'busy' ? [{ id: known!.id, name: known!.name }] : [];
  });
  if (busy.length > 0) throw new SpeakerUnavailable({ speakers: busy });
}

/** The seat at its new time: what the employers released covers it, or nothing was asked of them; only the speaker is asked again. */
function shifted(s: Situation, seat: Seat, to: Interval): Seat {
  const confirmedBefore = seat.speakerConfirmedAt ?? seat.confirmedBefore;
  const releases = (needed: Release): Release => {
    const before = seat.releases.find(({ employer }) => employer === needed.employer);
    const covered = before?.window && before.window.start <= to.start && to.end <= before.window.end;
    // What was released stands, also where it would need no release by now.
    if (before?.releasedAt !== undefined && covered) return before;
    if (needed.need === 'notice') return needed;
    if (before?.need === 'required' && before.releasedAt === undefined) return needed;
    if (!before || !covered) throw new Invalid([fieldError('start', 'outside-release')]);
    return before;
  };
  return { ...seatSpeaker(s, seat, seat.round, s.pool.get(seat.speaker!)!, releases), confirmedBefore };
}
