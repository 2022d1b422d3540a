import * as z from 'zod/mini';
import { Text } from '../../platform/schema.ts';
import { changeSeat } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { vacate } from '../ending.ts';
import { Declining } from '../reason.ts';
import { nextDeadline, type StepRule, seatOf } from '../step-rule.ts';

const Body = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({ outcome: z.literal('release'), conditions: z.optional(Text(500)) }),
    z.strictObject({ outcome: z.literal('decline'), ...Declining }),
  ],
  { error: 'outcome' },
);

/** The employer releases working time for the speaker (时间保障), or the seat goes to somebody else. */
export const employerRelease: StepRule<z.output<typeof Body>> = {
  step: 'employer-release',
  body: Body,

  speakers: (core, task, { outcome }) => (outcome === 'decline' ? [seatOf(core, task).speaker!] : []),

  decide(c, body, by) {
    const seat = seatOf(c, c.task);
    const facts = { by, seat: seat.seat, speaker: seat.speaker, employer: c.task.employer };
    if (body.outcome === 'decline') {
      return {
        result: { outcome: 'decline' },
        writes: [
          ...vacate(c, seat),
          ...c.ledger.writes(),
          eventWrite(c.visit, 'employer-declined', c.now, { ...facts, ...body }),
        ],
      };
    }
    const releases = seat.releases.map((release) =>
      release.employer === c.task.employer ? { ...release, releasedAt: c.now.toISOString() } : release,
    );
    return {
      result: { outcome: 'release', expiresAt: nextDeadline(c, 'speaker-confirmation').expiresAt },
      writes: [
        changeSeat(c.visit, seat, { releases }),
        eventWrite(c.visit, 'employer-released', c.now, { ...facts, conditions: body.conditions }),
      ],
    };
  },

  expire(c) {
    const seat = seatOf(c, c.task);
    const facts = { step: c.task.step, seat: seat.seat, speaker: seat.speaker, employer: c.task.employer };
    return {
      result: { outcome: 'expired' },
      writes: [...vacate(c, seat), ...c.ledger.writes(), eventWrite(c.visit, 'step-expired', c.now, facts)],
    };
  },
};
