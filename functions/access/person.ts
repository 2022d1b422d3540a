import * as z from 'zod/mini';
import { Code, Instant, Line, Sealed } from '../platform/schema.ts';

/** In which capacity somebody acts for an organisation. */
export const Role = z.enum(['school', 'union', 'employer', 'speaker', 'education']);
export type Role = z.infer<typeof Role>;

/** A role in one organisation, from–to. */
export const Membership = z.object({
  role: Role,
  organisation: Code,
  from: z.optional(Instant),
  to: z.optional(Instant),
});
export type Membership = z.infer<typeof Membership>;

/** Somebody who signs in. `speakerId` ties a person to an entry of the talent pool. */
export const Person = z.object({
  id: Code,
  city: Code,
  name: Line(30),
  phone: z.optional(Sealed),
  speakerId: z.optional(Code),
  memberships: z.array(Membership),
});
export type Person = z.infer<typeof Person>;
