import { createHash } from 'node:crypto';
import type { Item } from '../platform/writes.ts';

/**
 * What of an event is about a person, or may be: contacts, numbers and free words (domain.md, "Personal data"). Everything else in
 * an event is an id or a code.
 */
const PERSONAL = [
  'data.contact',
  'data.address',
  'data.notes',
  'data.text',
  'data.evidence',
  'data.conditions',
  'data.summary',
  'by.onBehalfOf.evidence',
] as const;
export type PersonalPath = (typeof PERSONAL)[number];

/** By path what makes a digest impossible to guess; it goes with what it hides. */
export type Salts = Partial<Record<PersonalPath, string>>;

/** What stands for something erased, or for something personal in a hash. */
interface Hidden {
  sha256: string;
}

/** The personal members that an event has. */
export const personalIn = (event: Item): PersonalPath[] => PERSONAL.filter((path) => at(event, path) !== undefined);

/** The event with digests in place of what is personal; what was erased stays as it is. */
export function hideable(event: Item): Item {
  return personalIn(event).reduce((shown, path) => (isErased(event, path) ? shown : hide(shown, event, path)), event);
}

/** The event without this member, which leaves its hash as it was. */
export function erase(event: Item, path: PersonalPath): Item {
  if (at(event, path) === undefined || isErased(event, path)) return event;
  const { [path]: _, ...salts } = event.salts as Salts;
  return { ...hide(event, event, path), salts };
}

/** The event without what was erased, as whoever shows it reads it. */
export const withoutErased = (event: Item): Item =>
  personalIn(event).reduce(
    (shown, path) => (isHidden(at(event, path)) ? put(shown, path.split('.'), undefined) : shown),
    event,
  );

const isHidden = (value: unknown): value is Hidden => typeof value === 'object' && value !== null && 'sha256' in value;

const isErased = (event: Item, path: PersonalPath): boolean => (event.salts as Salts | undefined)?.[path] === undefined;

function hide(into: Item, event: Item, path: PersonalPath): Item {
  const salt = (event.salts as Salts)[path]!;
  const digest = createHash('sha256')
    .update(salt)
    .update(JSON.stringify(sorted(at(event, path))))
    .digest('base64url');
  return put(into, path.split('.'), { sha256: digest } satisfies Hidden);
}

/** Contacts have two members, which a table may give back in either order. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;

const at = (event: Item, path: string): unknown =>
  path.split('.').reduce<unknown>((found, name) => (found as Item | undefined)?.[name], event);

const put = (into: Item, [name, ...rest]: string[], value: unknown): Item => ({
  ...into,
  [name!]: rest.length === 0 ? value : put(into[name!] as Item, rest, value),
});
