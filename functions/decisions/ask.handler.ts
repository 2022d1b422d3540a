import * as z from 'zod/mini';
import { policy } from '../access/directory.ts';
import { deadline } from '../deadlines/due.ts';
import { chineseWorkingDays } from '../deadlines/working-days.ts';
import { attempt } from '../platform/attempt.ts';
import { INBOX, inboxOf, SWEEP, sweepOf, taskKey, visitKey } from '../platform/keys.ts';
import { Code } from '../platform/schema.ts';
import { commit } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { slotOf } from '../visits/slot.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import { type Task, TaskRef, taskName } from './task.ts';

const Ask = z.extend(TaskRef, { city: Code, visit: Code, run: z.int(), token: z.string() });
type Ask = z.infer<typeof Ask>;

/**
 * Opens a task for a workflow that waits with a token, or gives the same question the new token, also when it is decided (then
 * the waker answers at once). It never completes a token itself. What an old epoch or run asks has no effect.
 */
export async function handler(event: unknown): Promise<void> {
  const asked = z.parse(Ask, event);
  await attempt(async (consistent) => {
    const core = await loadVisit(asked.city, asked.visit, consistent);
    if (!core || core.visit.ended || core.visit.epoch !== asked.epoch || core.visit.run !== asked.run) return;
    await commit(await ask(core, asked, new Date()));
  });
}

async function ask(core: VisitCore, asked: Ask, now: Date): Promise<Write[]> {
  const { visit, tasks } = core;
  const { token, run, epoch, step, seat, round, employer } = asked;
  const name = taskName(asked);
  const key = taskKey(visit.city, visit.id, name);
  const current: Write = { check: visitKey(visit.city, visit.id), where: { epoch, run } };
  if (tasks.some((task) => taskName(task) === name)) {
    return [{ update: key, set: { token, run }, where: { run: { notAbove: run } } }, current];
  }
  const rules = await policy(visit.city, visit.policy);
  const slot = slotOf(visit);
  const { dueAt, expiresAt } = deadline(
    step,
    step === 'statistics' ? slot.end : now.toISOString(),
    slot,
    rules,
    chineseWorkingDays,
  );
  const task: Task = {
    ...{ epoch, step, seat, round, employer },
    visit: visit.id,
    city: visit.city,
    party: partyOf(core, asked),
    openedAt: now.toISOString(),
    dueAt,
    expiresAt,
    state: 'open',
    run,
    token,
  };
  const indexed = { [INBOX.pk]: inboxOf(visit.city, task.party), [SWEEP.pk]: sweepOf(visit.city), [SWEEP.sk]: dueAt };
  return [{ put: { ...key, ...task, ...indexed }, where: 'absent' }, current];
}

/** Who answers a question: an organisation, or the speaker. */
function partyOf({ visit, seats }: VisitCore, { step, seat, employer }: Ask): string {
  switch (step) {
    case 'union-approval':
      return visit.union;
    case 'employer-release':
      return employer!;
    case 'speaker-confirmation':
      return seats.find((candidate) => candidate.seat === seat)!.speaker!;
    default:
      return visit.school;
  }
}
