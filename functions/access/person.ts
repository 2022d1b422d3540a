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
});
export type Membership = z.infer<typeof Membership>;

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
  /** Guards every change of the record; nobody has changed one without it yet. */
  version: z.optional(z.int()),
});
export type Person = z.infer<typeof Person>;
