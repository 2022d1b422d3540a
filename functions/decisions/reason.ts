import * as z from 'zod/mini';
import { Code, Text } from '../platform/schema.ts';

/** Why somebody declines: a code of the catalogue (a city may add its own) and, where it helps, a sentence. */
export const Declining = { reasonCode: Code, text: z.optional(Text(500)) };

/** A list of codes without repetition. */
export const distinct = <T extends z.ZodMiniType>(item: T, max: number) =>
  z.array(item).check(
    z.maxLength(max),
    z.refine<unknown[]>((values) => new Set(values).size === values.length, { error: 'duplicate' }),
  );
