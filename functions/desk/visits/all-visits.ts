import { listVisits } from '../../visits/contract.ts';
import type { Client } from '../client.ts';
import type { Visit } from './visit-facts.ts';

/** So many pages of a hundred are read for one page of the desk. */
const MOST_PAGES = 10;

interface Days {
  from: string;
  to?: string | undefined;
}

/**
 * All of somebody's visits on these days, both included, in their order; `isCut` where there are more than one page of the desk can show.
 * Phone numbers are there only for who asks for them: whoever looks at one is recorded.
 */
export async function allVisits(client: Client, days: Days, numbers = false): Promise<{ visits: Visit[]; isCut: boolean }> {
  const visits: Visit[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await client.call(listVisits, {
      query: { ...days, cursor, numbers: numbers ? 'true' : 'false', limit: '100' },
    });
    visits.push(...page.visits);
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return { visits, isCut: cursor !== undefined };
}

/** How long a visit takes, by its sessions where there are several; of one without a time nothing. In hours. Pure. */
export function hoursOf({ slot }: Pick<Visit, 'slot'>): number {
  const spans = slot?.sessions ?? (slot ? [slot] : []);
  return spans.reduce((sum, { start, end }) => sum + Date.parse(end) - Date.parse(start), 0) / 3_600_000;
}

/** Hours with at most one decimal. Pure. */
export const roundedHours = (hours: number): number => Math.round(hours * 10) / 10;
