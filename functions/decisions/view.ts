import { organisation, personName } from '../access/directory.ts';
import type { Person } from '../access/person.ts';
import type { Step } from '../deadlines/policy.ts';
import type { Proposal } from '../matching/proposal.ts';
import type { Look } from '../personal/look.ts';
import { etagOf } from '../platform/etag.ts';
import { mainHonour } from '../talent/honours.ts';
import { speakersById } from '../talent/pool.ts';
import { shownContact } from '../visits/numbers.ts';
import { shownActor } from '../visits/shown-actor.ts';
import { slotOf } from '../visits/slot.ts';
import type { VisitCore } from '../visits/store.ts';
import { seatsToApprove } from './steps/union-approval.ts';
import { type Task, taskId } from './task.ts';

/** What can be answered, and what happens then. */
const CHOICES: Record<Step, { outcomes: string[]; next: { zh: string; en: string } }> = {
  'union-approval': {
    outcomes: ['approve', 'decline'],
    next: {
      zh: '批准后，请劳模工匠所在单位支持并由本人确认',
      en: 'Then the employers are asked for release and the speakers confirm',
    },
  },
  clearance: {
    outcomes: ['clear', 'decline'],
    next: {
      zh: '通过后，请劳模工匠所在单位支持并由本人确认',
      en: 'Then the employers are asked for release and the speakers confirm',
    },
  },
  'employer-release': {
    outcomes: ['release', 'decline'],
    next: { zh: '同意后，请劳模工匠本人确认', en: 'Then the speaker is asked to confirm' },
  },
  'speaker-confirmation': {
    outcomes: ['confirm', 'decline'],
    next: { zh: '确认后，请学校最后确认', en: 'Then the school confirms' },
  },
  'school-confirmation': {
    outcomes: ['confirm', 'decline'],
    next: {
      zh: '确认后，活动如期举行，结束后填报统计',
      en: 'Then the visit takes place; afterwards you submit the statistics',
    },
  },
  statistics: {
    outcomes: ['submit', 'not-held'],
    next: { zh: '填报后，计入当月统计表', en: "Then it stands in the month's table" },
  },
};

/**
 * The task's own record: what a 409 carries and what the validator is made of. The token stays inside.
 * @param known somebody whose name need not be looked up
 */
export const recordOf = async (task: Task, known?: Pick<Person, 'id' | 'name'>) => ({
  id: taskId(task),
  kind: task.step,
  status: task.state,
  visitId: task.visit,
  ...(task.seat > 0 && { seat: task.seat }),
  partyId: task.party,
  ...(task.escalatedTo !== undefined && { escalatedTo: task.escalatedTo }),
  openedAt: task.openedAt,
  dueAt: task.dueAt,
  expiresAt: task.expiresAt,
  ...(task.provisional && { provisional: true }),
  ...(task.decision && {
    decision: {
      ...task.decision.body,
      at: task.decision.at,
      ...(task.decision.by && {
        by: shownActor(task.decision.by, await nameOf(task.city, task.decision.by.person, known), true),
      }),
    },
  }),
});

const nameOf = async (city: string, id: string, known?: Pick<Person, 'id' | 'name'>) =>
  known?.id === id ? known.name : personName(city, id);

export const taskEtag = async (task: Task, known?: Person): Promise<string> => etagOf(await recordOf(task, known));

/**
 * All that the decider needs: who, when, where, how many, why this speaker, what happens next. The contact's number depends on how
 * the reader takes part in the visit, not on who was asked.
 */
export async function taskView(core: VisitCore, task: Task, look: Look, proposals: Proposal[] = []) {
  const { visit, request } = core;
  const named = async (id: string) => ({ id, name: (await organisation(visit.city, id))?.name ?? id });
  return {
    ...(await recordOf(task)),
    overdue: task.state === 'open' && task.dueAt <= look.now.toISOString(),
    visit: {
      school: await named(visit.school),
      union: await calledAt(visit),
      otherSchools: await Promise.all(request.otherSchools.map(named)),
      activityType: request.activityType,
      mode: request.mode,
      levels: request.levels,
      topics: request.topics,
      // Moved to a time at which nobody can come, a visit has none.
      slot: { ...request.slots[visit.slot?.index ?? 0], ...(visit.slot && slotOf(visit)) },
      district: request.district,
      address: request.address,
      expectedStudents: request.expectedStudents,
      contact: await shownContact(core, look),
      urgent: visit.urgent,
      ...(request.notes !== undefined && { notes: request.notes }),
    },
    ...(await people(core, task, proposals)),
    ...CHOICES[task.step],
  };
}

/** The union that is responsible for a visit, and its office's number. */
async function calledAt({ city, union }: VisitCore['visit']) {
  const record = await organisation(city, union);
  const { officePhone } = record ?? {};
  return { id: union, name: record?.name ?? union, ...(officePhone !== undefined && { officePhone }) };
}

export type TaskView = Awaited<ReturnType<typeof taskView>>;

/** The speakers in question, each with the main honour and the score that put them there; for the union the whole shortlist. */
async function people(core: VisitCore, task: Task, proposals: Proposal[]) {
  const { visit, seats } = core;
  const concerned = task.seat > 0 ? seats.filter(({ seat }) => seat === task.seat) : seats;
  const shortlist = proposals.find(({ round }) => round === task.round)?.shortlist ?? [];
  const scored = new Map(proposals.flatMap((proposal) => proposal.shortlist).map((entry) => [entry.speaker, entry]));
  const seated = concerned.flatMap(({ seat, speaker }) => (speaker === undefined ? [] : [{ seat, speaker }]));
  const forUnion = task.step === 'union-approval';
  const forAuthority = task.step === 'clearance';
  const ids = [
    ...seated.map(({ speaker }) => speaker),
    ...(forUnion ? shortlist.map((entry) => entry.speaker) : []),
    ...(forUnion || forAuthority ? visit.reserves : []),
  ];
  const pool = await speakersById(visit.city, ids);
  const describe = (id: string) => {
    const speaker = pool.get(id);
    const why = scored.get(id);
    return {
      id,
      name: speaker?.name ?? id,
      ...(speaker && { trade: speaker.trade, honour: mainHonour(speaker) }),
      ...(speaker && forAuthority && { talks: speaker.talks }),
      ...(why && { why: { score: why.total, parts: why.parts } }),
    };
  };
  return {
    speakers: seated.map(({ seat, speaker }) => ({ seat, ...describe(speaker) })),
    ...(forUnion && {
      openSeats: seatsToApprove(core).map(({ seat }) => seat),
      shortlist: shortlist.map((entry) => describe(entry.speaker)),
    }),
    ...((forUnion || forAuthority) && { reserves: visit.reserves.map(describe) }),
  };
}
