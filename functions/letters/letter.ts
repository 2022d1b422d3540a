import * as z from 'zod/mini';
import { Code, Instant, Line } from '../platform/schema.ts';
import { EventActor } from '../visits/events.ts';

/** What a union writes: a request for release to an employer (商请函), an invitation to a speaker (邀请函), a confirmation for the school (活动确认单). */
export const LetterKind = z.enum(['release-request', 'invitation', 'confirmation']);
export type LetterKind = z.infer<typeof LetterKind>;

/** How a stamped copy may come. */
export const CopyType = z.enum(['image/jpeg', 'image/png', 'application/pdf']);
export type CopyType = z.infer<typeof CopyType>;

/** A stamped copy that came back: what it is, who brought it when, and in which pieces it stands (copy.ts). None is ever replaced. */
export const LetterCopy = z.object({
  type: CopyType,
  /** Its size, and the SHA-256 over all of it in hex. */
  bytes: z.int(),
  sha256: z.string(),
  firstPiece: z.int(),
  pieces: z.int(),
  at: Instant,
  by: EventActor,
});
export type LetterCopy = z.infer<typeof LetterCopy>;

/**
 * A letter as it was issued: ids, codes, instants and numbers, from which its text is made again word for word whenever it is printed.
 * Names are looked up then, so that erasing a person needs no change here.
 */
export const Letter = z.object({
  city: Code,
  /** The union in whose name it goes out, and its number among that union's letters. */
  union: Code,
  number: Line(40),
  kind: LetterKind,
  visit: Code,
  epoch: z.int(),
  /** The seat that it is about, in the round in which its speaker sits there; not of a confirmation. */
  seat: z.optional(z.int()),
  round: z.optional(z.int()),
  /** Of a request for release. */
  employer: z.optional(Code),
  /** By when the employer should answer; missing where it had released before. */
  replyBy: z.optional(Instant),
  /** Who comes, each with the main honour of that day. */
  speakers: z.array(z.object({ id: Code, honour: z.optional(z.object({ code: Code, level: Code })) })),
  /** Whose release a confirmation shows. */
  employers: z.array(Code),
  slot: z.object({ start: Instant, end: Instant }),
  /** The sessions, where there are several. */
  times: z.array(z.object({ start: Instant, end: Instant })),
  students: z.int(),
  issuedAt: Instant,
  by: EventActor,
  /** The first that came stands first. */
  copies: z.array(LetterCopy),
  version: z.int(),
});
export type Letter = z.infer<typeof Letter>;

/**
 * What a letter is about, as one text: the same seat and round in the same epoch, and of a seat with two employers the same one. There
 * is one letter about it and never a second number.
 */
export const aboutOf = ({
  epoch,
  kind,
  seat = 0,
  round = 0,
  employer,
}: Pick<Letter, 'epoch' | 'kind' | 'seat' | 'round' | 'employer'>) =>
  [epoch, kind, seat, round, ...(employer === undefined ? [] : [employer])].join('#');
