import { may } from '../access/may.ts';
import type { Organisation } from '../access/organisation.ts';
import type { Person } from '../access/person.ts';
import { above, linesOf } from '../access/responsible.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { mergedPeople } from '../people/memberships.ts';
import { loadMembers, personWrites } from '../people/store.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { etagOf } from '../platform/etag.ts';
import { inTransactions } from '../platform/in-transactions.ts';
import { Forbidden, Invalid, NotFound } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { commit } from '../platform/table.ts';
import type { Actor } from '../visits/visit.ts';
import { mergeOrganisation } from './contract.ts';
import { loadOrganisation, organisationWrite } from './store.ts';
import { organisationView } from './view.ts';

/**
 * Merges an organisation into another of its kinds: one transaction for the two, then their people. Sent again it finishes what was
 * interrupted, and changes nothing that is done.
 */
export const merge = route(mergeOrganisation, async ({ params, body, person, now }) => {
  const { city } = person;
  const at = now.toISOString();
  const merged = await attempt(async () => {
    const [from, into] = await Promise.all([loadOrganisation(city, params.id), loadOrganisation(city, body.successor)]);
    if (!from || !organisationView(from, person, [], at)) throw new NotFound();
    const [fromAbove, intoAbove] = await Promise.all([above(city, from), into ? above(city, into) : []]);
    const by = may('place-organisation', person, { above: fromAbove }, at);
    if (!by) throw new Forbidden();
    if (!into || !may('place-organisation', person, { above: intoAbove }, at))
      throw new Invalid([fieldError('successor', 'unknown-organisation')]);
    const wrong = whyNot(from, into);
    if (wrong) throw new Invalid([fieldError('successor', wrong)]);
    const after: Organisation = { ...from, successor: into.id };
    if (from.successor === undefined)
      await commit([
        organisationWrite(city, from, after),
        // The successor must still stand when this is written.
        organisationWrite(city, into, {
          ...into,
          predecessors: [...(into.predecessors ?? []), from.id, ...(from.predecessors ?? [])],
        }),
        ...[from, into].map(({ id }) =>
          organisationEventWrite({ city, organisation: id }, 'organisation-merged', now, by, { from: from.id, into: into.id }),
        ),
      ]);
    return { from: after, into, by };
  });
  await carryOver(city, merged, now);
  const view = organisationView(merged.from, person, await linesOf(city, merged.from), at);
  return ok(view, { etag: etagOf(view) });
});

/** Why one cannot take the other over. */
function whyNot(from: Organisation, into: Organisation): string | undefined {
  if (from.id === into.id) return 'same-organisation';
  if (into.successor !== undefined || (from.successor !== undefined && from.successor !== into.id)) return 'merged';
  return from.kinds.every((kind) => into.kinds.includes(kind)) ? undefined : 'kinds-differ';
}

/** Lets the people of both act for both; a few at a time, each with what it changes for them. */
async function carryOver(city: string, { from, into, by }: { from: Organisation; into: Organisation; by: Actor }, now: Date) {
  await attempt(async () => {
    const lists = await Promise.all([loadMembers(city, from.id), loadMembers(city, into.id)]);
    const people = [...new Map<string, Person>(lists.flat().map((each) => [each.id, each])).values()];
    const before = await Promise.all((from.predecessors ?? []).map((id) => loadOrganisation(city, id)));
    const taken = [from, ...before.filter((each) => each !== undefined)] as const;
    const changes = mergedPeople(people, taken, into, now.toISOString());
    const writes = changes.map(({ before, after, added }) => [
      ...personWrites(before, after),
      organisationEventWrite({ city, organisation: into.id }, 'membership-granted', now, by, {
        ...{ person: after.id, because: 'organisation-merged', memberships: added },
      }),
    ]);
    for (const some of inTransactions(writes)) await commit(some);
  });
}
