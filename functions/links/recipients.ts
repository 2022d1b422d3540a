import * as z from 'zod/mini';
import { organisation } from '../access/directory.ts';
import { deciders } from '../access/may.ts';
import { Person } from '../access/person.ts';
import type { Task } from '../decisions/task.ts';
import { peopleOf } from '../platform/keys.ts';
import { query } from '../platform/table.ts';
import type { Recipient } from './link.ts';

/** So many phones of one organisation are asked at once. */
const MOST = 3;

/**
 * The people who may decide a task for the party that is asked, by the phones that are registered for them: a speaker's own; of an
 * organisation its members', or the organisation's contact for a member without a number. All people of the city are looked through,
 * because nothing leads from an organisation to its people; a link is seldom sent.
 */
export async function recipientsOf(task: Task, now: Date): Promise<Recipient[]> {
  const people = z.parse(z.array(Person), await query(peopleOf(task.city)));
  const asked = { step: task.step, party: task.party };
  const theirs = people.filter((person) => deciders(person, asked, now.toISOString()).length > 0);
  const contact = task.step === 'speaker-confirmation' ? undefined : (await organisation(task.city, task.party))?.contact;
  return theirs
    .flatMap(({ id, name, phone = contact?.phone }) => (phone === undefined ? [] : [{ person: id, name, phone }]))
    .slice(0, MOST);
}

/** As much of a number as tells somebody which of their phones is meant, and nobody else the number. */
export const masked = (phone: string): string => `••${phone.replace(/\D/g, '').slice(-2)}`;
