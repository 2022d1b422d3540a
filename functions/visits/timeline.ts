import * as z from 'zod/mini';
import { organisation, personName } from '../access/directory.ts';
import { active } from '../access/may.ts';
import type { Person, Role } from '../access/person.ts';
import { withoutErased } from '../audit/personal.ts';
import { taskKinds } from '../catalogue/visit-words.ts';
import type { Instant } from '../platform/schema.ts';
import type { Item } from '../platform/writes.ts';
import { speakersById } from '../talent/pool.ts';
import { seesAbsence } from './absences.ts';
import { type EventActor, EventType, VisitEvent } from './events.ts';
import { shownActor } from './shown-actor.ts';
import type { VisitCore } from './store.ts';
import type { AbsenceOutcome, Origin } from './visit.ts';

/** What a change is called; `{who}` is the speaker or organisation that it is about. */
const SENTENCES: Record<EventType, { zh: string; en: string }> = {
  requested: { zh: '提出申请', en: 'Requested' },
  'speakers-proposed': { zh: '已匹配人选：{who}', en: 'Proposed: {who}' },
  'union-approved': { zh: '工会批准：{who}', en: 'The union approved: {who}' },
  'union-declined': { zh: '工会未予批准', en: 'The union declined' },
  'employer-released': { zh: '单位同意派出：{who}', en: 'The employer released: {who}' },
  'employer-declined': { zh: '单位未能派出：{who}', en: 'The employer could not release: {who}' },
  'speaker-confirmed': { zh: '劳模工匠确认：{who}', en: 'The speaker confirmed: {who}' },
  'speaker-declined': { zh: '劳模工匠婉拒：{who}', en: 'The speaker declined: {who}' },
  'school-confirmed': { zh: '学校确认', en: 'The school confirmed' },
  'school-declined': { zh: '学校未同意', en: 'The school declined' },
  'statistics-submitted': { zh: '已填报统计', en: 'Statistics submitted' },
  'speaker-absent': { zh: '学校反映未到场：{who}', en: 'Said not to have come: {who}' },
  'absence-contested': { zh: '对未到场记录提出异议：{who}', en: 'Contested that they did not come: {who}' },
  'absence-settled': { zh: '未到场异议处理结果：{who}{outcome}', en: 'The objection was settled: {who} {outcome}' },
  'not-held': { zh: '活动未举办', en: 'Not held' },
  'step-expired': { zh: '逾期未办：{step}', en: 'Nobody decided in time: {step}' },
  'superior-added': { zh: '逾期提醒，已请上级协助：{who}', en: 'Late; the superior was added: {who}' },
  'deadline-moved': { zh: '办理期限调整：{step}', en: 'The deadline was moved: {step}' },
  cleared: { zh: '进校内容审核通过：{who}', en: 'The content was cleared: {who}' },
  'clearance-declined': { zh: '进校内容未通过审核：{who}', en: 'The content was not cleared: {who}' },
  'handed-to-union': {
    zh: '学校逾期未确认，转由工会办理：{who}',
    en: 'The school was silent; the union answers for it: {who}',
  },
  'reserve-stepped-in': { zh: '候补接替：{who}', en: 'A reserve stepped in: {who}' },
  rescheduled: { zh: '改期', en: 'Moved to another time' },
  shifted: { zh: '当日调整时间', en: 'Shifted within the day' },
  withdrawn: { zh: '退出本次活动：{who}', en: 'Withdrew: {who}' },
  'union-objected': { zh: '所属工会不同意派出：{who}', en: "The speaker's union objected: {who}" },
  'speaker-replaced': { zh: '临时换人：{who}', en: 'Replaced at short notice: {who}' },
  objected: { zh: '对代录提出异议，重新征求意见：{step}', en: 'Objected to what was recorded; asked again: {step}' },
  cancelled: { zh: '活动取消', en: 'Cancelled' },
  unmatched: { zh: '未能匹配到合适人选', en: 'Nobody suitable was found' },
  'letter-issued': { zh: '签发函件：{number}', en: 'A letter was issued: {number}' },
  'letter-returned': { zh: '收到盖章件：{number}', en: 'A stamped copy came back: {number}' },
  'link-sent': { zh: '已向被征求方发送办理链接：{step}', en: 'A link was sent to who is asked: {step}' },
  'execution-restarted': { zh: '系统自动恢复流程', en: 'The system resumed the procedure' },
  stuck: { zh: '流程受阻，已通知管理员', en: 'The procedure is stuck; an operator was told' },
};

/** Whose word these are: where somebody else gave it, a superior answered for a silent party. */
const ANSWERS: Partial<Record<EventType, Role>> = {
  'employer-released': 'employer',
  'employer-declined': 'employer',
  'speaker-confirmed': 'speaker',
  'speaker-declined': 'speaker',
  'school-confirmed': 'school',
  'school-declined': 'school',
  'statistics-submitted': 'school',
  'speaker-absent': 'school',
};

const OUTCOMES: Record<AbsenceOutcome, { zh: string; en: string }> = {
  came: { zh: '已到场', en: 'came' },
  'did-not-come': { zh: '未到场', en: 'did not come' },
};

/** How the first event is called where no school asked. */
const BEGINNINGS: Partial<Record<Origin, { zh: string; en: string }>> = {
  demonstration: { zh: '发起示范活动', en: 'Demonstration started' },
  recorded: { zh: '事后补录', en: 'Recorded afterwards' },
};

/** Who reads, and in which roles they take part in the visit. */
export interface Reader {
  person: Person;
  roles: Role[];
  now: Instant;
}

export interface TimelineEntry {
  at: string;
  type: EventType;
  zh: string;
  en: string;
  by?: ReturnType<typeof shownActor>;
  data: Record<string, unknown>;
}

/** The visit's events in order, each with its sentence; names are looked up, because events keep ids only. */
export async function timelineOf(core: VisitCore, items: Item[], reader: Reader): Promise<TimelineEntry[]> {
  const { visit } = core;
  const all = z.parse(z.array(VisitEvent), items.map(withoutErased)).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const concern = await Promise.all(all.map((event) => concerns(core, event, reader)));
  const events = all.filter((_, i) => concern[i]);
  const pool = await speakersById(visit.city, events.flatMap(speakersIn));
  const entries = events.map(async (event) => {
    const superior = event.data.superior as string | undefined;
    const superiorName = superior && ((await organisation(visit.city, superior))?.name ?? superior);
    const who =
      superiorName ||
      speakersIn(event)
        .map((id) => pool.get(id)?.name ?? id)
        .join('、');
    const step = taskKinds.find(({ code }) => code === event.data.step);
    const sentence = (event.type === 'requested' && BEGINNINGS[visit.origin]) || SENTENCES[event.type];
    const outcome = OUTCOMES[event.data.settled as AbsenceOutcome];
    const say = (language: 'zh' | 'en') =>
      sentence[language]
        .replace('{who}', who)
        .replace('{step}', step?.[language] ?? '')
        .replace('{outcome}', outcome?.[language] ?? '')
        .replace('{number}', String(event.data.number));
    const { by } = event;
    const ownRole = visit.origin === 'recorded' ? undefined : ANSWERS[event.type];
    const answered = by && ownRole !== undefined && by.role !== ownRole && !by.onBehalfOf;
    return {
      at: event.at,
      type: event.type,
      zh: answered ? `${say('zh')}（由上级答复）` : say('zh'),
      en: answered ? `${say('en')} (a superior answered)` : say('en'),
      ...(by && { by: shownActor(by, await personName(visit.city, by.person), seesEvidence(reader, by)) }),
      data: shown(event, reader),
    };
  });
  return Promise.all(entries);
}

/** What shows that an answer was given is for unions, and for the party whose answer it was. */
const seesEvidence = ({ person, roles, now }: Reader, { onBehalfOf }: EventActor): boolean =>
  roles.includes('union') ||
  onBehalfOf?.party === person.speakerId ||
  active(person, now).some(({ role, organisation }) => role !== 'speaker' && organisation === onBehalfOf?.party);

/** Where an event stands; of one instant in the order of a good life: found and approved at once, requested and submitted at once. */
const placeOf = ({ at, type, id }: VisitEvent) => `${at} ${String(EventType.options.indexOf(type)).padStart(2, '0')} ${id}`;

/**
 * What a reader of the visit learns of an event; the request's contact and the union's shortlist lie in the same data and are shown
 * elsewhere, to whom they concern.
 */
const SHOWN = new Set(
  'seat seats round speaker employer party superior step scope conditions chosen summary run reasonCode text from to previous channel evidence automatic series settled number letter digest'.split(
    ' ',
  ),
);

/**
 * Why a speaker cannot come may be about their health: the reason's code is for unions and schools, the words are for the unions and
 * whoever wrote them.
 */
const ABOUT_SPEAKER = new Set<EventType>([
  ...(['speaker-declined', 'employer-declined', 'withdrawn', 'union-objected', 'speaker-replaced', 'objected'] as const),
]);

/** That somebody is said not to have come, and what became of it. */
const ABSENCES = new Set<EventType>(['speaker-absent', 'absence-contested', 'absence-settled']);

/** An absence is no matter of others who take part, apart from whoever told of it. */
async function concerns(core: VisitCore, { type, by, data }: VisitEvent, { person, now }: Reader): Promise<boolean> {
  return !ABSENCES.has(type) || by?.person === person.id || seesAbsence(core, data.speaker as string, person, now);
}

function hiddenFrom({ type, by, data }: VisitEvent, { person, roles }: Reader): string[] {
  if (roles.includes('union') || by?.person === person.id) return [];
  // Whoever is to contest it hears what is said.
  if (ABSENCES.has(type) && data.speaker === person.speakerId) return [];
  // A call that is noted may name the caller's number: it is for those who see the contact's.
  if (type === 'requested') return roles.includes('school') ? [] : ['evidence'];
  if (!ABOUT_SPEAKER.has(type) && !ABSENCES.has(type)) return [];
  return roles.includes('school') ? ['text', 'evidence'] : ['text', 'evidence', 'reasonCode'];
}

function shown(event: VisitEvent, reader: Reader): Record<string, unknown> {
  const hidden = hiddenFrom(event, reader);
  return Object.fromEntries(Object.entries(event.data).filter(([fact]) => SHOWN.has(fact) && !hidden.includes(fact)));
}

const Seated = z.array(z.object({ speaker: z.optional(z.string()) }));

function speakersIn({ data }: VisitEvent): string[] {
  const several = z.safeParse(Seated, data.seats);
  const seated = several.success ? several.data.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])) : [];
  return typeof data.speaker === 'string' ? [data.speaker] : seated;
}
