import { hasRole } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { Forbidden, Invalid, PhoneTaken } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Instant } from '../platform/schema.ts';
import { commit } from '../platform/table.ts';
import { speakersById } from '../talent/pool.ts';
import type { Actor } from '../visits/visit.ts';
import { addPerson } from './contract.ts';
import { grantOf } from './granting.ts';
import { lookedAfter } from './looked-after.ts';
import { personWithNumber, register } from './registering.ts';
import { personView } from './view.ts';

/** Adds a person with roles; whoever is registered with this number and name already gets them beside those they have. */
export const add = route(addPerson, async ({ body, person, now }) => {
  const { city } = person;
  const at = now.toISOString();
  if (!hasRole(person, ['manage-people'], at)) throw new Forbidden();
  const view = await attempt(async () => {
    const known = await personWithNumber(city, body.phone);
    const grants = await Promise.all(body.memberships.map((each, i) => grantOf(each, `memberships.${i}.`, person, at, known)));
    const tie = body.speakerId === undefined ? undefined : await poolUnion(person, body.speakerId, at);
    const problems = [
      ...grants.flatMap((each) => each.problems),
      ...(body.speakerId !== undefined && !tie ? [fieldError('speakerId', 'unknown-speaker')] : []),
      ...(body.memberships.length === 0 && body.speakerId === undefined ? [fieldError('memberships', 'required')] : []),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    if (known?.speakerId !== undefined && body.speakerId !== undefined && known.speakerId !== body.speakerId)
      throw new PhoneTaken();
    const memberships = [...grants.flatMap((each) => each.memberships), ...(tie ? [tie.membership] : [])];
    const { before, after, writes } = await register(city, known, { ...body, memberships }, now);
    const type = before ? 'membership-granted' : 'person-added';
    const event = (organisation: string, by: Actor, fact: object) =>
      organisationEventWrite({ city, organisation }, type, now, by, { person: after.id, ...fact });
    await commit([
      ...writes,
      ...grants.map(({ by, memberships: own }) => event(own[0]!.organisation, by!, { memberships: own })),
      ...(tie ? [event(tie.membership.organisation, tie.by, { speaker: body.speakerId })] : []),
    ]);
    return personView(after, person, at);
  });
  return ok(view, { location: `/v1/people/${view!.id}` }, 201);
});

/** A speaker signs in for the union that owns the pool entry; undefined where that is not one whose people the person looks after. */
async function poolUnion(person: Person, speakerId: string, now: Instant) {
  const union = (await speakersById(person.city, [speakerId])).get(speakerId)?.union;
  const theirs = union === undefined ? undefined : await lookedAfter(person, union, now);
  return theirs && { by: theirs.by as Actor, membership: { role: 'speaker' as const, organisation: union! } };
}
