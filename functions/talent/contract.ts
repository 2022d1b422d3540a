import * as z from 'zod/mini';
import { Numbers } from '../personal/wanted.ts';
import type { Contract } from '../platform/contract.ts';
import { PageLimit } from '../platform/paging.ts';
import { Code, Day, Line, Phone } from '../platform/schema.ts';
import { Channel, Evidence } from '../visits/visit.ts';
import { Employment, Permission, Speaker } from './speaker.ts';

/** With what is used up of the present month's hours, where one speaker is read. */
const PermissionAnswer = z.extend(Permission, { hoursUsed: z.optional(z.number()) });

const { version: _, phone: __, ...profile } = Speaker.shape;
/** Phone and employments are there for those who may see them; with employments how many visits there are in this week and month. */
const SpeakerAnswer = z.strictObject({
  ...profile,
  phone: z.optional(Phone),
  employments: z.optional(z.array(z.extend(Employment, { permission: z.optional(PermissionAnswer) }))),
  load: z.optional(z.strictObject({ week: z.int(), month: z.int() })),
  mainHonour: z.optional(z.strictObject({ code: Code, level: z.string() })),
});

const SpeakerId = z.object({ id: Line(100) });

/** What an employer permits. Without `employerId` the one that the person acts for. */
export const NewPermission = z.strictObject({
  employerId: z.optional(Code),
  /** 0 withdraws what was permitted; then the days may be left out. */
  hoursPerMonth: z.int().check(z.gte(0), z.lte(200)),
  /** Both days included, at most 366 days apart. */
  from: z.optional(Day),
  to: z.optional(Day),
  /** How the employer told its union, which enters it (代录). */
  channel: z.optional(Channel),
  evidence: Evidence,
});
export type NewPermission = z.output<typeof NewPermission>;

export const listSpeakers = {
  method: 'GET',
  path: '/v1/speakers',
  summary: { zh: '劳模工匠资源库', en: 'The talent pool' },
  query: z.strictObject({
    topic: z.optional(Line(30)),
    level: z.optional(Code),
    district: z.optional(Code),
    /** Part of the name. */
    name: z.optional(Line(30)),
    numbers: Numbers,
    cursor: z.optional(Line(500)),
    limit: PageLimit,
  }),
  success: 200,
  answer: z.strictObject({ speakers: z.array(SpeakerAnswer), cursor: z.optional(z.string()) }),
} satisfies Contract;

export const getSpeaker = {
  method: 'GET',
  path: '/v1/speakers/{id}',
  summary: { zh: '一位劳模工匠', en: 'One speaker' },
  params: SpeakerId,
  query: z.strictObject({ numbers: Numbers }),
  success: 200,
  answer: SpeakerAnswer,
} satisfies Contract;

export const grantPermission = {
  method: 'POST',
  path: '/v1/speakers/{id}/permission',
  summary: { zh: '单位年度授权：每月可用工时', en: 'A standing permission: so many hours a month need no release' },
  params: SpeakerId,
  body: NewPermission,
  success: 200,
  answer: SpeakerAnswer,
} satisfies Contract;
