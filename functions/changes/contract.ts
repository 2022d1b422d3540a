import * as z from 'zod/mini';
import { Declining } from '../decisions/reason.ts';
import type { Contract } from '../platform/contract.ts';
import { Code, InstantWithOffset, Line } from '../platform/schema.ts';
import { VisitAnswer } from '../visits/answers.ts';
import { NewSlots } from '../visits/contract.ts';
import { Channel, Evidence } from '../visits/visit.ts';

/** The changes of a visit, each with its reason; the answer is the visit as it then stands. */
const change = <B extends z.ZodMiniType>(name: string, zh: string, en: string, body: B) =>
  ({
    method: 'POST',
    path: `/v1/visits/{id}/${name}`,
    summary: { zh, en },
    params: z.object({ id: Line(100) }),
    body,
    success: 200,
    answer: VisitAnswer,
  }) satisfies Contract;

const seat = z.int().check(z.gte(1), z.lte(6));

export const cancelVisit = change('cancel', '取消活动', 'Cancel a visit', z.strictObject(Declining));

export const rescheduleVisit = change(
  'reschedule',
  '活动改期',
  'Move a visit to another time',
  z.strictObject({ slots: NewSlots, ...Declining }),
);

export const shiftVisit = change(
  'shift',
  '当日调整时间',
  'Shift a visit within its day',
  z.strictObject({ start: InstantWithOffset, end: InstantWithOffset, ...Declining }),
);

export const withdrawFromVisit = change(
  'withdraw',
  '退出活动',
  'Withdraw a speaker who had agreed',
  /** A union that enters a speaker's own word says how it came; without `channel` it objects itself. */
  z.strictObject({ seat, channel: z.optional(Channel), evidence: Evidence, ...Declining }),
);

export type WithdrawBody = z.output<(typeof withdrawFromVisit)['body']>;

/** In the last hours: the union has the new speaker's word, usually by phone. */
export const replaceSpeaker = change(
  'replace-speaker',
  '临时换人',
  'Replace a speaker at short notice',
  z.strictObject({ seat, speakerId: Code, channel: z._default(Channel, 'phone'), evidence: Evidence, ...Declining }),
);

/** The party whose answer the union entered says that it was not so: it is asked again. */
export const objectToRecorded = {
  ...change('objection', '对代录提出异议', 'Object to what was recorded', z.strictObject(Declining)),
  path: '/v1/tasks/{id}/objection',
  params: z.object({ id: Line(300) }),
} satisfies Contract;
