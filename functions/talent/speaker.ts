import * as z from 'zod/mini';
import { Code, Day, Line, Sealed, Text } from '../platform/schema.ts';

/** An honour (荣誉) with who verified it when. A revoked one (荣誉撤销) pauses the speaker. */
export const Honour = z.object({
  code: Code,
  level: z.enum(['national', 'province', 'city', 'county']),
  body: Line(40),
  year: z.int().check(z.gte(1949), z.lte(2100)),
  certificate: z.optional(Line(40)),
  verifiedBy: z.optional(Code),
  verifiedOn: z.optional(Day),
  revoked: z.optional(z.boolean()),
});
export type Honour = z.infer<typeof Honour>;

/**
 * A standing permission (年度授权): on these days (`to` inclusive) a visit that fits into what is left of the month's hours needs no
 * release, and the employer is told.
 */
export const Permission = z.object({ hoursPerMonth: z.int().check(z.gte(1), z.lte(200)), from: Day, to: Day });
export type Permission = z.infer<typeof Permission>;

/** Where and how a speaker works, from–to (days, `to` inclusive); what release a seat needs follows from it. */
export const Employment = z.object({
  kind: z.enum(['employed', 'rehired', 'retired', 'self-employed']),
  employer: z.optional(Code),
  from: z.optional(Day),
  to: z.optional(Day),
  permission: z.optional(Permission),
});
export type Employment = z.infer<typeof Employment>;

/** Hours of a week in which a speaker can come: weekday 1 (Monday) to 7, times of day HH:mm in Asia/Shanghai. */
export const Availability = z.object({
  weekday: z.int().check(z.gte(1), z.lte(7)),
  from: z.string().check(z.regex(/^\d\d:\d\d$/)),
  to: z.string().check(z.regex(/^\d\d:\d\d$/)),
});
export type Availability = z.infer<typeof Availability>;

export const Talk = z.object({ title: Line(60), topics: z.array(Line(30)), levels: z.array(Code), minutes: z.int() });
export type Talk = z.infer<typeof Talk>;

/** An entry of the talent pool (劳模工匠资源库) with its profile (多维画像). Empty lists mean "no restriction". */
export const Speaker = z.object({
  id: Code,
  name: Line(30),
  /** Whoever was erased has none. */
  phone: z.optional(Sealed),
  status: z.enum(['nominated', 'admitted', 'active', 'paused', 'retired']),
  /** The union that owns the pool entry. */
  union: Code,
  honours: z.array(Honour),
  trade: Line(30),
  skills: z.array(Line(30)),
  topics: z.array(Line(30)),
  activityTypes: z.array(Code),
  modes: z.array(z.enum(['in-school', 'at-base', 'online'])),
  levels: z.array(Code),
  districts: z.array(Code),
  availability: z.array(Availability),
  /** Own limits where they are tighter than the city's. */
  maxPerWeek: z.optional(z.int()),
  maxPerMonth: z.optional(z.int()),
  minimumNoticeDays: z.optional(z.int()),
  employments: z.array(Employment),
  talks: z.array(Talk),
  team: z.optional(Line(40)),
  rating: z.optional(z.number()),
  biography: z.optional(Text(500)),
  /** Guards changes of the entry; nobody has changed one without it yet. */
  version: z.optional(z.int()),
});
export type Speaker = z.infer<typeof Speaker>;
