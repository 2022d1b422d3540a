import * as z from 'zod/mini';

/**
 * Shared pieces of the schemas. A refinement's message is a code of `reasons.ts`, where its Chinese and English sentence stands.
 * Control and bidi-override characters are refused everywhere; line breaks and tabs pass only in `Text`.
 */
const FORBIDDEN_IN_LINE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u;
const FORBIDDEN_IN_TEXT = /(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u;

const wellFormed = (forbidden: RegExp) =>
  z.refine<string>((value) => !forbidden.test(value) && value.isWellFormed(), { error: 'characters' });
const notBlank = z.refine<string>((value) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(value), { error: 'blank' });

/** One line of at most `max` characters that says something. */
export const Line = (max: number) => z.string().check(z.maxLength(max), wellFormed(FORBIDDEN_IN_LINE), notBlank);

/** A text of at most `max` characters; line breaks and tabs are fine. */
export const Text = (max: number) => z.string().check(z.maxLength(max), wellFormed(FORBIDDEN_IN_TEXT));

/** A code or id: lower-case letters, digits, hyphens and dots, at most 100 characters. */
export const Code = z
  .string()
  .check(z.maxLength(100), z.regex(/^[\p{Ll}\p{Nd}\p{Lo}][\p{Ll}\p{Lu}\p{Nd}\p{Lo}.-]*$/u, { error: 'code' }));

/** A phone number as people write it. */
export const Phone = z.string().check(z.regex(/^\+?[0-9][0-9 -]{5,19}$/, { error: 'phone' }));

/** One e-mail address, and nothing that a mail's head could read as another one or as a line of its own. */
export const Email = z.string().check(
  z.maxLength(254),
  z.regex(/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d][a-z\d-]*\.)+[a-z]{2,63}$/i, {
    error: 'email',
  }),
);

/** One member's id in a WeCom; `@all` would be everybody there, `a|b` two. */
export const WecomMember = z.string().check(z.regex(/^[A-Za-z\d][\w.@-]{0,63}$/, { error: 'account-id' }));

/** A follower's id (openid) of an official account. */
export const OpenId = z.string().check(z.regex(/^[\w-]{16,64}$/, { error: 'account-id' }));

/** A phone number as the table holds it (functions/personal/sealing.ts): which key sealed it, then what nobody can read without. */
export const Sealed = z
  .string()
  .check(z.regex(/^v\d+\.[\w-]{38,}$/))
  .brand<'Sealed'>();
export type Sealed = z.infer<typeof Sealed>;

/** An instant as stored and answered: ISO 8601 in UTC with milliseconds, so that strings sort like time. */
export const Instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof Instant>;

/**
 * An instant as a client sends it: ISO 8601 with an offset. It becomes an `Instant`, with a year of four digits in UTC too: a longer one
 * would not sort.
 */
export const InstantWithOffset = z.pipe(
  z.iso.datetime({ offset: true }),
  z.pipe(
    z.transform((value: string): Instant => new Date(value).toISOString()),
    z.string().check(z.regex(/^\d{4}-/, { error: 'date-time' })),
  ),
);

/** A day in Asia/Shanghai, YYYY-MM-DD. */
export const Day = z.iso.date();

/** From `start` up to, not including, `end`. */
export interface Interval {
  start: Instant;
  end: Instant;
}
