import * as z from 'zod/mini';
import { Step } from '../deadlines/policy.ts';
import { Code, Instant } from '../platform/schema.ts';

/** Whose question it was. Ids only: what stands here needs no change when a person is erased. */
const asked = {
  /** The union that is responsible for the visit. */
  union: Code,
  /** Who was asked; of a speaker the union of the pool entry, because nobody is shown the pace of a person. */
  organisation: Code,
  step: Step,
  speaker: z.optional(Code),
};

/** How a question came to its end: the asked party answered, its union entered the answer (代录), a superior answered, or nobody. */
export const How = z.enum(['answered', 'recorded', 'superior', 'expired']);

/** A question that was answered, or ran out, under the month in which that was. */
export const PaceRow = z.object({ ...asked, openedAt: Instant, dueAt: Instant, at: Instant, how: How });
export type PaceRow = z.infer<typeof PaceRow>;

/** A question that waits beyond its date; from `until` on it counts no more, because it was answered or has run out. */
export const LateRow = z.object({ ...asked, until: Instant });
export type LateRow = z.infer<typeof LateRow>;
