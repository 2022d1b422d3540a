import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Json } from '../../demo/actor.ts';
import { weekAndMonth } from '../../functions/matching/diary.ts';
import { aws, pages } from './aws.ts';

/** What the table holds about visits and speakers' time, without what may differ between two runs. */
export interface Holdings {
  /** Every question, asked or answered. */
  tasks: Record<string, Json>;
  /** Held times by speaker, with the names of the visits. */
  diaries: Record<string, string[]>;
  /** Counts by speaker, of the weeks and months that are not over: nobody asks about others, and they are dropped at will. */
  loads: Record<string, Record<string, number>>;
  /** What the sweep has to look at. */
  watched: string[];
  /** How many items of each kind there are, by visit. */
  items: Record<string, number>;
}

/** Reads the whole table at the runtime's DynamoDB endpoint. */
export async function readTable(endpoint: string): Promise<Json[]> {
  const { TableNames } = await aws(endpoint, 'DynamoDB_20120810.ListTables', {});
  const TableName = TableNames.find((name: string) => name !== 'local-store');
  return pages(async (from) => {
    const query = { TableName, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) };
    const page = await aws(endpoint, 'DynamoDB_20120810.Scan', query);
    return { items: page.Items.map((item: Json) => unmarshall(item)), next: page.LastEvaluatedKey };
  });
}

/** @param nameOf the name of a visit, whose id differs from run to run */
export function holdings(items: Json[], nameOf: (visit: string) => string, now: number): Holdings {
  const of = (kind: string) => items.filter(({ pk }) => pk.split('#')[1] === kind);
  const ofVisits = of('VISIT').map((item) => ({ ...item, name: `${nameOf(item.pk.split('#')[2])} ${item.sk}` }));
  return {
    tasks: Object.fromEntries(ofVisits.filter(({ sk }) => sk.startsWith('TASK#')).map((item) => [item.name, task(item)])),
    diaries: diaries(
      of('DIARY').filter(({ sk }) => sk !== 'LOAD'),
      nameOf,
    ),
    loads: loads(
      of('DIARY').filter(({ sk }) => sk === 'LOAD'),
      now,
    ),
    watched: ofVisits.flatMap(({ sweep, name }) => (sweep === undefined ? [] : [name])).sort(),
    items: counts(ofVisits.map(({ name }) => name.split('#')[0])),
  };
}

/** Deadlines go by days and so are the same; the instants at which something was asked or decided are not. */
function task({ state, party, escalatedTo, run, dueAt, expiresAt, decision, inbox, escalatedInbox }: Json): Json {
  return { state, party, escalatedTo, run, dueAt, expiresAt, outcome: decision?.body.outcome, inbox, escalatedInbox };
}

function diaries(items: Json[], nameOf: (visit: string) => string): Holdings['diaries'] {
  const held: Holdings['diaries'] = {};
  for (const { speaker, holds } of items) {
    if (holds.length === 0) continue;
    const said = holds.map((hold: Json) => `${hold.start} ${hold.end} ${nameOf(hold.visit)} seat ${hold.seat}`);
    held[speaker] = [...(held[speaker] ?? []), ...said].sort();
  }
  return held;
}

function loads(items: Json[], now: number): Holdings['loads'] {
  const [week, month] = weekAndMonth(new Date(now).toISOString());
  const ahead = (key: string) => key >= (key.includes('W') ? week : month);
  const counted = items.map(({ speaker, counts }) => [
    speaker,
    Object.entries<number>(counts)
      .filter(([key]) => ahead(key))
      .sort(),
  ]);
  return Object.fromEntries(
    counted.filter(([, left]) => left.length > 0).map(([speaker, left]) => [speaker, Object.fromEntries(left)]),
  );
}

/** How often each one comes. */
export function counts(all: string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const one of all.toSorted()) found[one] = (found[one] ?? 0) + 1;
  return found;
}
