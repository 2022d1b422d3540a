import * as z from 'zod/mini';
import { day } from '../../deadlines/shanghai-time.ts';
import { blocked, evaluate } from '../../matching/constraints.ts';
import type { MatchRequest } from '../../matching/request.ts';
import { matchRequestOf } from '../../matching/request-of.ts';
import { type FieldError, Invalid, SpeakerUnavailable } from '../../platform/problems.ts';
import { fieldError } from '../../platform/reasons.ts';
import { Code, Day } from '../../platform/schema.ts';
import type { Write } from '../../platform/writes.ts';
import { changeVisit, fillSeat } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { seriesWrite } from '../../visits/series.ts';
import { slotOf } from '../../visits/slot.ts';
import { seatStatus } from '../../visits/status.ts';
import type { Actor, Seat, Visit } from '../../visits/visit.ts';
import { endVisit } from '../ending.ts';
import { silentBefore } from '../last-hours.ts';
import { because, Declining, distinct } from '../reason.ts';
import { freeSpeaker, seatSpeaker } from '../seating.ts';
import { toTheSeats } from '../standing.ts';
import type { Case, Effects, HandOver, StepRule } from '../step-rule.ts';

const Approve = z.strictObject({
  outcome: z.literal('approve'),
  /** One per open seat, in the order of the seats; without it those proposed. */
  speakers: z.optional(distinct(Code, 6)),
  /** In the union's order; without it those proposed. */
  reserves: z.optional(distinct(Code, 12)),
  /** The approval holds for the school's further visits of this kind with these speakers, up to a day; where the city allows it. */
  series: z.optional(z.strictObject({ until: Day })),
});
const Body = z.discriminatedUnion('outcome', [Approve, z.strictObject({ outcome: z.literal('decline'), ...Declining })], {
  error: 'outcome',
});

/** The seats that wait for the union's approval: those with a speaker it has not approved yet. */
export const proposedSeats = ({ visit, seats }: Pick<Case, 'visit' | 'seats'>): Seat[] =>
  seats.filter((seat) => seatStatus(seat, visit) === 'proposed');

/** The seats that the union decides about; where nobody could be proposed in the last hours, the empty ones. */
export const seatsToApprove = (core: Pick<Case, 'visit' | 'seats'>): Seat[] =>
  core.visit.seeking ? core.seats.filter((seat) => seatStatus(seat, core.visit) === 'open') : proposedSeats(core);

/** The union of the school's unit approves the proposed speakers, picks others, or declines the visit. */
export const unionApproval: StepRule<z.output<typeof Body>, Effects | HandOver> = {
  step: 'union-approval',
  body: Body,

  speakers(core, _task, body) {
    const seated = core.seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
    return body.outcome === 'decline' ? seated : [...seated, ...(body.speakers ?? []), ...(body.reserves ?? [])];
  },

  decide(c, body, by) {
    if (body.outcome === 'decline') {
      return {
        result: { outcome: 'decline' },
        writes: [
          ...endVisit(c, 'declined', [because('union-declined', body)]),
          eventWrite(c.visit, 'union-declined', c.now, { by, ...body }),
        ],
      };
    }
    if (!body.speakers && c.visit.seeking) throw new Invalid([fieldError('speakers', 'one-per-seat')]);
    const { seats, writes } = body.speakers ? seatChosen(c, body.speakers) : { seats: proposedSeats(c), writes: [] };
    const approved = approvedWith(c.visit, seats);
    const reserves = reservesFor(c, seats, body.reserves);
    const facts = {
      ...{ by, series: body.series?.until, chosen: writes.length > 0 },
      seats: seats.map(({ seat, speaker }) => ({ seat, speaker })),
    };
    const all = c.seats.map((seat) => seats.find((each) => each.seat === seat.seat) ?? seat);
    return {
      result: { outcome: 'approve', ...toTheSeats({ ...c, visit: { ...c.visit, approved, reserves }, seats: all }) },
      writes: [
        changeVisit(c.visit, c.now, { approved, reserves, seeking: undefined }),
        ...writes,
        ...(body.series ? approveSeries(c, seats, body.series.until, by) : []),
        eventWrite(c.visit, 'union-approved', c.now, facts),
      ],
    };
  },

  expire(c) {
    const goesOn = silentBefore(c);
    if (goesOn) return goesOn;
    return {
      result: { outcome: 'expired' },
      writes: [
        ...endVisit(c, 'expired', [{ code: 'union-silent' }]),
        eventWrite(c.visit, 'step-expired', c.now, { step: c.task.step }),
      ],
    };
  },
};

/** The approvals with those of these seats, each for the speaker who sits there now. */
export const approvedWith = ({ approved }: Pick<Visit, 'approved'>, seats: Seat[]): Visit['approved'] => ({
  ...approved,
  ...Object.fromEntries(seats.map(({ seat, round }) => [seat, round])),
});

/** @throws Invalid where the city does not allow it, or for a day before the visit */
function approveSeries(c: Case, seats: Seat[], until: string, by: Actor): Write[] {
  if (!c.policy.seriesApproval) throw new Invalid([fieldError('series', 'not-allowed-here')]);
  if (until <= day(slotOf(c.visit).start)) throw new Invalid([fieldError('series.until', 'after-visit')]);
  return seats.flatMap(({ speaker }) =>
    speaker === undefined ? [] : [seriesWrite(c.visit, c.request.activityType, speaker, until, by)],
  );
}

/**
 * The union's own choice, one speaker per open seat. Those replaced are free again; another speaker means another seat round.
 * @throws Invalid for somebody unknown, excluded or unsuitable; SpeakerUnavailable for somebody who is not free
 */
function seatChosen(c: Case, chosen: string[]): { seats: Seat[]; writes: Write[] } {
  const proposed = seatsToApprove(c);
  if (chosen.length !== proposed.length) throw new Invalid([fieldError('speakers', 'one-per-seat')]);
  const changed = proposed
    .map((seat, i) => ({ seat, speaker: chosen[i]! }))
    .filter(({ seat, speaker }) => seat.speaker !== speaker);
  for (const { seat } of changed) freeSpeaker(c, seat);
  refuseUnsuitable(c, proposed, chosen);
  const slot = slotOf(c.visit);
  const writes: Write[] = [];
  const seats = proposed.map((seat, i) => {
    const speaker = c.pool.get(chosen[i]!)!;
    if (seat.speaker === speaker.id) return seat;
    const filled = seatSpeaker(c, seat, seat.round + 1, speaker);
    writes.push(...fillSeat(c.visit, slot.start, seat, filled, speaker.union));
    return filled;
  });
  return { seats, writes: [...writes, ...c.ledger.writes()] };
}

function refuseUnsuitable(c: Case, proposed: Seat[], chosen: string[]): void {
  const request = matchRequestOf(
    c,
    proposed.map(({ seat }) => seat),
  );
  const slot = slotOf(c.visit);
  const errors: FieldError[] = [];
  const required = request.speakerRequired ? request.speakerId : undefined;
  if (required !== undefined && !chosen.includes(required)) errors.push(fieldError('speakers', 'required-speaker'));
  const busy: { id: string; name: string }[] = [];
  chosen.forEach((id, i) => {
    if (proposed[i]?.speaker === id) return;
    const reason = unsuitable(c, request, id);
    const speaker = c.pool.get(id);
    if (reason || !speaker) errors.push(fieldError(`speakers.${i}`, reason ?? 'unknown-speaker'));
    else if (blocked(speaker, request, slot, c.policy, c.ledger.fact(id))) busy.push({ id, name: speaker.name });
  });
  if (errors.length > 0) throw new Invalid(errors);
  if (busy.length > 0) throw new SpeakerUnavailable({ speakers: busy });
}

/**
 * The reserves in the union's order; whoever is seated is none. They must suit; whether they are free shows when they step in.
 * @throws Invalid for somebody unknown, excluded or unsuitable
 */
function reservesFor(c: Case, seats: Seat[], chosen: string[] | undefined): string[] {
  const seated = new Set([...c.seats, ...seats].map(({ speaker }) => speaker));
  const request = matchRequestOf(
    c,
    seats.map(({ seat }) => seat),
  );
  const errors = (chosen ?? []).flatMap((id, i) => {
    const reason = seated.has(id) ? undefined : unsuitable(c, request, id);
    return reason ? [fieldError(`reserves.${i}`, reason)] : [];
  });
  if (errors.length > 0) throw new Invalid(errors);
  return (chosen ?? c.visit.reserves).filter((id) => !seated.has(id));
}

/** Why somebody cannot sit in this visit whatever the diary says. */
function unsuitable(c: Case, request: MatchRequest, id: string): 'unknown-speaker' | 'excluded' | 'not-suitable' | undefined {
  const speaker = c.pool.get(id);
  if (!speaker) return 'unknown-speaker';
  const against = evaluate(speaker, request, slotOf(c.visit), c.policy, c.now.toISOString(), c.days);
  if (against.length === 0) return undefined;
  return against.includes('excluded') ? 'excluded' : 'not-suitable';
}
