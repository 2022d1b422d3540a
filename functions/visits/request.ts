import type { Organisation, Unit } from '../access/organisation.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { isUrgent } from '../deadlines/due.ts';
import type { Policy } from '../deadlines/policy.ts';
import type { WorkingDays } from '../deadlines/working-days.ts';
import { newId } from '../platform/ids.ts';
import { participantKey, partyOf, SWEEP, sweepOf, visitKey } from '../platform/keys.ts';
import { type FieldError, Invalid, TooLate } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Write } from '../platform/writes.ts';
import { listedAt, lookAfter, visitListing } from './changes.ts';
import { checkSlots, slotsThatFit } from './check-slots.ts';
import type { NewVisit } from './contract.ts';
import { requestWrite } from './events.ts';
import type { Actor, Visit, VisitRequest } from './visit.ts';

/** What a request is held against. */
export interface RequestContext {
  city: string;
  policy: Policy;
  days: WorkingDays;
  catalogue: Catalogue;
  school: Organisation;
  unit: Unit;
  /** Those of the named other schools that the person may ask for. */
  otherSchools: Map<string, Organisation>;
  /** Whether the named speaker stands in the pool. */
  speakerKnown: boolean;
  by: Actor;
  now: Date;
}

/**
 * Turns what was asked for into a visit.
 * @throws Invalid naming every field that cannot be accepted; TooLate when no wished time leaves the steps their minimum (加急)
 */
export function requestVisit(wish: NewVisit, c: RequestContext): { visit: Visit; request: VisitRequest; writes: Write[] } {
  const errors = [...checkCodes(wish, c), ...checkSlots(wish.slots, c.now, c.policy)];
  const contact = wish.contact ?? c.school.contact;
  const district = wish.district ?? c.school.district;
  const address = wish.address ?? c.school.address;
  for (const [field, value] of Object.entries({ contact, district, address })) {
    if (value === undefined) errors.push(fieldError(field, 'required'));
  }
  if (errors.length > 0 || !contact || !district || !address) throw new Invalid(errors);
  const [fits] = slotsThatFit(wish.slots, c.now, c.policy);
  if (!fits) throw new TooLate();

  const { schoolId: _, ...asked } = wish;
  const request: VisitRequest = { ...asked, contact, district, address };
  const at = c.now.toISOString();
  const visit: Visit = {
    id: newId(c.now),
    city: c.city,
    version: 1,
    epoch: 1,
    run: 1,
    origin: 'requested',
    school: c.school.id,
    unit: c.unit.id,
    union: c.unit.union,
    education: c.unit.education,
    policy: c.policy.version,
    urgent: isUrgent(at, fits.start, c.policy, c.days),
    speakersWanted: wish.speakersWanted,
    round: 0,
    approved: {},
    reserves: [],
    createdAt: at,
    updatedAt: at,
  };
  return { visit, request, writes: writesOf(visit, request, c) };
}

function writesOf(visit: Visit, request: VisitRequest, { city, by, now }: RequestContext): Write[] {
  const start = request.slots[0]!.start;
  const firstLook = { [SWEEP.pk]: sweepOf(city), ...lookAfter(now.toISOString(), 1) };
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
    { put: { ...visitKey(city, visit.id), ...visit, ...visitListing(visit, start), ...firstLook }, where: 'absent' },
    requestWrite(visit, now, by, request),
    ...taking,
  ];
}

function checkCodes(wish: NewVisit, { catalogue, otherSchools, school, speakerKnown }: RequestContext): FieldError[] {
  const errors: FieldError[] = [];
  const known = (path: string, list: keyof Catalogue, code: string) => {
    if (!catalogue[list].some((entry) => entry.code === code)) errors.push(fieldError(path, 'unknown'));
  };
  known('activityType', 'activityTypes', wish.activityType);
  wish.levels.forEach((level, i) => void known(`levels.${i}`, 'levels', level));
  wish.preferredHonours.forEach((honour, i) => void known(`preferredHonours.${i}`, 'honours', honour));
  if (wish.district !== undefined) known('district', 'districts', wish.district);
  wish.otherSchools.forEach((id, i) => {
    if (id === school.id) errors.push(fieldError(`otherSchools.${i}`, 'duplicate'));
    else if (!otherSchools.has(id)) errors.push(fieldError(`otherSchools.${i}`, 'unknown-school'));
  });
  if (wish.speakerId !== undefined && !speakerKnown) errors.push(fieldError('speakerId', 'unknown-speaker'));
  if (wish.speakerRequired && wish.speakerId === undefined)
    errors.push(fieldError('speakerRequired', 'required-without-speaker'));
  return errors;
}
