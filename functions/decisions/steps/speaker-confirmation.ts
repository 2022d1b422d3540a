import * as z from 'zod/mini';
import { changeSeat } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { vacate } from '../ending.ts';
import { Declining } from '../reason.ts';
import { type Case, nextDeadline, type StepRule, seatOf } from '../step-rule.ts';
import type { StepResult } from '../task.ts';

const Body = z.discriminatedUnion(
  'outcome',
  [z.strictObject({ outcome: z.literal('confirm') }), z.strictObject({ outcome: z.literal('decline'), ...Declining })],
  { error: 'outcome' },
);

/** After the speaker the school is asked, or, where the speaker goes first, the employers. */
function confirmed(c: Case): StepResult {
  const employers = seatOf(c, c.task).releases.some(({ need, releasedAt }) => need === 'required' && releasedAt === undefined);
  const next = employers ? 'employer-release' : 'school-confirmation';
  return { outcome: 'confirm', expiresAt: nextDeadline(c, next).expiresAt };
}

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
      result: confirmed(c),
      writes: [
        changeSeat(c.visit, seat, { speakerConfirmedAt: c.now.toISOString() }),
        eventWrite(c.visit, 'speaker-confirmed', c.now, facts),
      ],
    };
  },

  known(c) {
    const { speakerConfirmedAt } = seatOf(c, c.task);
    return speakerConfirmedAt === undefined ? undefined : { outcome: 'confirm', result: confirmed(c), writes: [] };
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
