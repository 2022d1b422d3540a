import { expire } from '../decisions/expire.ts';
import { superiorOf } from '../decisions/superior.ts';
import { type Task, taskName } from '../decisions/task.ts';
import { closeTask } from '../decisions/task-writes.ts';
import { wake } from '../decisions/wake.ts';
import { remind, remindedWith, remindingOf } from '../notices/reminding.ts';
import { whenOf } from '../notices/when.ts';
import { Told } from '../notices/write.ts';
import { attempt } from '../platform/attempt.ts';
import { ESCALATED, inboxOf, SWEEP, taskKey, visitKey } from '../platform/keys.ts';
import { commit } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { lookAfter } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import { executionStatus, startExecution } from '../visits/execution.ts';
import { restart } from '../visits/next-run.ts';
import { commitVisit, loadVisit, type VisitCore } from '../visits/store.ts';
import type { Visit } from '../visits/visit.ts';

/** What a look found that an operator must hear of: how long a question has been over, how long a workflow had slept. */
export interface Seen {
  hoursOver?: number;
  minutesAsleep?: number;
  /** Somebody is to be told something. */
  told?: boolean;
}

const since = (instant: string, now: Date, unit: number) => Math.max(0, (now.getTime() - Date.parse(instant)) / unit);

/** A task whose time has come: people are reminded, past `expiresAt` it expires; once over, the wake-up is sent again. */
export const sweepTask = (city: string, visitId: string, name: string, now: Date): Promise<Seen> =>
  attempt(async (consistent) => {
    const core = await loadVisit(city, visitId, consistent);
    const task = core?.tasks.find((candidate) => taskName(candidate) === name);
    if (!core || !task) return {};
    const seen = await lookAt(core, task, now);
    await reviveIfDead(core.visit);
    return seen;
  });

async function lookAt(core: VisitCore, task: Task, now: Date): Promise<Seen> {
  const { city, visit: id } = task;
  if (task.state === 'open') {
    if (task.epoch !== core.visit.epoch) await commit([closeTask(task)]);
    else if (task.expiresAt > now.toISOString()) return { told: await attendTo(core, task, now) };
    else {
      const { outcome } = await expire(city, id, taskName(task));
      return outcome === 'not-yet' ? {} : { hoursOver: since(task.expiresAt, now, 3_600_000) };
    }
    return {};
  }
  const wasAsleep = task.token && task.result ? (await wake(task)) === 'woken' : false;
  await commit([{ update: taskKey(city, id, taskName(task)), remove: [SWEEP.pk, SWEEP.sk] }]);
  return wasAsleep && task.decision ? { minutesAsleep: since(task.decision.at, now, 60_000) } : {};
}

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

/**
 * What is due of an open question: reminders go out, and at `dueAt` the superior organisation, where there is one, is added to the same
 * task. No transition is spent on it. One transaction; a decision, or a moved date, in between wins, and of two sweeps the first.
 */
async function attendTo(core: VisitCore, task: Task, now: Date): Promise<boolean> {
  const { due, next } = remindingOf(task, now.toISOString(), await whenOf(core));
  const superior = due.some(({ kind }) => kind === 'overdue') ? (task.escalatedTo ?? (await superiorOf(task))) : undefined;
  const isNew = superior !== undefined && task.escalatedTo === undefined;
  const asked = isNew ? { ...task, escalatedTo: superior } : task;
  const notices = await remind(core, asked, due, now);
  const writes: Write[] = [
    {
      update: taskKey(task.city, task.visit, taskName(task)),
      set: {
        [SWEEP.sk]: next,
        ...(due.length > 0 && { reminded: remindedWith(task, due) }),
        ...(isNew && { escalatedTo: superior, [ESCALATED.pk]: inboxOf(task.city, superior) }),
      },
      where: { state: 'open', dueAt: task.dueAt },
    },
    ...notices,
    ...(isNew
      ? [eventWrite(core.visit, 'superior-added', now, { step: task.step, party: task.party, superior, seat: task.seat })]
      : []),
  ];
  try {
    await commitVisit(core.visit, writes);
  } catch (error) {
    if (!(error instanceof Told)) throw error;
  }
  return notices.length > 0;
}
