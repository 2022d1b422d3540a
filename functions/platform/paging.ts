import * as z from 'zod/mini';

/** `limit` as it is sent: 1 to 100. */
export const GivenLimit = z.pipe(
  z.string().check(z.regex(/^\d{1,3}$/)),
  z.pipe(z.transform(Number), z.int().check(z.gte(1), z.lte(100))),
);

export const USUAL_LIMIT = 20;

/** `limit` of a list: 1 to 100, 20 without it. */
export const PageLimit = z._default(GivenLimit, USUAL_LIMIT);
