import { listVisits } from '../../visits/contract.ts';
import type { Answered, Client } from '../client.ts';

export type ListedVisit = Answered<typeof listVisits>['visits'][number];

/** As many as a page of one month can show, and be read. */
const MOST = 1000;

/** All visits of one's own organisations from one day to another, both included, by their time; without numbers, which nobody needs here. */
export async function visitsBetween(
  client: Client,
  from: string,
  to: string,
): Promise<{ visits: ListedVisit[]; isWhole: boolean }> {
  const visits: ListedVisit[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call(listVisits, { query: { from, to, cursor, numbers: 'false', limit: '100' } });
    visits.push(...page.visits);
    cursor = page.cursor;
  } while (cursor !== undefined && visits.length < MOST);
  return { visits, isWhole: cursor === undefined };
}
