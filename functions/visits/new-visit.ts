import type { Organisation, Unit } from '../access/organisation.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Policy } from '../deadlines/policy.ts';
import { type KeyRing, organisationNumber, requestNumber } from '../personal/sealing.ts';
import { participantKey, partyOf, visitKey } from '../platform/keys.ts';
import { type FieldError, Invalid } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Item, Write } from '../platform/writes.ts';
import { listedAt, visitListing } from './changes.ts';
import type { NewVisit } from './contract.ts';
import { requestWrite } from './events.ts';
import type { Actor, Visit, VisitRequest } from './visit.ts';

/** What all new visits have in common, whether they are asked for or recorded afterwards. */

/** What a new visit is held against. */
export interface NewVisitContext {
  city: string;
  policy: Policy;
  catalogue: Catalogue;
  school: Organisation;
  unit: Unit;
  /** Those of the named other schools that the person may name. */
  otherSchools: Map<string, Organisation>;
  ring: KeyRing;
  by: Actor;
  now: Date;
}

type Described = Pick<NewVisit, 'activityType' | 'levels' | 'otherSchools' | 'contact' | 'district' | 'address'>;

/**
 * Takes over from the school's record what was not given, because nobody types a fact twice (教师减负); the contact's number is sealed
 * for this visit.
 * @param others what else is wrong
 * @throws Invalid naming every field that cannot be accepted
 */
export function takeOver(
  visit: string,
  wish: Described,
  c: NewVisitContext,
  others: FieldError[],
): Pick<VisitRequest, 'contact' | 'district' | 'address'> {
  const contact = wish.contact ?? contactOf(c);
  const district = wish.district ?? c.school.district;
  const address = wish.address ?? c.school.address;
  const errors = [...checkCodes(wish, c), ...others];
  for (const [field, value] of Object.entries({ contact, district, address })) {
    if (value === undefined) errors.push(fieldError(field, 'required'));
  }
  if (errors.length > 0 || !contact || !district || !address) throw new Invalid(errors);
  const phone = c.ring.seal(contact.phone, requestNumber(c.city, visit));
  return { contact: { name: contact.name, phone }, district, address };
}

/** The contact that stands in the school's record, with the plain number. */
function contactOf({ city, school, ring }: NewVisitContext) {
  const { contact } = school;
  return contact && { name: contact.name, phone: ring.open(contact.phone, organisationNumber(city, school.id)) };
}

/** Complains about a code that a list of the catalogue does not have. */
export const unknownCodes = (catalogue: Catalogue, list: keyof Catalogue, codes: Record<string, string>): FieldError[] =>
  Object.entries(codes)
    .filter(([, code]) => !catalogue[list].some((entry) => entry.code === code))
    .map(([path]) => fieldError(path, 'unknown'));

/** A list of codes by the path of each. */
export const byPath = (field: string, codes: string[]): Record<string, string> =>
  Object.fromEntries(codes.map((code, i) => [`${field}.${i}`, code]));

function checkCodes(wish: Described, { catalogue, otherSchools, school }: NewVisitContext): FieldError[] {
  const errors = [
    ...unknownCodes(catalogue, 'activityTypes', { activityType: wish.activityType }),
    ...unknownCodes(catalogue, 'levels', byPath('levels', wish.levels)),
    ...unknownCodes(catalogue, 'districts', wish.district === undefined ? {} : { district: wish.district }),
  ];
  wish.otherSchools.forEach((id, i) => {
    if (id === school.id) errors.push(fieldError(`otherSchools.${i}`, 'duplicate'));
    else if (!otherSchools.has(id)) errors.push(fieldError(`otherSchools.${i}`, 'unknown-school'));
  });
  return errors;
}

/** The visit as it begins; `more` says how it came about. */
export function newVisit(
  c: NewVisitContext,
  more: Pick<Visit, 'id' | 'origin' | 'urgent' | 'speakersWanted'> & Partial<Visit>,
): Visit {
  const at = c.now.toISOString();
  return {
    city: c.city,
    version: 1,
    epoch: 1,
    run: 1,
    school: c.school.id,
    unit: c.unit.id,
    union: c.unit.union,
    education: c.unit.education,
    policy: c.policy.version,
    round: 0,
    approved: {},
    reserves: [],
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

/**
 * Puts the visit and its request into the table; it stands in the lists of its schools and its unit.
 * @param watched where the sweep finds it
 * @param taken how a union took the request
 */
export function firstWrites(
  visit: Visit,
  request: VisitRequest,
  { city, by, now }: NewVisitContext,
  { watched = {}, taken = {} }: { watched?: Item; taken?: Parameters<typeof requestWrite>[4] } = {},
): Write[] {
  const start = request.slots[0]!.start;
  const taking = request.otherSchools.map(
    (school): Write => ({
      put: {
        ...participantKey(city, visit.id, school),
        visit: visit.id,
        when: listedAt(start, visit.id),
        party1: partyOf(city, school),
      },
    }),
  );
  return [
    { put: { ...visitKey(city, visit.id), ...visit, ...visitListing(visit, start), ...watched }, where: 'absent' },
    requestWrite(visit, now, by, request, taken),
    ...taking,
  ];
}
