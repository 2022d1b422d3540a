import * as z from 'zod/mini';
import { active, deciders } from '../access/may.ts';
import type { Person, Role } from '../access/person.ts';
import { type Proposal, ProposalEvent } from '../matching/proposal.ts';
import { Look } from '../personal/look.ts';
import { ok, route } from '../platform/api.ts';
import { ESCALATED, INBOX, inboxOf, matchKey, visitOf } from '../platform/keys.ts';
import { NotFound } from '../platform/problems.ts';
import { query, queryIndex } from '../platform/table.ts';
import { partiesOf, rolesIn } from '../visits/parties.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import type { Actor } from '../visits/visit.ts';
import { getTask, listTasks } from './contract.ts';
import { askedSpeakersUnion, findTask, recordersFor } from './find-task.ts';
import { type Task, taskName } from './task.ts';
import { recordOf, taskEtag, taskView } from './view.ts';

/** At most so many tasks are shown at once, the most urgent first. */
const MOST = 100;

export const list = route(listTasks, async ({ person, query, now }) => {
  const look = new Look(person, now, query);
  const tasks = query.visit === undefined ? await inbox(look) : await openTasksOf(query.visit, look);
  await look.record();
  return ok({ tasks });
});

/** The open questions of one visit that somebody may answer, or enter for the party that is asked. */
async function openTasksOf(visit: string, look: Look): Promise<unknown[]> {
  const { person, now } = look;
  const core = await loadVisit(person.city, visit);
  const open = core?.tasks.filter(({ state, epoch }) => state === 'open' && epoch === core.visit.epoch) ?? [];
  const tasks: unknown[] = [];
  for (const task of open) {
    if (core && (await whoSeesTask(person, { task, asks: task }, now, askedSpeakersUnion(core, task)))) {
      tasks.push(await taskView(core, task, look));
    }
  }
  return tasks;
}

/** In which capacity somebody sees a task: as who may decide it, or who may enter the party's answer. */
const whoSeesTask = async (person: Person, found: Parameters<typeof recordersFor>[1], now: Date, poolUnion?: string) =>
  (found.task && deciders(person, found.task, now.toISOString())[0]) ?? (await recordersFor(person, found, now, poolUnion))[0];

async function inbox(look: Look): Promise<unknown[]> {
  const { person, now } = look;
  // A speaker belongs to the union of the pool entry without deciding its tasks, and who only administers decides none either.
  const held = active(person, now.toISOString()).filter(({ role }) => role !== 'speaker' && role !== 'administrator');
  const parties = [...new Set([...held.map(({ organisation }) => organisation), ...own(person)])];
  const found = await Promise.all(
    parties.flatMap((party) =>
      [INBOX, ESCALATED].map((index) => queryIndex(index, inboxOf(person.city, party), { limit: MOST })),
    ),
  );
  const entries = found.flat().sort((a, b) => ((a.dueAt as string) < (b.dueAt as string) ? -1 : 1));
  const tasks: unknown[] = [];
  const shown = new Set<string>();
  for (const { pk, sk } of entries as { pk: string; sk: string }[]) {
    if (tasks.length === MOST || shown.has(pk + sk)) continue;
    shown.add(pk + sk);
    const core = await loadVisit(person.city, pk.slice(visitOf(person.city, '').length));
    const task = core?.tasks.find((candidate) => sk === `TASK#${taskName(candidate)}`);
    const asked = task?.state === 'open' && task.epoch === core?.visit.epoch;
    const theirs = asked && deciders(person, task, now.toISOString()).length > 0;
    if (core && task && theirs) tasks.push(await taskView(core, task, look));
  }
  return tasks;
}

const own = ({ speakerId }: Person) => (speakerId === undefined ? [] : [speakerId]);

export const read = route(getTask, async ({ params, person, now }) => {
  const { core, task } = await taskSeenBy(person, params.id, now);
  const etag = await taskEtag(task);
  const roles = await visitRoles(core, person, now);
  // Whoever was asked keeps the record of it, but a visit that went on without them is not theirs to see.
  if (task.state !== 'open' && roles.length === 0) return ok(await recordOf(task), { etag });
  const look = new Look(person, now);
  const view = await wholeTask(core, task, look);
  await look.record();
  return ok(view, { etag });
});

/** @throws NotFound for who may neither decide it nor enter the party's answer, just as for a task that does not exist */
export async function taskSeenBy(
  person: Person,
  id: string,
  now: Date,
  consistent = false,
): Promise<{ core: VisitCore; task: Task; by: Actor }> {
  const found = await findTask(person, id, consistent);
  const by = await whoSeesTask(person, found, now);
  const { core, task } = found;
  if (!core || !task || !by) throw new NotFound();
  return { core, task, by };
}

/** All that whoever decides an open task needs, as that person may see it. */
export const wholeTask = async (core: VisitCore, task: Task, look: Look) =>
  taskView(core, task, look, await proposalsOf(core, task));

const visitRoles = async (core: VisitCore, person: Person, now: Date): Promise<Role[]> =>
  rolesIn(person, await partiesOf(core), now.toISOString());

/** What the matches of this epoch found: why these speakers. */
async function proposalsOf({ visit }: VisitCore, { epoch }: Task): Promise<Proposal[]> {
  const { pk, sk } = matchKey(visit.city, visit.id, epoch, 0);
  const found = z.parse(z.array(ProposalEvent), await query(pk, { prefix: sk.slice(0, -1) }));
  return found.map(({ data }) => data);
}
