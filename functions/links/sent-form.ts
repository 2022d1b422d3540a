import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { readForm } from '../platform/body.ts';
import { NotOurForm } from '../platform/problems.ts';
import { isOfStatistics } from './statistics-form.ts';

/** What the forms of a link send; which of them it was follows from what is there. */

const Answer = z.strictObject({
  outcome: z.optional(z.string()),
  reasonCode: z.optional(z.string()),
  scope: z.optional(z.string()),
  text: z.optional(z.string()),
});
const Fields = z.extend(Answer, {
  csrf: z.string(),
  send: z.optional(z.literal('code')),
  code: z.optional(z.string()),
});

/** Fields in which a form of the door carries along what was filled in before the time was over. */
const KEPT = 'kept.';

export interface SentForm {
  csrf: string;
  send?: 'code' | undefined;
  code?: string | undefined;
  /** What is answered; there are as many fields of statistics as there are schools and speakers. */
  given: Record<string, string>;
  /** What was filled in before, and is to be shown again. */
  kept: Record<string, string>;
}

/** @throws NotOurForm */
export function sentForm(event: APIGatewayProxyEventV2): SentForm {
  const all = Object.entries(readForm(event));
  const kept = all.flatMap(([name, value]) => (name.startsWith(KEPT) ? [[name.slice(KEPT.length), value] as const] : []));
  const { csrf, send, code, ...answer } = parsed(
    Fields,
    all.filter(([name]) => !name.startsWith(KEPT)),
  );
  return { csrf: csrf!, send: send as 'code' | undefined, code, given: filled(answer), kept: filled(parsed(Answer, kept)) };
}

/** Those of the statistics apart, only what a form has. */
function parsed(
  schema: typeof Answer | typeof Fields,
  entries: (readonly [string, string])[],
): Record<string, string | undefined> {
  const of = (statistics: boolean) => Object.fromEntries(entries.filter(([name]) => isOfStatistics(name) === statistics));
  const { success, data } = z.safeParse(schema, of(false));
  if (!success) throw new NotOurForm();
  return { ...data, ...of(true) };
}

const filled = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** The same as fields of a form. Nothing where no more was done than a button pressed. */
export function keptFields(given: Record<string, string>): Record<string, string> {
  const isTyped = Object.entries(given).some(([name, value]) => name !== 'outcome' && value.trim() !== '');
  return isTyped ? Object.fromEntries(Object.entries(given).map(([name, value]) => [KEPT + name, value])) : {};
}
