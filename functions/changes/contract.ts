import * as z from 'zod/mini';
import { Declining } from '../decisions/reason.ts';
import type { Contract } from '../platform/contract.ts';
import { Line } from '../platform/schema.ts';
import { VisitAnswer } from '../visits/answers.ts';

export const cancelVisit = {
  method: 'POST',
  path: '/v1/visits/{id}/cancel',
  summary: { zh: '取消活动', en: 'Cancel a visit' },
  params: z.object({ id: Line(100) }),
  body: z.strictObject(Declining),
  success: 200,
  answer: VisitAnswer,
} satisfies Contract;
