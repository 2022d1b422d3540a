import { defaultPolicy } from '../../functions/deadlines/policy.ts';
import { isAllowed, nextAllowed, type Reminder, remindersOf } from '../../functions/deadlines/reminders.ts';
import { chineseWorkingDays } from '../../functions/deadlines/working-days.ts';
import { taskId } from '../../functions/decisions/task.ts';
import type { Notice } from '../../functions/notices/notice.ts';
import type { Sent } from '../../local/providers/sent.ts';
import type { SeenTask } from './life.ts';
import type { Outage } from './outages.ts';

const MINUTE = 60_000;
/** A reminder comes with the sweep after its time; sending it takes moments. */
const SWEEP = 16 * MINUTE;
/** A channel that was away is tried again at most so much later: the longest pause, and the delivery after it. */
const BACKOFF = (4 * 60 + 6) * MINUTE;

export interface Account {
  due: number;
  sent: number;
  late: number;
  night: number;
  afterDecision: number;
  twice: number;
}

export interface Told {
  tasks: Iterable<SeenTask>;
  notices: readonly Notice[];
  messages: readonly Sent[];
  outages: readonly Outage[];
}

/** Holds what went out against what the policy asks for. Says what is wrong, each in a sentence. */
export function accountOf({ tasks, notices, messages, outages }: Told): { reminders: Account; violations: string[] } {
  const reminders: Account = { due: 0, sent: 0, late: 0, night: 0, afterDecision: 0, twice: 0 };
  const violations: string[] = [];
  const wrong = (which: keyof Account, sentence: string) => {
    reminders[which]++;
    violations.push(`${which}: ${sentence}`);
  };
  const byTask = Map.groupBy(
    notices.filter(({ kind }) => kind === 'reminder' || kind === 'overdue'),
    ({ task }) => task!,
  );
  for (const seen of tasks) {
    const id = taskId(seen.task);
    const told = byTask.get(id) ?? [];
    for (const reminder of wanted(seen)) {
      const covering = told.filter(({ facts }) => String(facts.covers).split(' ').includes(reminder.kind));
      const causes = new Set(covering.map(({ cause }) => cause));
      if (latestFor(reminder.at, seen, outages) < Math.min(seen.openUntil, seen.passedOn)) {
        reminders.due++;
        if (causes.size === 0) violations.push(`missing: ${reminder.kind} of ${id}, due at ${reminder.at}`);
      }
      if (causes.size > 0) reminders.sent++;
      if (causes.size > 1) wrong('twice', `${reminder.kind} of ${id} stands in ${[...causes]}`);
    }
    for (const notice of told) check(notice, seen, outages, wrong);
  }
  const ids = Map.groupBy(
    messages.flatMap(({ id }) => id ?? []),
    (id) => id,
  );
  for (const [id, times] of ids) if (times.length > 1) wrong('twice', `the message ${id} went out ${times.length} times`);
  return { reminders, violations };
}

/** What the policy asks for of a question that was asked then. */
function wanted({ task, visitStart }: SeenTask): Reminder[] {
  const { openedAt, dueAt } = task;
  return remindersOf({ openedAt, dueAt, visitStart }, defaultPolicy, chineseWorkingDays);
}

const hoursOf = ({ visitStart }: SeenTask) => ({ visitStart, policy: defaultPolicy, days: chineseWorkingDays });

/** Until when a reminder planned for that instant may go out: with the sweep after it, or when what was away, one after another, is back. */
function latestFor(planned: string, seen: SeenTask, outages: readonly Outage[]): number {
  for (let at = planned; ; ) {
    const instant = Date.parse(at);
    const away = outages.filter(({ from, to }) => from - SWEEP <= instant && instant <= to);
    if (away.length === 0) return instant + SWEEP;
    const back = Math.max(...away.map(({ to }) => to)) + BACKOFF;
    at = nextAllowed(new Date(back).toISOString(), hoursOf(seen));
  }
}

function check(
  { recipient, facts, at, sent, kind, visit }: Notice,
  seen: SeenTask,
  outages: readonly Outage[],
  wrong: (which: keyof Account, sentence: string) => void,
): void {
  const gone = sent?.sms;
  if (gone === undefined) return;
  const hours = hoursOf(seen);
  const name = `${facts.reminder} of ${taskId(seen.task)} to ${recipient}`;
  if (!isAllowed(gone, hours)) wrong('night', `${name} went out at ${gone}`);
  if (Date.parse(gone) > seen.closedBy)
    wrong('afterDecision', `${name} went out at ${gone}, after ${new Date(seen.closedBy).toISOString()}`);
  const planned = kind === 'overdue' ? nextAllowed(at, hours) : at;
  if (Date.parse(gone) > latestFor(planned, seen, outages))
    wrong('late', `${name} of ${visit} was due at ${planned} and went out at ${gone}`);
}
