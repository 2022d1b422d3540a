import * as z from 'zod/mini';
import { Code, Line } from '../platform/schema.ts';

/** One choice of a list: its code on the wire, and what people read in Chinese and in English. */
export const CatalogueEntry = z.object({ code: Code, zh: Line(60), en: Line(80) });
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;
