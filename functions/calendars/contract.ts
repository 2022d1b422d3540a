import * as z from 'zod/mini';
import type { Contract } from '../platform/contract.ts';
import { Code, Instant, Line } from '../platform/schema.ts';

/** One's own visits as a speaker, or those of an organisation for which one acts. */
const Of = z.union([z.literal('me'), z.strictObject({ organisation: Code })]);

const Calendar = z.strictObject({
  id: Code,
  of: Of,
  /** Who made it, and as whom it is read. */
  by: z.strictObject({ person: Code, name: Line(30) }),
  createdAt: Instant,
});
export type Calendar = z.infer<typeof Calendar>;

export const getVisitCalendar = {
  method: 'GET',
  path: '/v1/visits/{id}/calendar',
  summary: { zh: '一次活动的日历文件', en: 'One visit as a calendar file' },
  params: z.object({ id: Line(100) }),
  success: 200,
  produces: 'text/calendar',
} satisfies Contract;

/** The address is told this once. */
export const makeCalendar = {
  method: 'POST',
  path: '/v1/calendars',
  summary: { zh: '生成私有日历订阅地址', en: 'Make a private calendar to subscribe to' },
  body: z.strictObject({ of: Of }),
  success: 201,
  answer: z.extend(Calendar, { url: z.string() }),
} satisfies Contract;

export const listCalendars = {
  method: 'GET',
  path: '/v1/calendars',
  summary: {
    zh: '本人和所代表单位的日历订阅',
    en: 'One’s own private calendars, and those of organisations for which one acts',
  },
  success: 200,
  answer: z.strictObject({ calendars: z.array(Calendar) }),
} satisfies Contract;

export const revokeCalendar = {
  method: 'POST',
  path: '/v1/calendars/{id}/revocation',
  summary: { zh: '停用日历订阅地址', en: 'Revoke a private calendar' },
  params: z.object({ id: Line(100) }),
  body: z.strictObject({}),
  success: 200,
  answer: z.strictObject({ id: Code, revokedAt: Instant }),
} satisfies Contract;

/** What calendar programs fetch: they cannot sign in, so that the address is all that lets them in. */
export const readCalendar = {
  method: 'GET',
  path: '/calendars/{file}',
  summary: { zh: '订阅的日历', en: 'A private calendar, for calendar programs' },
  params: z.object({ file: Line(100) }),
  open: true,
  success: 200,
  produces: 'text/calendar',
} satisfies Contract;
