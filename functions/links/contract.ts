import * as z from 'zod/mini';
import type { Contract } from '../platform/contract.ts';
import { Instant, Line } from '../platform/schema.ts';

/** The link itself is told to nobody but the party's own phones. */
export const sendTaskLink = {
  method: 'POST',
  path: '/v1/tasks/{id}/link',
  summary: { zh: '向被征求方发送办理链接', en: "Send a link to the task to the asked party's phones" },
  params: z.object({ id: Line(300) }),
  body: z.strictObject({}),
  success: 200,
  answer: z.strictObject({
    sentTo: z.array(z.strictObject({ name: Line(30), phone: z.string() })),
    expiresAt: Instant,
  }),
} satisfies Contract;
