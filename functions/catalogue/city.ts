import * as z from 'zod/mini';
import { Code, Line } from '../platform/schema.ts';
import { CatalogueEntry } from './entry.ts';

const Entries = z.array(CatalogueEntry);

/** A city's own entries for the lists that are open. The others are closed because rules depend on their codes. */
export const Additions = z.object({
  activityTypes: z.optional(Entries),
  levels: z.optional(Entries),
  honours: z.optional(Entries),
  topics: z.optional(Entries),
  reasonCodes: z.optional(Entries),
  notHeldReasonCodes: z.optional(Entries),
  absenceReasonCodes: z.optional(Entries),
});
export type Additions = z.infer<typeof Additions>;

/**
 * The stored record of a city: its name and its own lists. `units` words the plan's rows for a choice; who approves and files
 * for a unit stands in the `Unit` of the same code.
 */
export const CityCatalogue = z.object({
  city: Code,
  name: Line(40),
  districts: Entries,
  units: Entries,
  additions: z.optional(Additions),
});
export type CityCatalogue = z.infer<typeof CityCatalogue>;
