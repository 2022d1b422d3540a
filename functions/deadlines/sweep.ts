import { organisation } from '../access/directory.ts';
import { addedRoles } from '../access/may.ts';
import { poolUnionOf, unionOf } from '../access/responsible.ts';
import { expire } from '../decisions/expire.ts';
import { type Task, taskName } from '../decisions/task.ts';
import { closeTask } from '../decisions/task-writes.ts';
import { wake } from '../decisions/wake.ts';
import { attempt } from '../platform/attempt.ts';
import { ESCALATED, inboxOf, SWEEP, taskKey, visitKey } from '../platform/keys.ts';
import { commit } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { lookAfter } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import { executionStatus, startExecution } from '../visits/execution.ts';
import { restart } from '../visits/next-run.ts';
import { commitVisit, loadVisit } from '../visits/store.ts';
import type { Visit } from '../visits/visit.ts';

/** A task whose time has come: past `dueAt` the superior is added, past `expiresAt` it expires; once over, the wake-up is sent again. */
export const sweepTask = (city: string, visitId: string, name: string, now: Date): Promise<void> =>
  attempt(async (consistent) => {
    const core = await loadVisit(city, visitId, consistent);
    const task = core?.tasks.find((candidate) => taskName(candidate) === name);
    if (!core || !task) return;
    if (task.state === 'open' && task.epoch !== core.visit.epoch) await commit([closeTask(task)]);
    else if (task.state === 'open' && task.expiresAt <= now.toISOString()) await expire(city, visitId, name);
    else if (task.state === 'open' && now.toISOString() < task.dueAt) await commit([lookWhenDue(task)]);
    else if (task.state === 'open') await commitVisit(core.visit, await addSuperior(core.visit, task, now));
    else {
      if (task.token && task.result) await wake(task);
      await commit([{ update: taskKey(city, visitId, name), remove: [SWEEP.pk, SWEEP.sk] }]);
    }
    await reviveIfDead(core.visit);
  });

/** Its date was moved: there is nothing to do before it is due. */
const lookWhenDue = (task: Task): Write => ({
  update: taskKey(task.city, task.visit, taskName(task)),
  set: { [SWEEP.sk]: task.dueAt },
  where: { state: 'open', dueAt: task.dueAt },
});

/** A visit that should have moved on by now: its execution must at least be running. */
export const sweepVisit = (city: string, visitId: string, now: Date): Promise<void> =>
  attempt(async (consistent) => {
    const core = await loadVisit(city, visitId, consistent);
    if (!core) return;
    // While somebody is asked, that task's own place in the sweep watches the visit; once all agreed, nothing happens until its end.
    const asked = core.tasks.filter(({ state }) => state === 'open').map(({ expiresAt }) => expiresAt);
    const end = core.visit.schoolConfirmedAt === undefined ? undefined : core.visit.slot?.end;
    const again = lookAfter([now.toISOString(), ...asked, ...(end === undefined ? [] : [end])].sort().at(-1)!, 1);
    const over = core.visit.ended !== undefined || core.visit.stuck === true;
    await commit([{ update: visitKey(city, visitId), ...(over ? { remove: [SWEEP.pk, SWEEP.sk] } : { set: again }) }]);
    await reviveIfDead(core.visit);
  });

/** The backstop for an execution whose end, or whose start, nobody heard of. Starting one twice starts it once. */
async function reviveIfDead({ city, id, epoch, run, ended, stuck }: Visit): Promise<void> {
  if (ended || stuck) return;
  const execution = { city, visit: id, epoch, run };
  const status = await executionStatus(execution);
  if (status === undefined) await startExecution(execution);
  else if (status !== 'RUNNING') await restart(execution);
}

/** At `dueAt` the superior organisation, where there is one, is added to the same task. No transition is spent on it. */
async function addSuperior(visit: Visit, task: Task, now: Date): Promise<Write[]> {
  const superior = task.escalatedTo ?? (await superiorOf(task));
  const escalated = superior && { escalatedTo: superior, [ESCALATED.pk]: inboxOf(task.city, superior) };
  const write: Write = {
    update: taskKey(task.city, task.visit, taskName(task)),
    set: { [SWEEP.sk]: task.expiresAt, ...escalated },
    where: { state: 'open', dueAt: task.dueAt },
  };
  if (!superior || task.escalatedTo) return [write];
  return [write, eventWrite(visit, 'superior-added', now, { step: task.step, party: task.party, superior, seat: task.seat })];
}

/**
 * The superior in the line of the step, so that somebody there may decide it: an employer's is its union (工会隶属关系), also where
 * the employer is a school; a speaker's the union that owns the pool entry.
 */
async function superiorOf({ city, step, party }: Task): Promise<string | undefined> {
  if (step === 'speaker-confirmation') return poolUnionOf(city, party);
  if (step === 'employer-release') return unionOf(city, party);
  const asked = await organisation(city, party);
  const parent = asked?.parent === undefined ? undefined : await organisation(city, asked.parent);
  const [kind] = addedRoles(step);
  return parent?.kinds.some((each) => each === kind) ? parent.id : undefined;
}
