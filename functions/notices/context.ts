import { city, organisation, speakerName } from '../access/directory.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { TASK_NAMES } from '../catalogue/visit-words.ts';
import { dueOf, stampOf, timeOf } from '../deadlines/moments.ts';
import { type Task, taskName } from '../decisions/task.ts';
import type { Look } from '../personal/look.ts';
import { INBOX, inboxOf } from '../platform/keys.ts';
import { listed } from '../platform/sentence.ts';
import { queryIndex } from '../platform/table.ts';
import { speakersById } from '../talent/pool.ts';
import { seatedNumber, shownContact } from '../visits/numbers.ts';
import { statusReason } from '../visits/reasons.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Notice } from './notice.ts';
import type { Briefing, Context, VisitWords } from './templates.ts';

/**
 * Looks up what a notice's words are made of. Names come from today's records, because a notice keeps ids; dates are said as of now.
 * @param look by which a briefing shows the recipient numbers; without it there are none
 */
export async function contextOf(notice: Notice, core: VisitCore | undefined, now: Date, look?: Look): Promise<Context> {
  const { city: cityId, party, facts } = notice;
  const task = core && taskOf(notice, core);
  const [partyName, speaker, organisationName, words] = await Promise.all([
    nameOf(cityId, party),
    typeof facts.speaker === 'string' ? speakerName(cityId, facts.speaker) : undefined,
    typeof facts.organisation === 'string' ? nameOf(cityId, facts.organisation) : undefined,
    core && visitWords(core, now),
  ]);
  return {
    party: partyName,
    facts: notice.kind === 'standing-in' ? { ...facts, waiting: await waitingFor(cityId, party) } : facts,
    ...(words && { visit: words }),
    ...(task && {
      step: TASK_NAMES[task.step],
      due: { ...dueOf(task, now), stamp: stampOf(task.dueAt) },
    }),
    ...(speaker !== undefined && { speaker }),
    ...(organisationName !== undefined && { organisation: organisationName }),
    ...(core && look && notice.kind === 'briefing' && { briefing: await briefingFor(core, look) }),
    ...(core?.visit.ended && { reasons: core.visit.ended.reasons.map(statusReason) }),
  };
}

/** The question that a notice is about. */
export const taskOf = ({ task, visit }: Notice, { tasks }: VisitCore): Task | undefined =>
  task === undefined ? undefined : tasks.find((each) => `${visit}.${taskName(each)}` === task);

async function visitWords(core: VisitCore, now: Date): Promise<VisitWords> {
  const { visit, request } = core;
  const [home, school, ...speakers] = await Promise.all([
    city(visit.city),
    nameOf(visit.city, visit.school),
    ...seatedIn(core).map(async (id) => (await speakerName(visit.city, id)) ?? id),
  ]);
  const activity = catalogueOf(home).activityTypes.find(({ code }) => code === request.activityType);
  const slot = visit.slot ?? request.slots[0]!;
  return {
    school,
    activity: activity ?? { zh: request.activityType, en: request.activityType },
    time: timeOf(slot, now),
    begins: stampOf(slot.start),
    place: request.address,
    students: request.expectedStudents,
    speakers: { zh: listed(speakers, 'zh'), en: listed(speakers, 'en') },
  };
}

/** Who meets whom; what the reader sees of numbers depends on how they take part in the visit. */
async function briefingFor(core: VisitCore, look: Look): Promise<Briefing> {
  const pool = await speakersById(core.visit.city, seatedIn(core));
  const { name, phone } = await shownContact(core, look);
  const speakers = [...pool.values()].map(async (speaker) => {
    const number = await seatedNumber(core, speaker, look);
    return { name: speaker.name, ...(number !== undefined && { phone: number }) };
  });
  return { contact: name, ...(phone !== undefined && { contactPhone: phone }), speakers: await Promise.all(speakers) };
}

const seatedIn = ({ seats }: VisitCore): string[] => seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));

/** An organisation's name, or a speaker's. */
async function nameOf(cityId: string, id: string): Promise<string> {
  const found = await organisation(cityId, id);
  return found?.name ?? (await speakerName(cityId, id)) ?? id;
}

/** How many questions wait for an organisation. */
const waitingFor = async (cityId: string, party: string): Promise<number> =>
  (await queryIndex(INBOX, inboxOf(cityId, party))).length;
