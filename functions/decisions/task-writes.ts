import * as z from 'zod/mini';
import { ESCALATED, INBOX, inboxOf, SWEEP, taskKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import type { Item, Write } from '../platform/writes.ts';
import { EventActor } from '../visits/events.ts';
import { type StepResult, type Task, taskName } from './task.ts';

/**
 * How a task changes. It leaves the inboxes at once; its place in the sweep stays until the sweep comes by, which then sends the
 * wake-up again in case it was lost.
 */
const keyOf = (task: Task) => taskKey(task.city, task.visit, taskName(task));
const OUT_OF_INBOXES = [INBOX.pk, ESCALATED.pk];

/** What is kept of a decision; of who decided the ids, so that a task needs no change when a person is erased. */
export const decisionOf = (body: Item, by: EventActor, now: Date) => ({
  ...{ body, at: now.toISOString() },
  by: z.parse(EventActor, by),
});

/**
 * Records a decision; only while the task is open and not yet expired: exactly one of decided, expired and closed wins. Who loses
 * reads again, and finds the very same decision or what to say.
 */
export const decideTask = (task: Task, body: Item, by: EventActor, now: Date, result: StepResult): Write => ({
  update: keyOf(task),
  set: { state: 'decided', decision: decisionOf(body, by, now), result },
  remove: OUT_OF_INBOXES,
  where: { state: 'open', expiresAt: { above: now.toISOString() } },
});

/** Supplies statistics after their task expired: the report still takes them. */
export const supplyLate = (task: Task, body: Item, by: EventActor, now: Date): Write => ({
  update: keyOf(task),
  set: { state: 'decided', decision: decisionOf(body, by, now) },
  where: { state: 'expired' },
});

/** Records that nobody decided in time. */
export const expireTask = (task: Task, now: Date, result: StepResult): Write => ({
  update: keyOf(task),
  set: { state: 'expired', decision: { body: { outcome: 'expired' }, at: now.toISOString() }, result },
  remove: OUT_OF_INBOXES,
  where: { state: 'open', expiresAt: { notAbove: now.toISOString() } },
});

/** Passes an unanswered question on to another organisation, which has it in its inbox from now on, until a new date. */
export const handTaskOver = (task: Task, to: string, now: Date, expiresAt: Instant, provisional: boolean): Write => ({
  update: keyOf(task),
  set: {
    ...{ escalatedTo: to, [ESCALATED.pk]: inboxOf(task.city, to), passedOn: true },
    ...{ expiresAt, [SWEEP.sk]: expiresAt, provisional },
  },
  where: { state: 'open', expiresAt: { notAbove: now.toISOString() } },
});

/** Closes a question that nobody needs answered any more. */
export const closeTask = (task: Task): Write => ({
  update: keyOf(task),
  set: { state: 'closed', result: { outcome: 'closed' } },
  remove: OUT_OF_INBOXES,
  where: { state: 'open' },
});
