import * as z from 'zod/mini';
import { letterKey, letterOfVisitKey } from '../platform/keys.ts';
import type { Write } from '../platform/writes.ts';
import { EventActor, eventWrite } from '../visits/events.ts';
import type { Actor, Visit } from '../visits/visit.ts';
import type { Draft } from './draft.ts';
import { aboutOf, type Letter } from './letter.ts';
import { countWrite, type LetterCount, numberOf, yearOf } from './number.ts';

/** The union in whose name a letter goes out. */
export interface Issuer {
  id: string;
  letterPrefix?: string | undefined;
}

/**
 * The letter with the union's next number, and the writes that issue it: letter, number and event in one transaction, so that no number
 * is given twice and none is left out. Pure.
 */
export function issueWrites(
  draft: Draft,
  visit: Visit,
  { id: union, letterPrefix }: Issuer,
  count: LetterCount | undefined,
  by: Actor,
  now: Date,
): { letter: Letter; writes: Write[] } {
  const { city } = draft;
  const issuedAt = now.toISOString();
  const year = yearOf(issuedAt);
  const number = numberOf(letterPrefix, year, (count?.last ?? 0) + 1);
  const letter: Letter = { ...draft, union, number, issuedAt, by: z.parse(EventActor, by), copies: [], version: 1 };
  const { kind, seat, employer, speakers } = letter;
  const whose = seat === undefined ? {} : { seat, speaker: speakers[0]!.id };
  return {
    letter,
    writes: [
      countWrite(city, union, year, count),
      { put: { ...letterKey(city, union, number), ...letter }, where: 'absent' },
      { put: { ...letterOfVisitKey(city, draft.visit, aboutOf(letter)), union, number }, where: 'absent' },
      eventWrite(visit, 'letter-issued', now, { by, letter: kind, number, ...whose, employer }),
    ],
  };
}
