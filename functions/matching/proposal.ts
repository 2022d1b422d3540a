import * as z from 'zod/mini';
import { StepResult } from '../decisions/task.ts';
import { Code } from '../platform/schema.ts';

/** A speaker on the shortlist with the points that explain the place there (score.ts). */
export const Scored = z.object({ speaker: Code, total: z.number(), parts: z.record(z.string(), z.number()) });

/** What one match found: the data of its event, by which a repeated call knows that it is done. */
export const Proposal = z.object({
  round: z.int(),
  seats: z.array(z.object({ seat: z.int(), speaker: Code })),
  shortlist: z.array(Scored),
  result: StepResult,
});
export type Proposal = z.infer<typeof Proposal>;

/** The event of a match, as far as the match needs it back. */
export const ProposalEvent = z.object({ data: Proposal });
