import * as z from 'zod/mini';

/** `numbers=false` leaves phone numbers out of a list, for whoever does not need them: then nobody has seen any. */
export const Numbers = z.optional(z.enum(['true', 'false']));
