import * as z from 'zod/mini';
import type { Role } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { plusDays } from '../deadlines/shanghai-time.ts';
import { newId } from '../platform/ids.ts';
import { permissionKey, rosterKey, speakerKey } from '../platform/keys.ts';
import { type FieldError, Invalid } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Write } from '../platform/writes.ts';
import { EventActor } from '../visits/events.ts';
import type { NewPermission } from './contract.ts';
import { hasEmployer, isInForce } from './employments.ts';
import type { Employment, Permission, Speaker } from './speaker.ts';

/** The longest permission, in days after its first. */
const LONGEST = 366;

/**
 * A speaker's employments after an employer permitted so many hours a month (年度授权), or with 0 withdrew what it had permitted. A
 * seat that was filled before stays as it is.
 * @throws Invalid for days that are none, and where it does not employ the speaker on any of them
 */
export function permit(speaker: Speaker, employer: string, wish: NewPermission, role: Role, today: string): Employment[] {
  const { hoursPerMonth, from, to } = wish;
  const permission = hoursPerMonth > 0 && from !== undefined && to !== undefined ? { hoursPerMonth, from, to } : undefined;
  const errors = [...wrongDays(wish, today), ...wrongChannel(wish, role)];
  if (errors.length > 0) throw new Invalid(errors);
  const concerned = (employment: Employment) =>
    hasEmployer(employment) && employment.employer === employer && isConcerned(employment, permission, today);
  if (!speaker.employments.some(concerned)) throw new Invalid([fieldError('employerId', 'not-employed')]);
  return speaker.employments.map((employment) => {
    if (!concerned(employment)) return employment;
    const { permission: _, ...rest } = employment;
    return permission ? { ...rest, permission } : rest;
  });
}

/** A permission concerns what is in force on one of its days still to come; a withdrawal whatever has not ended. */
const isConcerned = (employment: Employment, permission: Permission | undefined, today: string) =>
  permission
    ? isInForce(employment, permission.from > today ? permission.from : today, permission.to)
    : today <= (employment.to ?? today);

function wrongDays({ hoursPerMonth, from, to }: NewPermission, today: string): FieldError[] {
  if (hoursPerMonth === 0) return [];
  if (from === undefined || to === undefined) {
    return Object.entries({ from, to }).flatMap(([name, day]) => (day === undefined ? [fieldError(name, 'required')] : []));
  }
  if (to < from) return [fieldError('to', 'end-before-start')];
  if (to < today) return [fieldError('to', 'past')];
  return to > plusDays(from, LONGEST) ? [fieldError('to', 'too-long')] : [];
}

/** How it was told belongs to what a union records (代录), and must be there; an employer speaks for itself. */
function wrongChannel({ channel, evidence }: NewPermission, role: Role): FieldError[] {
  if (role === 'union') return channel === undefined ? [fieldError('channel', 'required')] : [];
  return Object.entries({ channel, evidence }).flatMap(([name, told]) =>
    told === undefined ? [] : [fieldError(name, 'union-only')],
  );
}

/**
 * What a grant or a withdrawal changes: the pool entry, the pool's version, so that the next match knows it, the record of who said so
 * and how, and what the employer and the union that owns the entry are audited by. Conditional on the versions that were read, so
 * that of two at once the second looks again.
 */
export function permissionWrites(
  city: string,
  before: Speaker,
  employments: Employment[],
  poolVersion: number | undefined,
  record: Pick<NewPermission, 'hoursPerMonth' | 'from' | 'to'> & { employer: string; by: EventActor },
  now: Date,
): Write[] {
  const { id, version } = before;
  const { employer, by } = record;
  // What shows how it was told is somebody's own words: the record keeps it, the audit does not.
  const actor: EventActor = by.onBehalfOf ? { ...by, onBehalfOf: { ...by.onBehalfOf, evidence: undefined } } : by;
  const told = (organisation: string, type: 'permission-changed' | 'speaker-changed') =>
    organisationEventWrite({ city, organisation }, type, now, actor, {
      ...{ speaker: id, employer, version: (version ?? 0) + 1 },
      ...{ from: permittedBy(before.employments, employer), to: permittedBy(employments, employer) },
    });
  return [
    {
      update: speakerKey(city, id),
      set: { employments, version: (version ?? 0) + 1 },
      where: { id, version: version ?? { missing: true } },
    },
    {
      put: { ...rosterKey(city), version: (poolVersion ?? 0) + 1 },
      where: poolVersion === undefined ? 'absent' : { version: poolVersion },
    },
    {
      put: {
        ...permissionKey(city, id, newId(now)),
        speaker: id,
        at: now.toISOString(),
        ...record,
        by: z.parse(EventActor, record.by),
      },
    },
    told(employer, 'permission-changed'),
    told(before.union, 'speaker-changed'),
  ];
}

/** What an employer permits in each of a speaker's employments there; null where it permits nothing. */
const permittedBy = (employments: Employment[], employer: string): (Permission | null)[] =>
  employments.flatMap((employment) => (employment.employer === employer ? [employment.permission ?? null] : []));
