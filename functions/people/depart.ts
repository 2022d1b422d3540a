import type { Membership, Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { speakerPersonKey } from '../platform/keys.ts';
import { Invalid, LastMember, NotFound } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { commit } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { departPerson } from './contract.ts';
import { departed } from './departure.ts';
import { type LookedAfter, lookedAfter } from './looked-after.ts';
import { ended, heldBy } from './memberships.ts';
import { loadMembers, loadPerson, personWrites } from './store.ts';
import { personView, shown } from './view.ts';

/**
 * Ends somebody's roles in an organisation. Open tasks are the organisation's and stay where they are, so that nothing has to be moved.
 */
export const depart = route(departPerson, async ({ params, body, person, now }) => {
  const { city } = person;
  const { organisation } = body;
  const nowAt = now.toISOString();
  const at = body.at !== undefined && body.at > nowAt ? body.at : nowAt;
  const view = await attempt(async () => {
    const [theirs, leaving, members, successor] = await Promise.all([
      lookedAfter(person, organisation, nowAt),
      loadPerson(city, params.id),
      loadMembers(city, organisation),
      body.successor === undefined ? undefined : loadPerson(city, body.successor),
    ]);
    if (!leaving || !(await personView(leaving, person, nowAt))) throw new NotFound();
    if (!theirs) throw new Invalid([fieldError('organisation', 'unknown-organisation')]);
    if (body.role === 'speaker') {
      await commit(untied(leaving, theirs, now));
      return shown({ ...leaving, speakerId: undefined }, []);
    }
    const roles = heldBy(leaving, organisation, nowAt, body.role);
    if (roles.length === 0) throw new Invalid([fieldError('organisation', 'no-such-role')]);
    const known = successor && (members.some(({ id }) => id === successor.id) || (await personView(successor, person, nowAt)));
    if (body.successor !== undefined && (!known || body.successor === leaving.id))
      throw new Invalid([fieldError('successor', 'unknown-person')]);

    const { changes, leavesNobody } = departed({ leaving, roles, organisation, members, successor, at, now: nowAt });
    if (leavesNobody && !body.leaveEmpty) throw new LastMember({ organisation });
    const fact = { person: leaving.id, roles: roles.map(({ role }) => role), at };
    const event = (type: 'membership-ended' | 'tasks-handed-over', data: object) =>
      organisationEventWrite({ city, organisation }, type, now, theirs.by, { ...data });
    await commit([
      ...changes.flatMap(({ before, after }) => personWrites(before, after)),
      event('membership-ended', fact),
      ...(successor ? [event('tasks-handed-over', { ...fact, to: successor.id })] : []),
    ]);
    const left = changes.find(({ after }) => after.id === leaving.id)?.after ?? leaving;
    return (await personView(left, person, nowAt)) ?? shown(left, []);
  });
  return ok(view);
});

/**
 * Ends that somebody signs in as a speaker, for whoever looks after the union of the pool entry: the entry stays, and another person may be
 * tied to it.
 */
function untied(person: Person, { organisation, by }: LookedAfter, now: Date): Write[] {
  const { city, id, speakerId, ...rest } = person;
  const isTie = ({ role, organisation: of }: Membership) => role === 'speaker' && of === organisation.id;
  if (speakerId === undefined || !person.memberships.some(isTie))
    throw new Invalid([fieldError('organisation', 'no-such-role')]);
  const at = now.toISOString();
  return [
    ...personWrites(person, ended({ city, id, ...rest }, isTie, at)),
    { delete: speakerPersonKey(city, speakerId) },
    organisationEventWrite({ city, organisation: organisation.id }, 'membership-ended', now, by, {
      ...{ person: id, speaker: speakerId, roles: ['speaker'], at },
    }),
  ];
}
