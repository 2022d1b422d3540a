import { may } from '../access/may.ts';
import type { Organisation } from '../access/organisation.ts';
import type { Person } from '../access/person.ts';
import { linesOf } from '../access/responsible.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { newId } from '../platform/ids.ts';
import { Forbidden, Invalid, NotFound } from '../platform/problems.ts';
import { commit } from '../platform/table.ts';
import type { Actor } from '../visits/visit.ts';
import { addRobot, listRobots, removeRobot } from './contract.ts';
import { MOST_ROBOTS, openedRobots, problemsOfRobot, type Robot, sealedRobot, shownRobots } from './robots.ts';
import { loadOrganisation, organisationWrite } from './store.ts';
import { organisationView } from './view.ts';

export const list = route(listRobots, async ({ params, person, now }) => {
  const { organisation } = await changeable(person, params.id, now);
  return ok({ robots: shownRobots(await openedRobots(person.city, organisation)) });
});

/** Adds a robot. The same address again is the same robot, which takes the secret that is given now. */
export const add = route(addRobot, async ({ params, body, person, now }) => {
  const { city } = person;
  const newcomer = newId(now);
  const robots = await attempt(async () => {
    const { organisation, by } = await changeable(person, params.id, now);
    const before = await openedRobots(city, organisation);
    const known = before.find(({ url }) => url === body.url);
    const problems = problemsOfRobot(body, known === undefined && before.length >= MOST_ROBOTS);
    if (problems.length > 0) throw new Invalid(problems);
    if (known && known.secret === body.secret) return before;
    const robot = { id: known?.id ?? newcomer, ...body };
    const sealed = await sealedRobot(city, organisation.id, robot);
    const others = (organisation.robots ?? []).filter(({ id }) => id !== robot.id);
    await commit(changed(city, organisation, [...others, sealed], by, now));
    return [...before.filter(({ id }) => id !== robot.id), robot];
  });
  return ok({ robots: shownRobots(robots) }, {}, 201);
});

/** Takes a robot away; one that is gone stays gone. */
export const remove = route(removeRobot, async ({ params, person, now }) => {
  const { city } = person;
  const robots = await attempt(async () => {
    const { organisation, by } = await changeable(person, params.id, now);
    const before = organisation.robots ?? [];
    const left = before.filter(({ id }) => id !== params.robot);
    if (left.length < before.length) await commit(changed(city, organisation, left, by, now));
    return openedRobots(city, { ...organisation, robots: left });
  });
  return ok({ robots: shownRobots(robots) });
});

/**
 * The organisation as the table has it now, and in which capacity the person may change its record.
 * @throws NotFound for one that they do not see; Forbidden
 */
async function changeable(person: Person, id: string, now: Date): Promise<{ organisation: Organisation; by: Actor }> {
  const at = now.toISOString();
  const organisation = await loadOrganisation(person.city, id);
  const lines = organisation ? await linesOf(person.city, organisation) : [];
  if (!organisation || !organisationView(organisation, person, lines, at)) throw new NotFound();
  const by = may('change-organisation', person, { lines }, at);
  if (!by) throw new Forbidden();
  return { organisation, by };
}

/** The record with these robots, and that it changed: which robots, and nothing by which somebody could write. */
function changed(city: string, before: Organisation, robots: Robot[], by: Actor, now: Date) {
  const named = (all: readonly Robot[] = []) => ({ robots: all.map(({ id, kind }) => ({ id, kind })) });
  return [
    organisationWrite(city, before, { ...before, robots }),
    organisationEventWrite({ city, organisation: before.id }, 'organisation-changed', now, by, {
      from: named(before.robots),
      to: named(robots),
    }),
  ];
}
