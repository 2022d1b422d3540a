import * as z from 'zod/mini';
import { escalationDeadline } from '../../deadlines/due.ts';
import { changeSeat } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { slotOf } from '../../visits/slot.ts';
import { loseSpeaker, losing } from '../ending.ts';
import { Declining } from '../reason.ts';
import { type Case, type Effects, type HandOver, nextDeadline, type StepRule, seatOf } from '../step-rule.ts';
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
export const speakerConfirmation: StepRule<z.output<typeof Body>, Effects | HandOver> = {
  step: 'speaker-confirmation',
  body: Body,

  speakers: (core, task, { outcome }) => (outcome === 'decline' ? losing(core, seatOf(core, task)) : []),

  decide(c, body, by) {
    const seat = seatOf(c, c.task);
    const facts = { by, seat: seat.seat, speaker: seat.speaker };
    if (body.outcome === 'decline') {
      return {
        result: { outcome: 'decline' },
        writes: loseSpeaker(c, seat, ['speaker-declined', { ...facts, ...body }]),
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

  /**
   * The seat goes to somebody else. Only who had agreed before the visit was shifted on its very day is rather on the way than
   * away: the union that looks after the speaker then says, also after the visit has begun.
   */
  expire(c) {
    const seat = seatOf(c, c.task);
    const { start } = slotOf(c.visit);
    if (seat.confirmedBefore !== undefined && c.task.expiresAt === start) {
      const to = c.task.escalatedTo ?? c.pool.get(seat.speaker!)?.union ?? c.visit.union;
      return { handOver: { to, expiresAt: escalationDeadline(c.now.toISOString(), c.policy, c.days) }, writes: [] };
    }
    const facts = { step: c.task.step, seat: seat.seat, speaker: seat.speaker };
    return {
      result: { outcome: 'expired' },
      writes: loseSpeaker(c, seat, ['step-expired', facts]),
    };
  },
};
