import * as z from 'zod/mini';
import { day } from '../deadlines/shanghai-time.ts';
import { letterCountKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';

/**
 * The numbers of letters (发文字号), like 洪工函〔2026〕12号: each union counts its own, each year from 1, without gaps. What counts is a
 * write of the transaction that issues the letter. Pure.
 */

/** What a number begins with where the union's record says nothing (`letterPrefix`). */
const USUAL_PREFIX = '工函';

/** The year to whose letters one of this instant belongs: it turns at midnight in Shanghai. */
export const yearOf = (now: Instant): string => day(now).slice(0, 4);

export const numberOf = (prefix: string | undefined, year: string, n: number): string =>
  `${prefix ?? USUAL_PREFIX}〔${year}〕${n}号`;

/** How many letters of a year a union has issued. */
export const LetterCount = z.object({ last: z.int() });
export type LetterCount = z.infer<typeof LetterCount>;

/** Takes the next number. Of two who take it at the same time one reads again. */
export const countWrite = (city: string, union: string, year: string, before: LetterCount | undefined): Write => ({
  put: { ...letterCountKey(city, union, year), last: (before?.last ?? 0) + 1 },
  where: before ? { last: before.last } : 'absent',
});
