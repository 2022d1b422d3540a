import { day } from '../../deadlines/shanghai-time.ts';
import { getSpeaker, listSpeakers } from '../../talent/contract.ts';
import { hasEmployer, isInForce } from '../../talent/employments.ts';
import { abreast } from '../abreast.ts';
import type { Answered } from '../client.ts';
import type { Visitor } from '../desk.ts';
import type { Me } from '../me.ts';

export type Speaker = Answered<typeof getSpeaker>;
export type Employment = NonNullable<Speaker['employments']>[number];

/** One of our people, and how they work with us now. */
export interface OwnPerson {
  speaker: Speaker;
  employer: string;
  employment: Employment;
}

/** For which employers somebody acts. */
export const employersOf = (me: Me): Set<string> =>
  new Set(me.organisations.filter(({ role }) => role === 'employer').map(({ id }) => id));

/** So many pages of a hundred are looked through; whoever is an employer's only sees nobody but its people, on the first. */
const MOST_PAGES = 5;

/** All speakers who work for the employers of whoever is signed in today, each with what is used of the month's permitted hours. */
export async function ownPeople({ client, me, now }: Visitor): Promise<OwnPerson[]> {
  const employers = employersOf(me);
  const today = day(now.toISOString());
  const found: OwnPerson[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await client.call(listSpeakers, { query: { numbers: 'false', limit: '100', cursor } });
    found.push(...page.speakers.flatMap((speaker) => workingFor(speaker, employers, today)));
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return abreast(found, async (own) => {
    if (!own.employment.permission) return own;
    // Only where one speaker is read it is told how much is used up.
    const speaker = await client.call(getSpeaker, { params: { id: own.speaker.id } });
    return workingFor(speaker, new Set([own.employer]), today)[0] ?? own;
  });
}

/** How a speaker works for these employers on a day: once for each of them. Pure. */
export function workingFor(speaker: Speaker, employers: ReadonlySet<string>, today: string): OwnPerson[] {
  const byEmployer = new Map<string, OwnPerson>();
  for (const employment of speaker.employments ?? []) {
    const { employer } = employment;
    if (employer === undefined || !employers.has(employer)) continue;
    if (!hasEmployer(employment) || !isInForce(employment, today) || byEmployer.has(employer)) continue;
    byEmployer.set(employer, { speaker, employer, employment });
  }
  return [...byEmployer.values()];
}
