import { month } from '../deadlines/shanghai-time.ts';
import { type Task, taskId } from '../decisions/task.ts';
import { lateKey, paceKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import type { Change } from '../platform/stream.ts';
import type { Write } from '../platform/writes.ts';
import type { LateRow, PaceRow } from './row.ts';

/**
 * What a change of a task means for the pace: a row when it was answered or ran out, by a put that repeats itself; and, while it waits
 * beyond its date, a row that says so. What was closed, because the visit changed, does not count, nor what nobody had to be asked. Pure.
 */
export function paceWrites({ before, after }: Change<Task>, now: Instant): Write[] {
  const asked = after && askedOf(after);
  if (!asked) return [];
  const { openedAt, dueAt, expiresAt, decision } = after;
  const how = before?.state === 'open' ? howOf(after) : undefined;
  const noLongerLate = before && isLate(before, now) ? (decision?.at ?? now) : undefined;
  const until = isLate(after, now) ? expiresAt : noLongerLate;
  return [
    ...(how && decision ? [rowWrite(after, { ...asked, openedAt, dueAt, at: decision.at, how })] : []),
    ...(until === undefined ? [] : [lateWrite(after, { ...asked, until })]),
  ];
}

const isLate = ({ state, dueAt }: Task, now: Instant) => state === 'open' && dueAt <= now;

/** Undefined for a question from before the pace was kept. */
function askedOf({ union, poolUnion, party, step }: Task): Omit<LateRow, 'until'> | undefined {
  if (union === undefined) return undefined;
  if (step === 'speaker-confirmation') return { union, organisation: poolUnion ?? union, step, speaker: party };
  return { union, organisation: party, step };
}

/** Undefined while it is open, when it was closed, and where nobody had to be asked. */
function howOf({ state, party, decision }: Task): PaceRow['how'] | undefined {
  if (state === 'expired') return 'expired';
  const by = decision?.by;
  if (state !== 'decided' || !by) return undefined;
  if (by.onBehalfOf) return 'recorded';
  return by.role === 'speaker' || by.organisation === party ? 'answered' : 'superior';
}

/** By organisation and step, so that a query finds those of one. */
const placeOf = (task: Task, { organisation, step }: Pick<PaceRow, 'organisation' | 'step'>) =>
  `${organisation}#${step}#${taskId(task)}`;

const rowWrite = (task: Task, row: PaceRow): Write => ({
  put: { ...paceKey(task.city, month(row.at), placeOf(task, row)), ...row },
});

const lateWrite = (task: Task, row: LateRow): Write => ({
  put: { ...lateKey(task.city, placeOf(task, row)), ...row, ttl: Math.ceil(Date.parse(row.until) / 1000) },
});
