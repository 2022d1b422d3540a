import {
  isAllowed,
  nextAllowed,
  type Reminder,
  type ReminderKind,
  remindersOf,
  SWEEP_MINUTES,
} from '../deadlines/reminders.ts';
import { type Task, taskId } from '../decisions/task.ts';
import { alarm } from '../platform/log.ts';
import type { Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import type { VisitCore } from '../visits/store.ts';
import { askedParty, superiorParty } from './audience.ts';
import type { Notice } from './notice.ts';
import { callForHelp } from './notify.ts';
import { hasRobots, officeFor } from './recipients.ts';
import { type When, whenOf } from './when.ts';
import { noticeWrite } from './write.ts';

/** What a question still asks of the sweep: which reminders are due now, and when it must look again. */
export interface Reminding {
  due: Reminder[];
  next: Instant;
}

/**
 * Of a question's reminders those whose time has come and that have not gone out. After an outage several come at once; the last of
 * them then speaks for all. Pure.
 */
export function remindingOf(task: Task, now: Instant, { visitStart, policy, days }: When): Reminding {
  const { openedAt, dueAt, expiresAt, reminded = [] } = task;
  const all = remindersOf({ openedAt, dueAt, visitStart: visitStart ?? expiresAt }, policy, days);
  // The superior is added at `dueAt`, also where people hear of it only in the morning.
  const open = all
    .filter(({ kind }) => !reminded.includes(kind))
    .map((reminder) => (reminder.kind === 'overdue' ? { ...reminder, at: dueAt } : reminder));
  const next = open.filter(({ at }) => at > now).map(({ at }) => at);
  return { due: open.filter(({ at }) => at <= now), next: [...next, expiresAt].sort()[0]! };
}

/**
 * The notices of a late or waiting question: of all reminders that are due the last one goes out, to those who can decide; when it is
 * overdue, to the office's heads and the superior, too. They leave in the hours in which people may be told.
 */
export async function remind(core: VisitCore, task: Task, due: readonly Reminder[], now: Date): Promise<Write[]> {
  const last = due.at(-1);
  if (!last) return [];
  const when = await whenOf(core);
  const [city, at, party] = [core.visit.city, now.toISOString(), askedParty(task)];
  const superior = last.kind === 'overdue' ? task.escalatedTo : undefined;
  const [own, above, robots] = await Promise.all([
    officeFor(city, party, at, core.requestedBy?.person),
    superior === undefined ? undefined : officeFor(city, superiorParty(task, superior), at),
    hasRobots(city, party),
  ]);
  const most = when.policy.reminding.people;
  const people = own.acting.slice(0, most);
  const cause = `${taskId(task)}.${last.kind}`;
  if (people.length === 0) {
    alarm('TasksWithoutDecider', { visit: task.visit, task: taskId(task) });
    return callForHelp(core, task, { at: last.at, cause, when, now });
  }
  const kind = last.kind === 'overdue' ? 'overdue' : 'reminder';
  const notice: Omit<Notice, 'recipient' | 'ttl'> = {
    ...{ city, kind, at: last.at, cause, visit: task.visit, task: taskId(task), party: party.id },
    facts: { reminder: last.kind, covers: due.map((each) => each.kind).join(' '), organisation: party.id },
    deliverAt: tellingTime(last, at, when),
  };
  const office = [...people, ...(kind === 'overdue' ? own.heads : []), ...(robots ? [party.id] : [])];
  const superiors = (above?.acting.slice(0, most) ?? []).filter((id) => !office.includes(id));
  return [
    ...[...new Set(office)].map((recipient) => noticeWrite({ ...notice, recipient })),
    ...superiors.map((recipient) => noticeWrite({ ...notice, recipient, party: superior! })),
  ];
}

/** On time a reminder goes out at once, else in the hours in which people may be told. */
function tellingTime({ at }: Reminder, now: Instant, { visitStart, policy, days }: When): Instant {
  const hours = { visitStart: visitStart ?? at, policy, days };
  const isOnTime = Date.parse(now) - Date.parse(at) <= SWEEP_MINUTES * 60_000;
  return isOnTime && isAllowed(at, hours) ? now : nextAllowed(now, hours);
}

/** The kinds that have gone out once these have. */
export const remindedWith = ({ reminded = [] }: Task, due: readonly Reminder[]): ReminderKind[] => [
  ...new Set([...reminded, ...due.map(({ kind }) => kind)]),
];
