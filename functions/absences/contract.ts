import * as z from 'zod/mini';
import type { Contract } from '../platform/contract.ts';
import { Code, Line, Text, Words } from '../platform/schema.ts';
import { VisitAnswer } from '../visits/answers.ts';
import { AbsenceOutcome, Channel, Evidence } from '../visits/visit.ts';

/** What is said about a speaker who is told not to have come; the answer is the visit as it then stands. */
const params = z.object({ id: Line(100), speakerId: Code });

export const contestAbsence = {
  method: 'POST',
  path: '/v1/visits/{id}/absences/{speakerId}/objection',
  summary: { zh: '对未到场记录提出异议', en: 'Contest that a speaker did not come' },
  params,
  /** A union that enters its speaker's word says how it came. */
  body: z.strictObject({
    reasonCode: z.optional(Code),
    text: Words(500),
    channel: z.optional(Channel),
    evidence: Evidence,
  }),
  success: 200,
  answer: VisitAnswer,
} satisfies Contract;

export const settleAbsence = {
  method: 'POST',
  path: '/v1/visits/{id}/absences/{speakerId}/settlement',
  summary: { zh: '处理未到场异议', en: 'Settle whether a speaker came' },
  params,
  body: z.strictObject({ outcome: AbsenceOutcome, text: z.optional(Text(500)) }),
  success: 200,
  answer: VisitAnswer,
} satisfies Contract;

export type ContestBody = z.output<(typeof contestAbsence)['body']>;
export type SettleBody = z.output<(typeof settleAbsence)['body']>;
