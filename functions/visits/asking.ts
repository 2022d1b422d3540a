import { city, lineage, organisation, policy, units } from '../access/directory.ts';
import { active, hasRole, may } from '../access/may.ts';
import type { Organisation, Unit } from '../access/organisation.ts';
import type { Person } from '../access/person.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { keyRing } from '../personal/key-ring.ts';
import { Forbidden, Invalid } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { NewVisitContext } from './new-visit.ts';
import type { Actor, Origin } from './visit.ts';

const ACTIONS = { requested: 'request', demonstration: 'start-demonstration', recorded: 'record-afterwards' } as const;

interface Naming {
  schoolId?: string | undefined;
  otherSchools: string[];
}

/**
 * Who asks for, starts or records a visit of which school, and what that is held against.
 * @throws Forbidden for a role that never may; Invalid for a school that is not theirs just as for one that does not exist
 */
export async function asking(person: Person, named: Naming, origin: Origin, now: Date): Promise<NewVisitContext> {
  const { by, school, unit } = await askingFor(person, named.schoolId, origin, now);
  const [record, otherSchools, ring] = await Promise.all([
    city(person.city),
    alsoFor(person.city, named.otherSchools, by, unit),
    keyRing(school.contact?.phone),
  ]);
  return {
    city: person.city,
    policy: await policy(person.city, record.policy),
    catalogue: catalogueOf(record),
    school,
    unit,
    otherSchools,
    ring,
    by,
    now,
  };
}

async function askingFor(person: Person, schoolId: string | undefined, origin: Origin, now: Date) {
  const at = now.toISOString();
  const held = active(person, at);
  const action = ACTIONS[origin];
  if (!hasRole(person, [action, 'request'], at)) throw new Forbidden();
  const own = held.flatMap(({ role, through, organisation }) => (role === 'school' && !through ? [organisation] : []));
  const id = schoolId ?? (own.length === 1 ? own[0] : undefined);
  if (id === undefined) throw new Invalid([fieldError('schoolId', 'school-required')]);
  const school = await organisation(person.city, id);
  const unit = school?.unit === undefined ? undefined : (await units(person.city)).get(school.unit);
  if (!school || !unit) throw new Invalid([fieldError('schoolId', 'unknown-school')]);
  if (school.successor !== undefined) throw new Invalid([fieldError('schoolId', 'merged')]);
  const [unions, authorities] = await Promise.all([lineage(person.city, unit.union), lineage(person.city, unit.education)]);
  const related = { school: [id], unions, authorities };
  const by: Actor | undefined = may(action, person, related, at);
  if (by) return { by, school, unit } satisfies { by: Actor; school: Organisation; unit: Unit };
  const requesting = may('request', person, related, at);
  throw new Invalid([requesting ? fieldError('origin', 'not-by-school') : fieldError('schoolId', 'unknown-school')]);
}

/**
 * Those of the named other schools that may take part too: for a school those whose unit has the same union above it, for a union
 * or an authority those of the units below it.
 */
async function alsoFor(cityId: string, ids: string[], by: Actor, { union }: Unit): Promise<Map<string, Organisation>> {
  const line = by.role === 'education' ? 'education' : 'union';
  const above = by.role === 'school' ? union : by.organisation!;
  const known = await units(cityId);
  const found = new Map<string, Organisation>();
  for (const id of ids) {
    const school = await organisation(cityId, id);
    const unit = school?.unit === undefined ? undefined : known.get(school.unit);
    if (school && unit && (await lineage(cityId, unit[line])).includes(above)) found.set(id, school);
  }
  return found;
}
