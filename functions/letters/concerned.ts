import { may, type Related } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Instant } from '../platform/schema.ts';
import type { Letter } from './letter.ts';

/** Whom a letter concerns: the unions, and the one party to which it is addressed. Pure. */
const relatedTo = ({ kind, employer, speakers }: Letter, { unions, schools, 'pool-unions': pool }: Related): Related => ({
  ...{ unions, 'pool-unions': pool },
  ...(kind === 'confirmation' && { schools }),
  ...(kind === 'invitation' && { speakers: speakers.map(({ id }) => id) }),
  ...(kind === 'release-request' && { employer: employer === undefined ? [] : [employer] }),
});

/** In which capacity somebody reads a letter, or hands in its stamped copy. @param parties those of the visit */
export const mayRead = (letter: Letter, person: Person, parties: Related, now: Instant) =>
  may('read-letter', person, relatedTo(letter, parties), now);
export const mayReturn = (letter: Letter, person: Person, parties: Related, now: Instant) =>
  may('return-letter', person, relatedTo(letter, parties), now);
