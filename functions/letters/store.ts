import * as z from 'zod/mini';
import type { Person } from '../access/person.ts';
import { LETTERS_OF_VISIT, letterCountKey, letterKey, letterOfVisitKey, visitOf } from '../platform/keys.ts';
import { NotFound } from '../platform/problems.ts';
import { Code } from '../platform/schema.ts';
import { get, getAll, query } from '../platform/table.ts';
import { partiesOf } from '../visits/parties.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Visit } from '../visits/visit.ts';
import { mayRead } from './concerned.ts';
import { aboutOf, Letter } from './letter.ts';
import { LetterCount } from './number.ts';

/** What of a letter stands with its visit: where it is found. */
const Issued = z.object({ union: Code, number: z.string() });

type Place = Pick<Visit, 'city' | 'id'>;

/** The letters of a visit, the newest first. */
async function lettersOf({ city, id }: Place, consistent: boolean): Promise<Letter[]> {
  const items = await query(visitOf(city, id), { prefix: LETTERS_OF_VISIT, consistent });
  const keys = z.parse(z.array(Issued), items).map(({ union, number }) => letterKey(city, union, number));
  const letters = z.parse(z.array(Letter), await getAll(keys, { consistent }));
  return letters.sort((a, b) => (a.issuedAt > b.issuedAt ? -1 : 1));
}

/** Those of a visit's letters that somebody may read. */
export async function lettersFor(person: Person, core: VisitCore, now: Date, consistent = false): Promise<Letter[]> {
  const parties = await partiesOf(core);
  const letters = await lettersOf(core.visit, consistent);
  return letters.filter((letter) => mayRead(letter, person, parties, now.toISOString()));
}

/** @throws NotFound for a letter to others just as for one that does not exist */
export async function letterFor(
  person: Person,
  core: VisitCore,
  number: string,
  now: Date,
  consistent = false,
): Promise<Letter> {
  const found = (await lettersFor(person, core, now, consistent)).find((letter) => letter.number === number);
  if (!found) throw new NotFound();
  return found;
}

/** The letter that was issued about the same, if there is one. */
export async function issuedBefore(
  { city, visit, ...about }: Parameters<typeof aboutOf>[0] & { city: string; visit: string },
  consistent: boolean,
): Promise<Letter | undefined> {
  const issued = await get(Issued, letterOfVisitKey(city, visit, aboutOf(about)), { consistent });
  return issued && get(Letter, letterKey(city, issued.union, issued.number), { consistent });
}

export const countOf = (city: string, union: string, year: string, consistent: boolean): Promise<LetterCount | undefined> =>
  get(LetterCount, letterCountKey(city, union, year), { consistent });
