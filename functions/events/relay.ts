import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { isOrganisationEvent } from '../audit/ledger.ts';
import { OrganisationEvent } from '../audit/organisation-events.ts';
import { Task, taskName } from '../decisions/task.ts';
import { INTERNAL, SOURCE } from '../platform/event-names.ts';
import { messagesOf, noticesOf, visitOf } from '../platform/keys.ts';
import { VisitEvent } from '../visits/events.ts';
import { type Entry, put } from './bus.ts';
import { published, TaskOpened } from './published.ts';

/**
 * What the table's changes mean to others, put on the bus: each event of a visit, each question, and to ourselves that something is to be
 * delivered. Comes at least once.
 */

/** Events of organisations from which notices follow. */
const TOLD_OF_ORGANISATIONS = new Set(['absence-delegated']);

/** What one new item says; nothing for what is nobody's business, or cannot be read, which must not keep the others waiting. */
export function entryOf(item: Record<string, unknown>): Entry | undefined {
  const { pk, sk } = item as { pk: string; sk: string };
  const city = pk.slice(0, pk.indexOf('#'));
  if (isOrganisationEvent(item)) {
    const event = z.safeParse(OrganisationEvent, item).data;
    if (!event || !TOLD_OF_ORGANISATIONS.has(event.type)) return undefined;
    return { Source: INTERNAL, DetailType: event.type, detail: event };
  }
  if (pk.startsWith(messagesOf(''))) return { Source: INTERNAL, DetailType: 'message-written', detail: { pk, sk } };
  if (pk.startsWith(noticesOf(city, '')))
    return item.deliverAt === undefined && sk.startsWith('NOTICE#')
      ? { Source: INTERNAL, DetailType: 'notices-written', detail: { keys: [{ pk, sk }] } }
      : undefined;
  if (!pk.startsWith(visitOf(city, ''))) return undefined;
  if (!sk.startsWith('TASK#')) {
    const event = z.safeParse(VisitEvent, item);
    return event.success ? { Source: SOURCE, DetailType: event.data.type, detail: published(city, event.data) } : undefined;
  }
  const task = z.safeParse(Task, item).data;
  if (task?.state !== 'open') return undefined;
  return { Source: SOURCE, DetailType: 'task-opened', detail: z.parse(TaskOpened, { ...task, task: taskName(task) }) };
}

/** Puts on the bus what these records of the stream tell. @throws Error when the bus did not take all; then they come again */
export async function relay(records: DynamoDBRecord[]): Promise<void> {
  const entries = records.flatMap(({ eventName, dynamodb }) => {
    if (eventName !== 'INSERT') return [];
    return entryOf(unmarshall(dynamodb?.NewImage as Parameters<typeof unmarshall>[0])) ?? [];
  });
  await put(together(entries));
}

interface Written {
  keys: object[];
}
const isWritten = (entry: Entry): entry is Entry & { detail: Written } => entry.DetailType === 'notices-written';

/** Notices that were written together go out together, so that what they are about is read once. */
function together(entries: Entry[]): Entry[] {
  const [first, ...others] = entries.filter(isWritten);
  if (!first) return entries;
  const keys = [first, ...others].flatMap(({ detail }) => detail.keys);
  return [...entries.filter((entry) => !isWritten(entry)), { ...first, detail: { keys } }];
}
