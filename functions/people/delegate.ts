import { organisation as organisationOf } from '../access/directory.ts';
import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { linesOf } from '../access/responsible.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { Invalid, NotFound } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Instant } from '../platform/schema.ts';
import { commit } from '../platform/table.ts';
import { delegateRole } from './contract.ts';
import { type Absence, belongsTo, ended, held, own, standingIn } from './memberships.ts';
import { loadPerson, personWrites } from './store.ts';
import { personView } from './view.ts';

const LONGEST = 366 * 24 * 3_600_000;

/** Lets a colleague stand in for somebody who is away; an `until` that has passed ends it. */
export const delegate = route(delegateRole, async ({ params, body, person, now }) => {
  const { city } = person;
  const at = now.toISOString();
  const absence = absenceOf(body, now);
  const view = await attempt(async () => {
    const [absent, colleague, organisation] = await Promise.all([
      loadPerson(city, params.id),
      loadPerson(city, body.to),
      organisationOf(city, body.organisation),
    ]);
    const seen = absent && (await personView(absent, person, at));
    if (!absent || !seen) throw new NotFound();
    const lines = organisation ? await linesOf(city, organisation) : [];
    const theirs = absent.id === person.id ? [body.organisation] : [];
    const by = may('delegate', person, { organisation: theirs, lines }, at);
    if (!organisation || !by) throw new Invalid([fieldError('organisation', 'unknown-organisation')]);
    const roles = own(absent, organisation.id, at, body.role);
    if (roles.length === 0) throw new Invalid([fieldError('organisation', 'no-such-role')]);
    if (!colleague || colleague.id === absent.id || !worksThere(colleague, lines, at))
      throw new Invalid([fieldError('to', 'not-a-colleague')]);
    const after = absence
      ? standingIn(colleague, absent, roles, absence, at)
      : ended(colleague, (each) => each.delegatedBy === absent.id && belongsTo(organisation.id, each), at);
    await commit([
      ...personWrites(colleague, after),
      organisationEventWrite({ city, organisation: organisation.id }, 'absence-delegated', now, by, {
        ...{ person: absent.id, colleague: colleague.id, roles: [...new Set(roles.map(({ role }) => role))] },
        ...(absence ?? { ended: at }),
      }),
    ]);
    return seen;
  });
  return ok(view);
});

/**
 * The absence that was named; undefined when it is over.
 * @throws Invalid when it ends before it begins, or lasts too long
 */
function absenceOf({ from, until }: { from?: Instant | undefined; until: Instant }, now: Date): Absence | undefined {
  const at = now.toISOString();
  if (until <= at) return undefined;
  const begins = from !== undefined && from > at ? from : at;
  if (until <= begins) throw new Invalid([fieldError('until', 'to-before-from')]);
  if (Date.parse(until) - now.getTime() > LONGEST) throw new Invalid([fieldError('until', 'too-long')]);
  return { from: begins, to: until };
}

/** Somebody of the organisation itself, or of one above it. */
const worksThere = (colleague: Person, lines: readonly string[], now: Instant): boolean =>
  lines.some((id) => held(colleague, id, now).length > 0);
