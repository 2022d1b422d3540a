import * as z from 'zod/mini';
import { organisation } from '../access/directory.ts';
import { deciders } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Task } from '../decisions/task.ts';
import { loadMembers, loadPerson } from '../people/store.ts';
import { keyRing } from '../personal/key-ring.ts';
import { organisationNumber, personNumber } from '../personal/sealing.ts';
import { speakerPersonKey } from '../platform/keys.ts';
import { Code } from '../platform/schema.ts';
import { get } from '../platform/table.ts';
import type { Recipient } from './link.ts';

/** So many phones of one organisation are asked at once. */
const MOST = 3;

type Asked = Pick<Task, 'city' | 'step' | 'party'>;

/** The people who may decide a task for the party that is asked, by the phones that are registered for them. */
export async function recipientsOf(task: Task, now: Date): Promise<Recipient[]> {
  const { city, step, party } = task;
  const people = step === 'speaker-confirmation' ? await speakersPerson(city, party) : await loadMembers(city, party);
  const theirs = people.filter((person) => deciders(person, { step, party }, now.toISOString()).length > 0);
  const found = await Promise.all(theirs.map(async (person) => ({ person, phone: await phoneOf(person, task) })));
  return found
    .flatMap(({ person: { id, name }, phone }) => (phone === undefined ? [] : [{ person: id, name, phone }]))
    .slice(0, MOST);
}

async function speakersPerson(city: string, speaker: string): Promise<Person[]> {
  const tie = await get(z.object({ person: Code }), speakerPersonKey(city, speaker), { consistent: true });
  const person = tie && (await loadPerson(city, tie.person));
  return person ? [person] : [];
}

/** The phone that is registered for somebody who is asked: their own; for a member without one, that of the organisation's contact. */
export async function phoneOf({ city, id, phone }: Person, { step, party }: Asked): Promise<string | undefined> {
  if (phone !== undefined) return (await keyRing(phone)).open(phone, personNumber(city, id));
  const contact = step === 'speaker-confirmation' ? undefined : (await organisation(city, party))?.contact;
  return contact && (await keyRing(contact.phone)).open(contact.phone, organisationNumber(city, party));
}

/** As much of a number as tells somebody which of their phones is meant, and nobody else the number. */
export const masked = (phone: string): string => `••${lastDigits(phone)}`;
export const lastDigits = (phone: string): string => phone.replace(/\D/g, '').slice(-2);
