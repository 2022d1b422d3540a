import * as z from 'zod/mini';
import { Instant } from '../platform/schema.ts';

/**
 * Where a token's subject leads: to a person of one city. `signedOutAt`: when all their devices were signed out; what was issued, and
 * which device was remembered, before that is worth nothing from the next request on.
 */
export const Identity = z.object({ city: z.string(), person: z.string(), signedOutAt: z.optional(Instant) });
export type Identity = z.infer<typeof Identity>;

/** Whether what was issued or proven then, in seconds since 1970, is worth nothing: all devices were signed out later, or in that second. */
export const isSignedOut = ({ signedOutAt }: Identity, since: number): boolean =>
  signedOutAt !== undefined && since * 1000 < Date.parse(signedOutAt);
