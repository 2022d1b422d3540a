import * as z from 'zod/mini';
import { changeVisit } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { slotOf } from '../../visits/slot.ts';
import { endVisit, vacate } from '../ending.ts';
import { Declining } from '../reason.ts';
import { nextDeadline, type StepRule } from '../step-rule.ts';

const Body = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({ outcome: z.literal('confirm') }),
    z.strictObject({ outcome: z.literal('decline'), scope: z.enum(['speakers', 'visit']), ...Declining }),
  ],
  { error: 'outcome' },
);

/** The (lead) school agrees to the line-up, asks for other speakers, or gives the visit up. */
export const schoolConfirmation: StepRule<z.output<typeof Body>> = {
  step: 'school-confirmation',
  body: Body,

  speakers: ({ seats }, _task, { outcome }) =>
    outcome === 'decline' ? seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])) : [],

  decide(c, body, by) {
    if (body.outcome === 'confirm') {
      const confirmed = { schoolConfirmedAt: c.now.toISOString(), statistics: 'due' as const };
      return {
        result: { outcome: 'confirm', end: slotOf(c.visit).end, expiresAt: nextDeadline(c, 'statistics').expiresAt },
        writes: [changeVisit(c.visit, c.now, confirmed), eventWrite(c.visit, 'school-confirmed', c.now, { by })],
      };
    }
    const event = eventWrite(c.visit, 'school-declined', c.now, { by, ...body });
    const result = { outcome: 'decline', scope: body.scope };
    if (body.scope === 'visit') {
      return { result, writes: [...endVisit(c, 'declined', [{ code: 'school-declined' }]), event] };
    }
    const seats = c.seats.flatMap((seat) => vacate(c, seat));
    return { result, writes: [...seats, ...c.ledger.writes(), event] };
  },

  expire(c) {
    return {
      result: { outcome: 'expired' },
      writes: [
        ...endVisit(c, 'expired', [{ code: 'school-silent' }]),
        eventWrite(c.visit, 'step-expired', c.now, { step: c.task.step }),
      ],
    };
  },
};
