import * as z from 'zod/mini';
import { Policy, Step } from '../deadlines/policy.ts';
import type { Contract } from '../platform/contract.ts';
import { Code, Instant } from '../platform/schema.ts';
import { Changes } from './changes.ts';

const Version = z.pipe(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), z.pipe(z.transform(Number), z.int()));

export const PolicyAnswer = z.strictObject({
  ...Policy.shape,
  /** Since when it is in force, or was first; missing of the one with which the city began. */
  since: z.optional(Instant),
  inForce: z.boolean(),
  /** The years that the city has entered itself; of this year and the next those whose holidays nobody knows yet. */
  years: z.strictObject({ entered: z.array(z.string()), provisional: z.array(z.string()) }),
});

export const getPolicy = {
  method: 'GET',
  path: '/v1/policy',
  summary: { zh: '本市规则', en: "The city's policy" },
  query: z.strictObject({ version: z.optional(Version) }),
  success: 200,
  answer: PolicyAnswer,
} satisfies Contract;

/** What changes, and whether the open questions of visits that have begun follow the new dates. */
const Proposal = z.strictObject({ changes: Changes, openTasks: z.enum(['move', 'keep']) });

const Dates = z.strictObject({ dueAt: Instant, expiresAt: Instant });

export const previewPolicy = {
  method: 'POST',
  path: '/v1/policy/preview',
  summary: { zh: '预览规则变更对待办事项的影响', en: 'What a change of the policy would mean for open tasks' },
  body: Proposal,
  success: 200,
  answer: z.strictObject({
    /** The version against which it was held. */
    version: z.int(),
    /** Which fields would differ, dotted. */
    fields: z.array(z.string()),
    tasks: z.array(
      z.strictObject({
        taskId: z.string(),
        kind: Step,
        partyId: Code,
        visitId: Code,
        from: Dates,
        to: Dates,
        /** Nobody could answer it any more. */
        expiresNow: z.boolean(),
      }),
    ),
    /** How many open tasks would keep their dates. */
    unchanged: z.int(),
    /** There are more open tasks than are shown or were looked at. */
    more: z.optional(z.literal(true)),
  }),
} satisfies Contract;

export const changePolicy = {
  method: 'POST',
  path: '/v1/policy',
  summary: { zh: '变更规则', en: 'Change the policy' },
  body: Proposal,
  success: 200,
  answer: PolicyAnswer,
} satisfies Contract;
