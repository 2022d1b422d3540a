import { isDeepStrictEqual } from 'node:util';
import { city } from '../access/directory.ts';
import type { Person } from '../access/person.ts';
import { mayDecide } from '../access/rules.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { ok, parse, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { checkIfMatch } from '../platform/etag.ts';
import { AlreadyDecided, Expired, Invalid, NotFound, TaskClosed } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { commit } from '../platform/table.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import { decideTask as contract } from './contract.ts';
import { loadCase } from './load-case.ts';
import { steps } from './steps/index.ts';
import { parseTaskId, type Task, taskName } from './task.ts';
import { decideTask, supplyLate } from './task-writes.ts';
import { recordOf, taskEtag } from './view.ts';

type Body = { outcome: string; reasonCode?: string };

export const decide = route(contract, ({ params, body: given, person, headers, now }) =>
  attempt(async (consistent) => {
    const { core, task, by } = await taskFor(person, params.id, now, consistent);
    const rule = steps[task.step];
    const body = parse(rule.body, given) as Body;
    await checkReason(person.city, body);
    if (isSame(task, body, by.person)) return recorded(task);
    checkIfMatch(headers['if-match'], () => taskEtag(task));
    const late = task.state === 'expired' && task.step === 'statistics';
    if (!late) refuseUnlessOpen(task, now);
    const { result, writes } = rule.decide(
      await loadCase(core, task, rule.speakers(core, task, body), now, consistent),
      body,
      by,
    );
    await commit([late ? supplyLate(task, body, by, now) : decideTask(task, body, by, now, result), ...writes]);
    return recorded({ ...task, state: 'decided', decision: { body, by, at: now.toISOString() } });
  }),
);

/** The answer to a decision is its record; whoever wants the whole task reads it. */
const recorded = (task: Task) => ok(recordOf(task), { etag: taskEtag(task) });

/** @throws NotFound for who may not decide it just as for a task that does not exist */
async function taskFor(person: Person, id: string, now: Date, consistent: boolean) {
  const parsed = parseTaskId(id);
  const core: VisitCore | undefined = parsed && (await loadVisit(person.city, parsed.visit, consistent));
  const task = core?.tasks.find((candidate) => taskName(candidate) === parsed?.name);
  const by = task && mayDecide(person, task, now.toISOString());
  if (!core || !task || !by) throw new NotFound();
  return { core, task, by };
}

async function checkReason(cityId: string, { outcome, reasonCode }: Body): Promise<void> {
  if (reasonCode === undefined) return;
  const { reasonCodes, notHeldReasonCodes } = catalogueOf(await city(cityId));
  const known = outcome === 'not-held' ? [...reasonCodes, ...notHeldReasonCodes] : reasonCodes;
  if (!known.some(({ code }) => code === reasonCode)) throw new Invalid([fieldError('reasonCode', 'unknown')]);
}

/** The very same decision by the same person again: it gets the record. */
const isSame = ({ decision }: Task, body: Body, person: string) =>
  decision?.by?.person === person && isDeepStrictEqual(decision.body, JSON.parse(JSON.stringify(body)));

function refuseUnlessOpen(task: Task, now: Date): void {
  if (task.state === 'decided') throw new AlreadyDecided({ record: recordOf(task) });
  if (task.state === 'closed') throw new TaskClosed({ record: recordOf(task) });
  if (task.state === 'expired' || task.expiresAt <= now.toISOString()) throw new Expired({ record: recordOf(task) });
}
