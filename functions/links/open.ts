import { Identity } from '../access/identity.ts';
import { deciders } from '../access/may.ts';
import { Person } from '../access/person.ts';
import { findTask } from '../decisions/find-task.ts';
import type { Task } from '../decisions/task.ts';
import { identityKey, linkKey, personKey } from '../platform/keys.ts';
import { LinkNotValid } from '../platform/problems.ts';
import { digestOf } from '../platform/secret.ts';
import { get } from '../platform/table.ts';
import type { VisitCore } from '../visits/store.ts';
import { Link } from './link.ts';
import { phoneOf } from './recipients.ts';

/** A link as it was opened: by whom it is meant to be, and what it is about. Nothing is proven yet. */
export interface Opened {
  reference: string;
  digest: string;
  link: Link;
  person: Person;
  /** Where codes for it go. */
  phone: string | undefined;
  /** When they were last signed out everywhere: a code that was entered before lets nobody in any more. */
  signedOutAt: string | undefined;
  core: VisitCore;
  task: Task;
  /** Whether the person may still decide. */
  isOpen: boolean;
}

/**
 * Finds out where a reference leads. It only reads, so that whoever follows a link, also a scanner, changes nothing.
 * @throws LinkNotValid for a reference that never was, one that has run out, and one whose person or task is gone
 */
export async function open(reference: string, now: Date): Promise<Opened> {
  const at = now.toISOString();
  const digest = digestOf(reference);
  const link = await get(Link, linkKey(digest), { consistent: true });
  // DynamoDB deletes late: what has run out counts as gone.
  if (!link || link.expiresAt <= at) throw new LinkNotValid();
  const person = await get(Person, personKey(link.city, link.person));
  const { core, task } = person ? await findTask(person, link.task, true) : {};
  if (!person || !core || !task) throw new LinkNotValid();
  const isAsked = deciders(person, task, at).length > 0;
  const isOpen = task.state === 'open' && task.epoch === core.visit.epoch && at < task.expiresAt && isAsked;
  const [phone, identity] = await Promise.all([phoneOf(person, link), get(Identity, identityKey(person.id))]);
  return { reference, digest, link, person, phone, signedOutAt: identity?.signedOutAt, core, task, isOpen };
}
