import { superiorOf } from '../decisions/superior.ts';
import { type Task, taskId, taskName } from '../decisions/task.ts';
import type { PublishedEvent, TaskOpened } from '../events/published.ts';
import { alarm } from '../platform/log.ts';
import type { Write } from '../platform/writes.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import { askedParty, superiorParty, type Telling, tellingsOf } from './audience.ts';
import { planBriefing } from './briefing.ts';
import type { Notice } from './notice.ts';
import { administratorsOf, hasRobots, officeFor } from './recipients.ts';
import { type Cause, whenOf, whenToTell } from './when.ts';
import { noticeWrite, once } from './write.ts';

/** Turns what happened into notices. Safe to call twice, late, and out of order: each record stands under its cause. */

/** What happened to a visit. Whoever did it is not told. */
export async function tellOfEvent(event: PublishedEvent, now: Date): Promise<void> {
  const core = await loadVisit(event.city, event.visit, true);
  if (!core) return;
  const when = await whenOf(core);
  const cause = { at: event.at, cause: event.id, except: event.by?.person };
  for (const telling of tellingsOf(event, core)) await tell(core, telling, { ...cause, when, now });
  await planBriefing(event, core, { ...cause, when, now });
}

/** Somebody is asked. Where nobody can answer, whoever can help is told at once. */
export async function tellOfTask({ city, visit, task: name }: TaskOpened, now: Date): Promise<void> {
  const core = await loadVisit(city, visit, true);
  const task = core?.tasks.find((each) => taskName(each) === name);
  if (!core || !task || task.state !== 'open' || task.epoch !== core.visit.epoch) return;
  const about = { at: task.openedAt, cause: `${taskId(task)}.asked`, when: await whenOf(core), now };
  const deciders = await tell(core, { party: askedParty(task), kind: 'asked', task: taskId(task) }, about);
  if (deciders > 0) return;
  alarm('TasksWithoutDecider', { visit, task: taskId(task) });
  for (const write of await callForHelp(core, task, about)) await once(write);
}

interface About extends Cause {
  /** Who need not be told. */
  except?: string | undefined;
}

/** Nobody can decide a question: the heads, whoever administers the party, and the superior are told. */
export async function callForHelp({ visit }: VisitCore, task: Task, { at, cause, when, now }: About): Promise<Write[]> {
  const { city } = visit;
  const party = askedParty(task);
  const superior = await superiorOf(task);
  const instant = now.toISOString();
  const [own, above, administrators] = await Promise.all([
    officeFor(city, party, instant),
    superior === undefined ? { acting: [], heads: [] } : officeFor(city, superiorParty(task, superior), instant),
    party.role === 'speaker' ? [] : administratorsOf(city, party.id, instant),
  ]);
  const people = [...new Set([...own.heads, ...administrators, ...above.acting.slice(0, when.policy.reminding.people)])];
  const deliverAt = whenToTell(false, instant, when);
  return people.map((recipient) =>
    noticeWrite({
      ...{ city, recipient, kind: 'nobody-decides', at, cause: `${cause}.nobody` },
      ...{ party: party.id, visit: visit.id, task: taskId(task), facts: { organisation: party.id } },
      ...(deliverAt !== undefined && { deliverAt }),
    }),
  );
}

/** Writes a notice for each who hears it for the party. Answers how many people there are. */
async function tell(core: VisitCore, { party, ...told }: Telling, about: About): Promise<number> {
  const { visit, requestedBy } = core;
  const { at, cause, except, when, now } = about;
  const { acting } = await officeFor(visit.city, party, now.toISOString(), requestedBy?.person);
  const robots = ROBOTS_TELL.has(told.kind) && (await hasRobots(visit.city, party)) ? [party.id] : [];
  const people = acting.slice(0, when.policy.reminding.people).filter((id) => id !== except);
  const deliverAt = whenToTell(told.digest === true, now.toISOString(), when);
  const notice: Omit<Notice, 'recipient' | 'ttl'> = {
    ...{ city: visit.city, kind: told.kind, at, cause, party: party.id, visit: visit.id },
    facts: { ...told.facts, epoch: visit.epoch },
    ...(told.task !== undefined && { task: told.task }),
    ...(told.digest && { digest: true }),
    ...(deliverAt !== undefined && { deliverAt }),
  };
  await Promise.all([...people, ...robots].map((recipient) => once(noticeWrite({ ...notice, recipient }))));
  return acting.length;
}

/** A group's robot tells what waits for its office. */
export const ROBOTS_TELL = new Set<Notice['kind']>(['asked', 'reminder', 'overdue', 'deadline-moved']);
