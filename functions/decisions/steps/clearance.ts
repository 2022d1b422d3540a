import * as z from 'zod/mini';
import { Invalid } from '../../platform/problems.ts';
import { fieldError } from '../../platform/reasons.ts';
import { Code } from '../../platform/schema.ts';
import type { Write } from '../../platform/writes.ts';
import { clear } from '../../talent/talks.ts';
import { changeSeat, changeVisit } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import type { Actor } from '../../visits/visit.ts';
import { endVisit, vacate } from '../ending.ts';
import { silentBefore } from '../last-hours.ts';
import { Declining, distinct } from '../reason.ts';
import { toTheSeats, uncleared } from '../standing.ts';
import type { Case, Effects, HandOver, StepRule } from '../step-rule.ts';

const Body = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({ outcome: z.literal('clear') }),
    /** `speakers` are those whose content may not enter; without it all in question. */
    z.strictObject({ outcome: z.literal('decline'), speakers: z.optional(distinct(Code, 18)), ...Declining }),
  ],
  { error: 'outcome' },
);

/**
 * The education authority clears what enters a campus (清单管理), where a city wants that: per talk and again when it changes, so
 * that it is asked about those speakers and reserves only whose talks it has not seen.
 */
export const clearance: StepRule<z.output<typeof Body>, Effects | HandOver> = {
  step: 'clearance',
  body: Body,

  speakers: ({ seats, visit }) => [
    ...seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])),
    ...visit.reserves,
  ],

  decide(c, body, by) {
    const asked = uncleared(c);
    if (body.outcome === 'clear') {
      const cleared = new Set([...c.cleared, ...asked]);
      return {
        result: { outcome: 'clear', ...toTheSeats({ ...c, cleared }) },
        writes: [
          ...clears(c, asked, by),
          eventWrite(c.visit, 'cleared', c.now, { by, seats: asked.map((speaker) => ({ speaker })) }),
        ],
      };
    }
    const refused = body.speakers ?? (asked.length > 0 ? asked : this.speakers(c, c.task, body));
    const errors = (body.speakers ?? []).flatMap((id, i) =>
      asked.includes(id) ? [] : [fieldError(`speakers.${i}`, 'not-in-question')],
    );
    if (errors.length > 0) throw new Invalid(errors);
    const emptied = c.seats.filter(({ speaker }) => speaker !== undefined && refused.includes(speaker));
    const reserves = c.visit.reserves.filter((id) => !refused.includes(id));
    const notAgain = c.visit.reserves.filter((id) => refused.includes(id));
    const [first, ...others] = emptied;
    const keeper = first ?? c.seats[0]!;
    return {
      result: { outcome: 'decline' },
      writes: [
        // One seat remembers the reserves that were refused, so that nobody proposes them again.
        ...(first
          ? vacate(c, { ...first, past: [...first.past, ...notAgain] })
          : [changeSeat(c.visit, keeper, { past: [...keeper.past, ...notAgain] })]),
        ...others.flatMap((seat) => vacate(c, seat)),
        ...clears(
          c,
          asked.filter((id) => !refused.includes(id)),
          by,
        ),
        ...c.ledger.writes(),
        changeVisit(c.visit, c.now, { reserves }),
        eventWrite(c.visit, 'clearance-declined', c.now, {
          ...{ by, reasonCode: body.reasonCode, text: body.text },
          seats: refused.map((speaker) => ({ speaker })),
        }),
      ],
    };
  },

  /** The talks of all were cleared before, or in between for another visit. */
  known: (c) =>
    uncleared(c).length > 0 ? undefined : { outcome: 'clear', result: { outcome: 'clear', ...toTheSeats(c) }, writes: [] },

  expire(c) {
    const goesOn = silentBefore(c);
    if (goesOn) return goesOn;
    return {
      result: { outcome: 'expired' },
      writes: [
        ...endVisit(c, 'expired', [{ code: 'authority-silent' }]),
        eventWrite(c.visit, 'step-expired', c.now, { step: c.task.step }),
      ],
    };
  },
};

/** Whoever was in question and is not refused may enter, so that nobody is asked about the same talks again. */
const clears = ({ visit, pool, now }: Case, ids: string[], by: Actor): Write[] =>
  ids.flatMap((id) => (pool.has(id) ? [clear(visit.city, pool.get(id)!, by, now)] : []));
