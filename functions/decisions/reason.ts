import * as z from 'zod/mini';
import { Code, Text } from '../platform/schema.ts';
import type { Reason } from '../visits/visit.ts';

/**
 * Why somebody declines: a code of the catalogue (a city may add its own) and, where it helps, a sentence. The code is required
 * unless the city's policy asks for none (check-reason.ts).
 */
export const Declining = { reasonCode: z.optional(Code), text: z.optional(Text(500)) };

/** A reason of the visit's end, with the code that somebody gave. */
export const because = (code: string, { reasonCode }: { reasonCode?: string | undefined }): Reason =>
  reasonCode === undefined ? { code } : { code, facts: { reasonCode } };

/** A list of codes without repetition. */
export const distinct = <T extends z.ZodMiniType>(item: T, max: number) =>
  z.array(item).check(
    z.maxLength(max),
    z.refine<unknown[]>((values) => new Set(values).size === values.length, { error: 'duplicate' }),
  );
