import * as z from 'zod/mini';
import { heldTimes } from '../../matching/diary.ts';
import { Invalid } from '../../platform/problems.ts';
import { fieldError } from '../../platform/reasons.ts';
import { InstantWithOffset, type Interval, Text } from '../../platform/schema.ts';
import { changeSeat } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { slotOf } from '../../visits/slot.ts';
import { loseSpeaker, losing } from '../ending.ts';
import { Declining } from '../reason.ts';
import { type Case, nextDeadline, type StepRule, seatOf } from '../step-rule.ts';
import type { StepResult } from '../task.ts';

const Body = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({
      outcome: z.literal('release'),
      conditions: z.optional(Text(500)),
      /** The hours that are released; without it those of the visit with the way there and back. */
      window: z.optional(z.strictObject({ start: InstantWithOffset, end: InstantWithOffset })),
    }),
    z.strictObject({ outcome: z.literal('decline'), ...Declining }),
  ],
  { error: 'outcome' },
);

const released = (c: Case): StepResult => {
  const next = c.visit.speakerFirst ? 'school-confirmation' : 'speaker-confirmation';
  return { outcome: 'release', expiresAt: nextDeadline(c, next).expiresAt };
};

/**
 * What a release covers: within it the visit may still be shifted.
 * @throws Invalid when it is not longer than the visit
 */
function windowOf(c: Case, given: Interval | undefined): Interval {
  const held = heldTimes(c.request, slotOf(c.visit), c.policy);
  if (!given) return { start: held[0]!.start, end: held.at(-1)!.end };
  const { start, end } = slotOf(c.visit);
  if (given.start > start || given.end < end) throw new Invalid([fieldError('window', 'covers-visit')]);
  return given;
}

/** The employer releases working time for the speaker (时间保障), or the seat goes to somebody else. */
export const employerRelease: StepRule<z.output<typeof Body>> = {
  step: 'employer-release',
  body: Body,

  speakers: (core, task, { outcome }) => (outcome === 'decline' ? losing(core, seatOf(core, task)) : []),

  decide(c, body, by) {
    const seat = seatOf(c, c.task);
    const facts = { by, seat: seat.seat, speaker: seat.speaker, employer: c.task.employer };
    if (body.outcome === 'decline') {
      return {
        result: { outcome: 'decline' },
        writes: loseSpeaker(c, seat, ['employer-declined', { ...facts, ...body }]),
      };
    }
    const given = { releasedAt: c.now.toISOString(), window: windowOf(c, body.window) };
    const releases = seat.releases.map((release) =>
      release.employer === c.task.employer ? { ...release, ...given } : release,
    );
    return {
      result: released(c),
      writes: [
        changeSeat(c.visit, seat, { releases }),
        eventWrite(c.visit, 'employer-released', c.now, { ...facts, conditions: body.conditions }),
      ],
    };
  },

  known(c) {
    const release = seatOf(c, c.task).releases.find(({ employer }) => employer === c.task.employer);
    return release?.releasedAt === undefined ? undefined : { outcome: 'release', result: released(c), writes: [] };
  },

  expire(c) {
    const seat = seatOf(c, c.task);
    const facts = { step: c.task.step, seat: seat.seat, speaker: seat.speaker, employer: c.task.employer };
    return {
      result: { outcome: 'expired' },
      writes: loseSpeaker(c, seat, ['step-expired', facts]),
    };
  },
};
