import * as z from 'zod/mini';
import { parse } from '../platform/api.ts';
import { Invalid } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { Code } from '../platform/schema.ts';
import { type Actor, Channel, Evidence } from '../visits/visit.ts';
import { type Task, taskId } from './task.ts';

/** Members of a decision that the union enters for the party that was asked (api.md, "Issue B's bodies"). */
const Recording = z.strictObject({
  onBehalfOf: z.union([z.strictObject({ organisationId: Code }), z.strictObject({ speakerId: Code })]),
  channel: Channel,
  evidence: Evidence,
});
export type Recording = z.infer<typeof Recording>;

/** What was decided, apart from for whom and how it was said. @throws Invalid */
export function splitRecording(given: Record<string, unknown>): { decision: Record<string, unknown>; recording?: Recording } {
  if (!('onBehalfOf' in given)) return { decision: given };
  const { onBehalfOf, channel, evidence, ...decision } = given;
  return { decision, recording: parse(Recording, { onBehalfOf, channel, ...(evidence !== undefined && { evidence }) }) };
}

/** The person of the union with whose word it was. @throws Invalid when it was not that party's to say */
export function recordedBy(by: Actor, task: Task, { onBehalfOf, channel, evidence }: Recording): Actor {
  const party = 'speakerId' in onBehalfOf ? onBehalfOf.speakerId : onBehalfOf.organisationId;
  const isSpeaker = task.step === 'speaker-confirmation';
  if (party !== task.party || isSpeaker !== 'speakerId' in onBehalfOf)
    throw new Invalid([fieldError('onBehalfOf', 'not-the-asked')]);
  return { ...by, onBehalfOf: { party, channel, evidence, task: taskId(task) } };
}
