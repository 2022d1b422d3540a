import * as z from 'zod/mini';
import { Membership, NoticeWishes, Person } from '../access/person.ts';
import { OrganisationEvent } from '../audit/organisation-events.ts';
import { Feed } from '../calendars/feed.ts';
import type { Contract } from '../platform/contract.ts';
import { Code, Email, Instant, Line, OpenId, Phone, Text, WecomMember } from '../platform/schema.ts';
import { Speaker } from '../talent/speaker.ts';
import { AbsenceAnswer } from '../visits/answers.ts';

/** A person's, or of a speaker for whom no person is registered the speaker's. */
const PersonId = z.object({ id: Line(100) });

/** All that is held about one person. */
export const PersonalData = z.strictObject({
  /** Not there for an entry of the pool for which no person is registered. */
  person: z.optional(
    z.strictObject({
      ...Person.shape,
      phone: z.optional(Phone),
      memberships: z.array(Membership),
      /** How they want to be told, with the addresses that they gave. */
      notices: z.optional(
        z.strictObject({
          ...NoticeWishes.shape,
          email: z.optional(Email),
          wecom: z.optional(WecomMember),
          officialAccount: z.optional(OpenId),
        }),
      ),
    }),
  ),
  /** The entry of the talent pool. */
  speaker: z.optional(z.strictObject({ ...Speaker.shape, phone: z.optional(Phone) })),
  /** A page of the visits in which they sit or sat, the latest last, and what they did in these. */
  visits: z.array(
    z.strictObject({
      id: Code,
      when: Instant,
      did: z.array(z.strictObject({ type: z.string(), at: Instant })),
      /** That they are said not to have come. */
      absence: z.optional(z.extend(AbsenceAnswer, { reasonCode: z.optional(Code) })),
    }),
  ),
  /** What names them as its contact, known by their number: organisations for which they act or acted, and visits of these schools. */
  contactOf: z.array(
    z.strictObject({ organisation: z.optional(Code), visit: z.optional(Code), name: z.string(), phone: Phone }),
  ),
  /** The private calendars that they made, for themselves and for organisations; their addresses are told to nobody again. */
  calendars: z.array(z.pick(Feed, { id: true, organisation: true, createdAt: true })),
  /** Who saw a number of theirs, as the union that looks after them and the organisations of these visits recorded it. */
  seenBy: z.array(z.pick(OrganisationEvent, { at: true, organisation: true, by: true, request: true })),
  /** There is more than one answer holds, and these are the latest; more visits follow by `cursor`. */
  more: z.boolean(),
  /** Of these looks there are more than are shown. */
  moreLooks: z.optional(z.literal(true)),
  cursor: z.optional(z.string()),
});
export type PersonalData = z.infer<typeof PersonalData>;

export const Correction = z.strictObject({
  name: z.optional(Line(30)),
  phone: z.optional(Phone),
  /** Of whoever stands in the talent pool. */
  biography: z.optional(Text(500)),
});
export type Correction = z.output<typeof Correction>;

/**
 * What was set right. `phone` is the number by which somebody signs in, which a union that only looks after their pool entry does not
 * touch; `poolPhone` the one in that entry.
 */
export const Corrected = z.enum(['name', 'phone', 'poolPhone', 'biography']);
export type Corrected = z.infer<typeof Corrected>;

export const exportPerson = {
  method: 'GET',
  path: '/v1/people/{id}/data',
  summary: { zh: '导出本人的全部信息', en: 'All that is held about a person' },
  params: PersonId,
  query: z.strictObject({ cursor: z.optional(Line(500)) }),
  success: 200,
  answer: PersonalData,
} satisfies Contract;

export const correctPerson = {
  method: 'POST',
  path: '/v1/people/{id}/correction',
  summary: { zh: '更正个人信息', en: 'Correct what is held about a person' },
  params: PersonId,
  body: Correction,
  success: 200,
  answer: z.strictObject({ id: Code, corrected: z.array(Corrected) }),
} satisfies Contract;

export const erasePerson = {
  method: 'POST',
  path: '/v1/people/{id}/erasure',
  summary: { zh: '注销并删除个人信息', en: 'Erase what is held about a person' },
  params: PersonId,
  body: z.strictObject({ reasonCode: z.enum(['requested', 'left', 'deceased', 'other']) }),
  success: 200,
  /** `underway` while words of theirs are still looked for in visits; nobody signs in as them from the first answer on. */
  answer: z.strictObject({ id: Code, state: z.enum(['underway', 'done']) }),
} satisfies Contract;
