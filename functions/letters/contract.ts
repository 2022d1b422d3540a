import * as z from 'zod/mini';
import { Numbers } from '../personal/wanted.ts';
import type { Contract } from '../platform/contract.ts';
import { Code, Instant, Line } from '../platform/schema.ts';
import { By, Contact, Named } from '../visits/answers.ts';
import { MOST_PRESENT, Mode, Session } from '../visits/visit.ts';
import { CopyType, LetterKind } from './letter.ts';

const VisitId = z.object({ id: Line(100) });
const LetterId = z.object({ id: Line(100), number: Line(40) });
const Seat = z.int().check(z.gte(1), z.lte(MOST_PRESENT));

export const NewLetter = z.discriminatedUnion('kind', [
  /** `employerId` where the seat has more than one employer. */
  z.strictObject({ kind: z.literal('release-request'), seat: Seat, employerId: z.optional(Code) }),
  z.strictObject({ kind: z.literal('invitation'), seat: Seat }),
  z.strictObject({ kind: z.literal('confirmation') }),
]);
export type NewLetter = z.output<typeof NewLetter>;

export const LetterAnswer = z.strictObject({
  number: Line(40),
  kind: LetterKind,
  visitId: Code,
  /** In whose name it went out, and to whom: an employer, a speaker, or the lead school. */
  union: Named,
  addressee: Named,
  seat: z.optional(z.int()),
  replyBy: z.optional(Instant),
  /** The lead school first. */
  schools: z.array(Named),
  /** Each with the main honour of the day on which the letter was issued. */
  speakers: z.array(z.strictObject({ ...Named.shape, honour: z.optional(z.strictObject({ code: Code, level: Code })) })),
  /** Of a confirmation, whose release stands behind it. */
  employers: z.array(Named),
  activityType: Code,
  topics: z.array(Line(30)),
  mode: Mode,
  address: Line(100),
  /** The sessions, or the whole time. */
  times: z.array(Session),
  expectedStudents: z.int(),
  /** Of an invitation or a confirmation; the number is there for those who may see it. */
  contact: z.optional(Contact),
  issuedAt: Instant,
  issuedBy: By,
  /** What it says does not hold any more. */
  changed: z.boolean(),
  /** The stamped copies that came back, numbered from 1. */
  copies: z.array(
    z.strictObject({ version: z.int(), type: CopyType, bytes: z.int(), sha256: z.string(), at: Instant, by: By }),
  ),
});
export type LetterAnswer = z.output<typeof LetterAnswer>;

export const issueLetter = {
  method: 'POST',
  path: '/v1/visits/{id}/letters',
  summary: {
    zh: '签发函件（商请函、邀请函、活动确认单）',
    en: 'Issue a letter: request for release, invitation, confirmation',
  },
  params: VisitId,
  body: NewLetter,
  success: 201,
  answer: LetterAnswer,
} satisfies Contract;

export const listLetters = {
  method: 'GET',
  path: '/v1/visits/{id}/letters',
  summary: { zh: '一次活动的函件', en: 'The letters of a visit' },
  params: VisitId,
  success: 200,
  answer: z.strictObject({ letters: z.array(LetterAnswer) }),
} satisfies Contract;

export const getLetter = {
  method: 'GET',
  path: '/v1/visits/{id}/letters/{number}',
  summary: { zh: '一份函件（可打印）', en: 'One letter; as a page to print with Accept: text/html' },
  params: LetterId,
  query: z.strictObject({ numbers: Numbers }),
  success: 200,
  answer: LetterAnswer,
  produces: ['text/html'],
} satisfies Contract;

export const returnCopy = {
  method: 'POST',
  path: '/v1/visits/{id}/letters/{number}/copy',
  summary: { zh: '上传盖章件', en: 'Hand in a stamped copy' },
  params: LetterId,
  upload: CopyType.options,
  largestUpload: 3 * 1024 * 1024,
  success: 201,
  answer: LetterAnswer,
} satisfies Contract;

export const getCopy = {
  method: 'GET',
  path: '/v1/visits/{id}/letters/{number}/copy',
  summary: { zh: '下载盖章件', en: 'A stamped copy' },
  params: LetterId,
  /** Which of the copies; the last that came without it. */
  query: z.strictObject({ version: z.optional(z.string().check(z.regex(/^[1-9]\d?$/))) }),
  success: 200,
  produces: CopyType.options,
} satisfies Contract;
