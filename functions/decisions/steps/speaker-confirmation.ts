import * as z from 'zod/mini';
import { changeSeat } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { vacate } from '../ending.ts';
import { Declining } from '../reason.ts';
import { nextDeadline, type StepRule, seatOf } from '../step-rule.ts';

const Body = z.discriminatedUnion(
  'outcome',
  [z.strictObject({ outcome: z.literal('confirm') }), z.strictObject({ outcome: z.literal('decline'), ...Declining })],
  { error: 'outcome' },
);

/** The speaker says yes, or the seat goes to somebody else. */
export const speakerConfirmation: StepRule<z.output<typeof Body>> = {
  step: 'speaker-confirmation',
  body: Body,

  speakers: (core, task, { outcome }) => (outcome === 'decline' ? [seatOf(core, task).speaker!] : []),

  decide(c, body, by) {
    const seat = seatOf(c, c.task);
    const facts = { by, seat: seat.seat, speaker: seat.speaker };
    if (body.outcome === 'decline') {
      return {
        result: { outcome: 'decline' },
        writes: [
          ...vacate(c, seat),
          ...c.ledger.writes(),
          eventWrite(c.visit, 'speaker-declined', c.now, { ...facts, ...body }),
        ],
      };
    }
    return {
      result: { outcome: 'confirm', expiresAt: nextDeadline(c, 'school-confirmation').expiresAt },
      writes: [
        changeSeat(c.visit, seat, { speakerConfirmedAt: c.now.toISOString() }),
        eventWrite(c.visit, 'speaker-confirmed', c.now, facts),
      ],
    };
  },

  expire(c) {
    const seat = seatOf(c, c.task);
    const facts = { step: c.task.step, seat: seat.seat, speaker: seat.speaker };
    return {
      result: { outcome: 'expired' },
      writes: [...vacate(c, seat), ...c.ledger.writes(), eventWrite(c.visit, 'step-expired', c.now, facts)],
    };
  },
};
