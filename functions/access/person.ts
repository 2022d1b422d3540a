import * as z from 'zod/mini';
import { Code, Instant, Line, Sealed } from '../platform/schema.ts';

/** In which capacity somebody acts for an organisation; an administrator looks after its people and its record. */
export const Role = z.enum(['school', 'union', 'employer', 'speaker', 'education', 'administrator']);
export type Role = z.infer<typeof Role>;

/**
 * A role in one organisation, from–to. `delegatedBy` names whose role it is, while that person is absent; `through` the organisation
 * by which somebody holds it, where that one took the other over (合并).
 */
export const Membership = z.object({
  role: Role,
  organisation: Code,
  from: z.optional(Instant),
  to: z.optional(Instant),
  delegatedBy: z.optional(Code),
  through: z.optional(Code),
  /** The office's head (分管领导), who is told of what its people have left lying. */
  head: z.optional(z.boolean()),
});
export type Membership = z.infer<typeof Membership>;

/** By what a person can be told. Whatever is chosen, it stands in the inbox, too. */
export const NoticeChannel = z.enum(['sms', 'email', 'wecom', 'official-account']);
export type NoticeChannel = z.infer<typeof NoticeChannel>;

/** How somebody wants to be told. An address is sealed like a number. */
export const NoticeWishes = z.object({
  language: z._default(z.enum(['zh', 'en']), 'zh'),
  /** What waits for them or has to be known at once; none: only the inbox. */
  immediate: z.array(NoticeChannel),
  /** What can wait for the next morning's digest. */
  digest: z.array(NoticeChannel),
  email: z.optional(Sealed),
  /** The member's id in the WeCom of their union. */
  wecom: z.optional(Sealed),
  /** The follower's id (openid) of the official account (公众号). */
  officialAccount: z.optional(Sealed),
});
export type NoticeWishes = z.infer<typeof NoticeWishes>;

/** Somebody who signs in. `speakerId` ties a person to an entry of the talent pool. */
export const Person = z.object({
  id: Code,
  city: Code,
  name: Line(30),
  phone: z.optional(Sealed),
  speakerId: z.optional(Code),
  /** How an issuer of the city's own names them, where that is not by the id. */
  subject: z.optional(z.string()),
  memberships: z.array(Membership),
  /** How they want to be told; without it in Chinese, by SMS. */
  notices: z.optional(NoticeWishes),
  /** Guards every change of the record; nobody has changed one without it yet. */
  version: z.optional(z.int()),
});
export type Person = z.infer<typeof Person>;
