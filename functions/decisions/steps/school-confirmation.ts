import * as z from 'zod/mini';
import { handOverDeadline } from '../../deadlines/due.ts';
import type { Write } from '../../platform/writes.ts';
import { changeVisit } from '../../visits/changes.ts';
import { type EventActor, eventWrite } from '../../visits/events.ts';
import { lineUpOf } from '../../visits/line-up.ts';
import { slotOf } from '../../visits/slot.ts';
import { endVisit, vacate } from '../ending.ts';
import { Declining } from '../reason.ts';
import { type Case, type Effects, type HandOver, nextDeadline, type StepRule } from '../step-rule.ts';
import { type StepResult, taskId } from '../task.ts';

const Body = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({ outcome: z.literal('confirm') }),
    z.strictObject({ outcome: z.literal('decline'), scope: z.enum(['speakers', 'visit']), ...Declining }),
  ],
  { error: 'outcome' },
);

const confirmed = (c: Case): StepResult => ({
  outcome: 'confirm',
  end: slotOf(c.visit).end,
  expiresAt: nextDeadline(c, 'statistics').expiresAt,
});

const confirms = (c: Case): Write =>
  changeVisit(c.visit, c.now, { schoolConfirmedAt: c.now.toISOString(), schoolAgreed: undefined, statistics: 'due' });

/** Nothing is left to say: the school has agreed to this very line-up already. */
const hasAgreed = ({ visit, seats }: Case): boolean =>
  visit.schoolAgreed !== undefined && visit.schoolAgreed === lineUpOf(visit, seats);

/**
 * Whether the request says all that the school would confirm: it insisted on its speaker and got that one at the first of its times
 * (design §3, "automatically where it satisfies the request"). What others started is the school's to agree to.
 */
function satisfiesTheRequest({ visit, request, seats, policy }: Case): boolean {
  const named = request.speakerRequired && request.speakersWanted === 1 && seats[0]?.speaker === request.speakerId;
  const asWished = visit.origin === 'requested' && visit.slot?.index === 0 && !visit.movedByOthers;
  return policy.automaticSchoolConfirmation && named && asWished;
}

/** Nobody decides two sides: whoever asked as the school does not confirm by that what they have approved as the union. */
const isSchoolsOwn = ({ requestedBy, tasks }: Case): boolean =>
  requestedBy?.role === 'school' &&
  !tasks.some(({ step, decision }) => step === 'union-approval' && decision?.by?.person === requestedBy.person);

/**
 * Who entered what the school asked for by phone (代录): that is the school's word, too, once; after an objection to it the school
 * answers for itself. Where the union asked in its own name no school has spoken.
 */
function enteredBy({ visit, requestedBy, tasks, task }: Case): EventActor | undefined {
  const word = requestedBy?.onBehalfOf;
  const answered = tasks.some(({ step, decision }) => step === 'school-confirmation' && decision?.by);
  if (!requestedBy || word?.party !== visit.school || answered) return undefined;
  return { ...requestedBy, onBehalfOf: { ...word, task: taskId(task) } };
}

/** The (lead) school agrees to the line-up, asks for other speakers, or gives the visit up. */
export const schoolConfirmation: StepRule<z.output<typeof Body>, Effects | HandOver> = {
  step: 'school-confirmation',
  body: Body,

  speakers: ({ seats }, _task, { outcome }) =>
    outcome === 'decline' ? seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])) : [],

  decide(c, body, by) {
    if (body.outcome === 'confirm') {
      return {
        result: confirmed(c),
        writes: [confirms(c), eventWrite(c.visit, 'school-confirmed', c.now, { by })],
      };
    }
    const event = eventWrite(c.visit, 'school-declined', c.now, { by, ...body });
    const result = { outcome: 'decline', scope: body.scope };
    if (body.scope === 'visit') {
      return { result, writes: [...endVisit(c, 'declined', [{ code: 'school-declined' }]), event] };
    }
    // The union is asked again, so that nobody steps in whom the school has not seen.
    const seats = c.seats.flatMap((seat) => vacate(c, seat));
    return { result, writes: [changeVisit(c.visit, c.now, { reserves: [] }), ...seats, ...c.ledger.writes(), event] };
  },

  known(c) {
    if (c.visit.schoolConfirmedAt !== undefined) return { outcome: 'confirm', result: confirmed(c), writes: [] };
    const agreed = hasAgreed(c);
    if (!agreed && !satisfiesTheRequest(c)) return undefined;
    // As with any answer that was entered for it, the school is told, and may object to this task.
    const by = agreed || isSchoolsOwn(c) ? undefined : enteredBy(c);
    if (!agreed && !isSchoolsOwn(c) && !by) return undefined;
    const event = eventWrite(c.visit, 'school-confirmed', c.now, { automatic: true, ...(by && { by }) });
    return { outcome: 'confirm', result: confirmed(c), writes: [confirms(c), event], ...(by && { by }) };
  },

  /** A visit must not die of one missing click (domain.md, "How people really work"): the union answers for a silent school. */
  expire(c) {
    const { union } = c.visit;
    const now = c.now.toISOString();
    if (c.task.escalatedTo !== union && now < slotOf(c.visit).start) {
      const handOver = { to: union, expiresAt: handOverDeadline(now, slotOf(c.visit), c.policy, c.days) };
      return { handOver, writes: [eventWrite(c.visit, 'handed-to-union', c.now, { step: c.task.step, superior: union })] };
    }
    return {
      result: { outcome: 'expired' },
      writes: [
        ...endVisit(c, 'expired', [{ code: 'school-silent' }]),
        eventWrite(c.visit, 'step-expired', c.now, { step: c.task.step }),
      ],
    };
  },
};
