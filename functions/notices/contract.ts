import * as z from 'zod/mini';
import { NoticeChannel } from '../access/person.ts';
import type { Contract } from '../platform/contract.ts';
import { PageLimit } from '../platform/paging.ts';
import { Code, Instant, InstantWithOffset, Line } from '../platform/schema.ts';
import { NoticeKind } from './notice.ts';

const Said = z.strictObject({ title: z.string(), text: z.string() });

/** A notice with its words in both languages, and by which channels it has gone out. */
const NoticeAnswer = z.strictObject({
  kind: NoticeKind,
  at: Instant,
  /** As whom one is told: the organisation's or speaker's id. */
  partyId: Code,
  visitId: z.optional(Code),
  taskId: z.optional(Line(300)),
  zh: Said,
  en: Said,
  read: z.boolean(),
  sent: z.optional(z.partialRecord(NoticeChannel, Instant)),
});

export const listNotices = {
  method: 'GET',
  path: '/v1/notices',
  summary: { zh: '我的通知，最新的在前', en: 'My notices, newest first' },
  query: z.strictObject({ cursor: z.optional(Line(500)), limit: PageLimit }),
  success: 200,
  answer: z.strictObject({ notices: z.array(NoticeAnswer), cursor: z.optional(z.string()) }),
} satisfies Contract;

/** All up to an instant count as read. */
export const readNotices = {
  method: 'POST',
  path: '/v1/notices/read',
  summary: { zh: '标记通知为已读', en: 'Mark notices as read' },
  body: z.strictObject({ upTo: InstantWithOffset }),
  success: 200,
  answer: z.strictObject({ upTo: Instant }),
} satisfies Contract;

/** What could not be delivered in days is tried again: the channel is there again, or the address was set right. */
export const redriveNotices = {
  method: 'POST',
  path: '/v1/notices/redrive',
  summary: { zh: '重新投递未能送达的通知', en: 'Send on their way again what could not be delivered' },
  body: z.strictObject({}),
  success: 200,
  /** `more` when there are more than one call takes. */
  answer: z.strictObject({ redriven: z.int(), more: z.boolean() }),
} satisfies Contract;
