import { may } from '../access/may.ts';
import type { Organisation } from '../access/organisation.ts';
import type { Person } from '../access/person.ts';
import type { Instant } from '../platform/schema.ts';

/**
 * An organisation as this person sees it; undefined when not at all.
 * @param lines the organisation and those above it
 */
export function organisationView(organisation: Organisation, person: Person, lines: readonly string[], now: Instant) {
  if (!may('read-organisation', person, {}, now)) return undefined;
  const { contact, version: _, robots: __, ...shown } = organisation;
  const looksAfter = may('change-organisation', person, { lines }, now);
  return { ...shown, ...(contact && looksAfter && { contact: { name: contact.name } }) };
}
