import { city, lineage, organisation, policy, units } from '../access/directory.ts';
import type { Organisation, Unit } from '../access/organisation.ts';
import type { Person } from '../access/person.ts';
import { active, mayRequest } from '../access/rules.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { chineseWorkingDays } from '../deadlines/working-days.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { etagOf } from '../platform/etag.ts';
import { idempotency } from '../platform/idempotency.ts';
import { Forbidden, Invalid } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { commit } from '../platform/table.ts';
import { speakersById } from '../talent/pool.ts';
import { createVisit, type NewVisit } from './contract.ts';
import { requestVisit } from './request.ts';
import { loadVisit } from './store.ts';
import { visitView } from './view.ts';
import type { Actor } from './visit.ts';

export const create = route(createVisit, async ({ body, person, headers, now }) => {
  const { by, school, unit, responsible } = await asking(person, body.schoolId, now);
  const [record, speakers, otherSchools] = await Promise.all([
    city(person.city),
    speakersById(person.city, body.speakerId === undefined ? [] : [body.speakerId]),
    schoolsWithin(person.city, body.otherSchools, by.role === 'union' ? responsible : [unit.union]),
  ]);
  const context = {
    city: person.city,
    policy: await policy(person.city, record.policy),
    days: chineseWorkingDays,
    catalogue: catalogueOf(record),
    school,
    unit,
    otherSchools,
    speakerKnown: body.speakerId === undefined || speakers.has(body.speakerId),
    by,
    now,
  };
  const core = await attempt(async (consistent) => {
    const kept = await idempotency(person, headers['idempotency-key'], body, now, consistent);
    if (kept.created) return (await loadVisit(person.city, kept.created, true))!;
    const { visit, request, writes } = requestVisit(body, context);
    await commit([...writes, ...kept.remember(visit.id)]);
    return { visit, request, requestedBy: by, seats: [], tasks: [] };
  });
  const view = await visitView(core, person, [by.role], now);
  return ok(view, { location: `/v1/visits/${view.id}`, etag: etagOf(view) }, 201);
});

/** Who asks for which school: a school's person for their own, a union's for one of its units'. */
async function asking(person: Person, schoolId: NewVisit['schoolId'], now: Date) {
  const at = now.toISOString();
  const held = active(person, at);
  const own = held.filter(({ role }) => role === 'school').map((membership) => membership.organisation);
  const mayAsk = held.some(({ role }) => role === 'school' || role === 'union');
  if (!mayAsk) throw new Forbidden();
  const id = schoolId ?? (own.length === 1 ? own[0] : undefined);
  if (id === undefined) throw new Invalid([fieldError('schoolId', 'school-required')]);
  const school = await organisation(person.city, id);
  const unit = school?.unit === undefined ? undefined : (await units(person.city)).get(school.unit);
  const responsible = unit ? await lineage(person.city, unit.union) : [];
  const by: Actor | undefined = school && unit && mayRequest(person, id, responsible, at);
  // A school that is not theirs is answered like one that does not exist.
  if (!school || !unit || !by) throw new Invalid([fieldError('schoolId', 'unknown-school')]);
  return { by, school, unit, responsible } satisfies { by: Actor; school: Organisation; unit: Unit; responsible: string[] };
}

/** Those of the named schools whose unit's union is, or stands below, one of these. */
async function schoolsWithin(cityId: string, ids: string[], unions: string[]): Promise<Map<string, Organisation>> {
  const known = await units(cityId);
  const found = new Map<string, Organisation>();
  for (const id of ids) {
    const school = await organisation(cityId, id);
    const unit = school?.unit === undefined ? undefined : known.get(school.unit);
    if (!school || !unit) continue;
    const above = await lineage(cityId, unit.union);
    if (unions.some((union) => above.includes(union))) found.set(id, school);
  }
  return found;
}
