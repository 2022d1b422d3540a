import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { day } from '../deadlines/shanghai-time.ts';
import { changeOf } from '../platform/stream.ts';
import { commit } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { Entered, type Entry, entryWrite, eventEntry, isOrganisationEvent, visitEntries } from './ledger.ts';

const Stored = z.record(z.string(), z.unknown());
const Chained = z.object({
  city: z.string(),
  id: z.string(),
  union: z.string(),
  events: z.optional(z.int()),
  head: z.optional(z.string()),
});

/** Whether a record tells of an organisation's event. */
export function isOfOrganisation(record: DynamoDBRecord): boolean {
  const { before, after } = changeOf(Stored, record);
  return isOrganisationEvent(after ?? before ?? {});
}

/** Puts into today's ledger what these records of the stream tell of visits and of organisations' events. Safe to call twice. */
export async function enter(records: DynamoDBRecord[], now: Date): Promise<void> {
  const [events, visits] = [records.filter(isOfOrganisation), records.filter((record) => !isOfOrganisation(record))];
  // An event is written once; a change of one is no news, but what the seal will show.
  const written = events.flatMap((record): Item[] => {
    const { before, after } = changeOf(Stored, record);
    return before || !after ? [] : [after];
  });
  const entries = [...written.map(eventEntry), ...visitEntries(visits.map((record) => changeOf(Chained, record)))];
  await Promise.all(entries.map((entry) => put(entry, day(now.toISOString()))));
}

async function put(entry: Entry, today: string): Promise<void> {
  try {
    await commit([entryWrite(entry, today)]);
  } catch (error) {
    if (!(error instanceof Entered)) throw error;
  }
}
