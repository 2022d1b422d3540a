import { isDeepStrictEqual } from 'node:util';
import { deciders, isTime } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { firstDecision, onOneSide } from '../access/sides.ts';
import { admit, countMisses, isMiss } from '../limits/admit.ts';
import { ok, parse, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { checkIfMatch } from '../platform/etag.ts';
import { toProblem } from '../platform/problem-json.ts';
import { AlreadyDecided, Expired, NotFound, TaskClosed } from '../platform/problems.ts';
import { commitVisit } from '../visits/store.ts';
import { checkAbsenceReasons, checkReason } from './check-reason.ts';
import { decideTask as contract, decideTasks } from './contract.ts';
import { findTask, recordersFor } from './find-task.ts';
import { loadCase } from './load-case.ts';
import { type Recording, recordedBy, splitRecording } from './recording.ts';
import { steps } from './steps/index.ts';
import type { Task } from './task.ts';
import { decideTask, decisionOf, supplyLate } from './task-writes.ts';
import { recordOf, taskEtag } from './view.ts';

type Body = { outcome: string; reasonCode?: string; absent?: { reasonCode?: string }[] };
/** What needs a reason. */
const REFUSALS = new Set(['decline', 'not-held']);

export const decide = route(contract, async ({ params, body, person, headers, now }) => {
  const task = await decideOne(person, params.id, body, now, headers['if-match']);
  return ok(await recordOf(task, person), { etag: await taskEtag(task, person) });
});

/** Several decisions at once, in the order given; each has its own result, and none depends on another. Limits count each. */
export const decideBatch = route(decideTasks, async ({ body, person, now }) => {
  await admit(person, now, body.decisions.length - 1);
  let misses = 0;
  const results: { taskId: string; status: number; body: unknown }[] = [];
  for (const { taskId, ...decision } of body.decisions) {
    const result = await decideOne(person, taskId, decision, now).then(
      async (task) => ({ status: 200, body: await recordOf(task, person) }),
      (error: unknown) => {
        const problem = toProblem(error);
        if (isMiss(problem)) misses++;
        return { status: problem.status, body: problem.toJSON() };
      },
    );
    results.push({ taskId, ...result });
  }
  await countMisses(person, now, misses);
  return ok({ results });
});

/** Decides one task; answers it as it then stands. The same decision by the same person again changes nothing. */
export function decideOne(
  person: Person,
  id: string,
  given: Record<string, unknown>,
  now: Date,
  ifMatch?: string,
): Promise<Task> {
  return attempt(async (consistent) => {
    const { decision, recording } = splitRecording(given);
    const { core, task, by } = await taskFor(person, id, now, consistent, recording);
    const rule = steps[task.step];
    const body = parse(rule.body, decision) as Body;
    if (REFUSALS.has(body.outcome)) await checkReason(core.visit, body.reasonCode, body.outcome === 'not-held');
    if (body.absent) await checkAbsenceReasons(person.city, body.absent);
    if (isSame(task, body, by.person)) return task;
    if (ifMatch !== undefined) {
      const etag = await taskEtag(task);
      checkIfMatch(ifMatch, () => etag);
    }
    if (task.epoch !== core.visit.epoch) throw new TaskClosed({ record: await recordOf(task) });
    const late = task.state === 'expired' && isTime(`decide ${task.step}`, 'expired');
    if (!late) await refuseUnlessOpen(task, now);
    const c = await loadCase(core, task, rule.speakers(core, task, body), now, consistent);
    const { result, writes } = rule.decide(c, body, by);
    const decided = late ? supplyLate(task, body, by, now) : decideTask(task, body, by, now, result);
    await commitVisit(core.visit, [decided, ...writes, ...firstDecision(person, by, core.visit, core.tasks)]);
    return { ...task, state: 'decided', decision: decisionOf(body, by, now) };
  });
}

/**
 * @throws NotFound for who may not decide it, or enter it for the party, just as for a task that does not exist; TwoSides for who has
 *   decided for another side of the visit
 */
async function taskFor(person: Person, id: string, now: Date, consistent: boolean, recording: Recording | undefined) {
  const found = await findTask(person, id, consistent);
  const { core, task } = found;
  const [recorder] = recording ? await recordersFor(person, found, now) : [];
  const by = recording ? recorder : task && onOneSide(deciders(person, task, now.toISOString()), core?.tasks ?? []);
  if (!core || !task || !by) throw new NotFound();
  return { core, task, by: recording ? recordedBy(by, task, recording) : by };
}

/** The very same decision by the same person again: it gets the record. */
const isSame = ({ decision }: Task, body: Body, person: string) =>
  decision?.by?.person === person && isDeepStrictEqual(decision.body, JSON.parse(JSON.stringify(body)));

/** @throws AlreadyDecided, TaskClosed, Expired, each with the task's record */
export async function refuseUnlessOpen(task: Task, now: Date): Promise<void> {
  if (task.state === 'decided') throw new AlreadyDecided({ record: await recordOf(task) });
  if (task.state === 'closed') throw new TaskClosed({ record: await recordOf(task) });
  if (task.state === 'expired' || task.expiresAt <= now.toISOString()) throw new Expired({ record: await recordOf(task) });
}
