import type { Due } from '../deadlines/moments.ts';
import { listed, type Sentence } from '../platform/sentence.ts';
import type { Notice, NoticeKind } from './notice.ts';

/** What the words of a notice are made of: names and times as people read them. */
export interface Context {
  /** As whom the recipient is told: the organisation's name, or the speaker's. */
  party: string;
  /** The visit, in a few words: who, what, when. Missing where a notice is about several, or none. */
  visit?: VisitWords;
  /** What is asked. */
  step?: Sentence;
  /** Until when; `stamp` is the date as the fields of others' templates take it. */
  due?: Due & { stamp: string };
  /** Names of those whom the facts speak of. */
  speaker?: string;
  organisation?: string;
  reasons?: Sentence[];
  /** What a briefing says beyond the rest. */
  briefing?: Briefing;
  facts: Notice['facts'];
}

export interface VisitWords {
  school: string;
  activity: Sentence;
  /** From when to when; what was wished for, as long as nothing is chosen. */
  time: Sentence;
  /** When it begins, as the fields of others' templates take it. */
  begins: string;
  place: string;
  students: number;
  /** Who comes, or would come. */
  speakers: Sentence;
}

/** Who meets whom: numbers only where the recipient may see them. */
export interface Briefing {
  contact: string;
  contactPhone?: string;
  speakers: { name: string; phone?: string }[];
}

/** What happened in a line, and what there is to do. */
export interface Words {
  title: Sentence;
  text: Sentence;
}

const both = (zh: string, en: string): Sentence => ({ zh, en });
const until = ({ due }: Context): Sentence => due?.please ?? both('', '');
const about = ({ visit }: Context): Sentence =>
  visit === undefined
    ? both('', '')
    : both(
        `${visit.school} ${visit.activity.zh}，${visit.time.zh}${visit.speakers.zh === '' ? '' : `，${visit.speakers.zh}`}。`,
        `${visit.activity.en} at ${visit.school}, ${visit.time.en}${visit.speakers.en === '' ? '' : `, ${visit.speakers.en}`}.`,
      );
const reasonsOf = ({ reasons = [] }: Context): Sentence =>
  reasons.length === 0
    ? both('', '')
    : both(`原因：${reasons.map(({ zh }) => zh).join('；')}。`, `Why: ${reasons.map(({ en }) => en).join('; ')}.`);

/** Sentences one after the other; empty ones leave no trace. */
const told = (...sentences: Sentence[]): Sentence => ({
  zh: sentences.map(({ zh }) => zh).join(''),
  en: sentences
    .map(({ en }) => en)
    .filter((en) => en !== '')
    .join(' '),
});

/** How a reminder says that time runs. */
function hurry(kind: unknown): Sentence {
  if (kind === 'half-time') return both('尚待您办理', 'is still waiting for you');
  if (kind === 'morning') return both('今天到期', 'is due today');
  const days = /^(\d+)-days-before$/.exec(String(kind))?.[1];
  if (days !== undefined) return both(`还有 ${days} 个工作日到期`, `is due in ${days} working days`);
  return both('还有一个工作日到期', 'is due in one working day');
}

type Template = (c: Context) => Words;

/** One template a kind: what happened, what to do, by when. The link follows the text. */
const TEMPLATES: Record<NoticeKind, Template> = {
  asked: (c) => ({
    title: both(`请办理：${c.step!.zh}`, `Please decide: ${c.step!.en}`),
    text: told(
      both(`有一件“${c.step!.zh}”事项待${c.party}办理：`, `“${c.step!.en}” waits for ${c.party}:`),
      about(c),
      until(c),
    ),
  }),
  reminder: (c) => {
    const how = hurry(c.facts.reminder);
    return {
      title: both(`提醒：${c.step!.zh}${how.zh}`, `Reminder: ${c.step!.en} ${how.en}`),
      text: told(both(`“${c.step!.zh}”事项${how.zh}：`, `“${c.step!.en}” ${how.en}:`), about(c), until(c)),
    };
  },
  overdue: (c) => ({
    title: both(`已到期：${c.step!.zh}`, `Overdue: ${c.step!.en}`),
    text: told(
      both(
        `${c.organisation ?? c.party}的“${c.step!.zh}”事项已到期未办，请督促或协助办理：`,
        `“${c.step!.en}” of ${c.organisation ?? c.party} is overdue; please see to it:`,
      ),
      about(c),
      c.due === undefined ? both('', '') : both(`期限为 ${c.due.date.zh}。`, `It was due by ${c.due.date.en}.`),
    ),
  }),
  'nobody-decides': (c) => ({
    title: both(`无人可办：${c.step!.zh}`, `Nobody can decide: ${c.step!.en}`),
    text: told(
      both(
        `${c.organisation ?? c.party}目前没有可办理“${c.step!.zh}”的人员，请指定人员或由上级办理：`,
        `Nobody can decide “${c.step!.en}” for ${c.organisation ?? c.party}; please name somebody, or decide as the superior:`,
      ),
      about(c),
      until(c),
    ),
  }),
  'standing-in': (c) => ({
    title: both('您正代理同事的事项', 'You stand in for a colleague'),
    text: both(
      `您自即日起在${c.party}代理同事，现有 ${c.facts.waiting} 件事项待办。`,
      `You stand in for a colleague at ${c.party}; ${c.facts.waiting} questions wait now.`,
    ),
  }),
  'deadline-moved': (c) => ({
    title: both(`期限有变：${c.step!.zh}`, `New date: ${c.step!.en}`),
    text: told(both(`“${c.step!.zh}”事项的期限已调整：`, `The date of “${c.step!.en}” has moved:`), about(c), until(c)),
  }),
  'requested-for-you': (c) => ({
    title: both('已代您登记活动申请', 'A visit was requested for you'),
    text: told(
      both('工会已代为登记：', 'The union has entered a request for you: '),
      about(c),
      both('如有出入请联系工会。', 'If something is wrong, please call the union.'),
    ),
  }),
  'recorded-for-you': (c) => ({
    title: both('已代录您的答复', 'Your answer was entered for you'),
    text: told(
      both(
        '工会根据您的电话、书面或当面答复作了登记：',
        'The union has entered what you said by phone, by letter or in person:',
      ),
      about(c),
      both('如与您的意见不符，请尽快提出异议。', 'If that is not what you said, please object soon.'),
    ),
  }),
  'union-approved': (c) => ({
    title: both('工会已批准', 'The union has approved'),
    text: told(
      both('工会已批准人选，正在征求单位和本人意见：', 'The union has approved; employers and speakers are being asked:'),
      about(c),
    ),
  }),
  'speaker-asked-elsewhere': (c) => ({
    title: both(`${c.speaker}受邀进校`, `${c.speaker} is asked to visit a school`),
    text: told(
      both(`贵会资源库的${c.speaker}受其他工会邀请：`, `${c.speaker} of your pool is asked by another union:`),
      about(c),
      both('如不同意，可提出异议。', 'You may object.'),
    ),
  }),
  'employer-told': (c) => ({
    title: both(
      `职工进校活动告知：${c.visit?.speakers.zh ?? ''}`,
      `Your employee visits a school: ${c.visit?.speakers.en ?? ''}`,
    ),
    text: told(both('特此告知，贵单位无需答复：', 'For your information; no answer is needed:'), about(c)),
  }),
  'seat-lost': (c) => ({
    title: both(`${c.speaker}不能参加`, `${c.speaker} cannot come`),
    text: told(
      about(c),
      both(
        `${c.speaker}不能参加，系统正另行安排，无需您处理。`,
        `${c.speaker} cannot come; somebody else is being looked for.`,
      ),
    ),
  }),
  'reserve-stepped-in': (c) => ({
    title: both(`候补接替：${c.speaker}`, `A reserve steps in: ${c.speaker}`),
    text: told(about(c), both(`由候补${c.speaker}接替，正在征求意见。`, `${c.speaker}, a reserve, is being asked.`)),
  }),
  confirmed: (c) => ({
    title: both('活动已确认', 'The visit is confirmed'),
    text: told(
      about(c),
      c.visit === undefined
        ? both('', '')
        : both(
            `地点：${c.visit.place}；学生 ${c.visit.students} 人。`,
            `Place: ${c.visit.place}; ${c.visit.students} students.`,
          ),
      c.facts.channel === undefined
        ? both('', '')
        : both(
            '学校的意见由工会代录，如有不符，请尽快提出异议。',
            'The union entered the school’s word; if that is not what you said, please object soon.',
          ),
    ),
  }),
  moved: (c) => ({
    title: both('活动改期', 'The visit has moved'),
    text: told(
      both('活动时间已调整为：', 'The visit takes place at another time: '),
      about(c),
      both('需要您重新确认时会另行通知。', 'You will be told if you are asked again.'),
    ),
  }),
  cancelled: (c) => ({ title: both('活动已取消', 'The visit is cancelled'), text: told(about(c), reasonsOf(c)) }),
  'not-needed': (c) => ({
    title: both('本次活动无需再办理', 'Nothing is needed from you any more'),
    text: told(
      about(c),
      both('本次活动不再需要您参加或答复，感谢支持。', 'You are not needed for this visit any more. Thank you.'),
    ),
  }),
  'came-to-nothing': (c) => ({
    title: both('活动未能安排', 'The visit could not be arranged'),
    text: told(
      about(c),
      reasonsOf(c),
      both('可调整时间或主题后重新申请，或致电工会。', 'You may ask again for another time or topic, or call the union.'),
    ),
  }),
  'handed-to-union': (c) => ({
    title: both('学校确认已转工会办理', 'The union answers for the school'),
    text: told(both('学校逾期未确认，已转由工会办理：', 'The school was silent, so its union was asked:'), about(c)),
  }),
  replaced: (c) => ({
    title: both(`人选有变：${c.speaker}`, `Somebody else comes: ${c.speaker}`),
    text: told(both(`由${c.speaker}参加：`, `${c.speaker} comes:`), about(c)),
  }),
  objected: (c) => ({
    title: both('对代录提出异议', 'An objection to what was entered'),
    text: told(
      both('有一方对代录的答复提出异议，已重新征求意见：', 'A party objected to what was entered for it, and is asked again:'),
      about(c),
    ),
  }),
  stuck: (c) => ({
    title: both('流程受阻', 'A procedure is stuck'),
    text: told(both('流程受阻，已通知管理员：', 'The procedure is stuck; an operator was told:'), about(c)),
  }),
  briefing: (c) => ({ title: both('明日活动', 'Tomorrow’s visit'), text: told(about(c), briefed(c)) }),
  'statistics-submitted': (c) => ({
    title: both('活动已办结', 'A visit is closed'),
    text: told(
      both('活动已举行，统计已填报：', 'The visit has taken place and its statistics are in: '),
      about(c),
      both('感谢支持。', 'Thank you.'),
    ),
  }),
  'marked-absent': (c) => ({
    title: both('登记为未到场', 'Noted as absent'),
    text: told(
      about(c),
      both(
        `学校填报${c.speaker}未到场。如与事实不符，可提出异议。`,
        `The school noted that ${c.speaker} did not come. If that is not so, you may object.`,
      ),
    ),
  }),
  'absence-contested': (c) => ({
    title: both(`${c.speaker}对未到场提出异议`, `${c.speaker} says they came`),
    text: told(
      about(c),
      both(
        `${c.speaker}对“未到场”提出异议，请核实并处理。`,
        `${c.speaker} contests having been noted as absent; please settle it.`,
      ),
    ),
  }),
  'absence-settled': (c) => ({
    title: both('未到场异议已处理', 'An objection is settled'),
    text: told(
      about(c),
      both(
        `工会已就${c.speaker}是否到场作出认定，详见活动记录。`,
        `The union has settled whether ${c.speaker} came; see the visit.`,
      ),
    ),
  }),
  'not-held': (c) => ({ title: both('活动未举办', 'The visit was not held'), text: told(about(c), reasonsOf(c)) }),
};

/** Who meets whom, where, how many, and whom to call. */
function briefed({ visit, briefing }: Context): Sentence {
  if (!visit || !briefing) return both('', '');
  const numbered = (name: string, phone: string | undefined) => (phone === undefined ? name : `${name} ${phone}`);
  const contact = numbered(briefing.contact, briefing.contactPhone);
  const speakers = briefing.speakers.map(({ name, phone }) => numbered(name, phone));
  return both(
    `地点：${visit.place}；学生 ${visit.students} 人；学校联系人：${contact}；劳模工匠：${listed(speakers, 'zh')}。`,
    `Place: ${visit.place}; ${visit.students} students; contact: ${contact}; speakers: ${listed(speakers, 'en')}.`,
  );
}

/** The words of a notice in both languages. */
export const wordsOf = (kind: NoticeKind, context: Context): Words => TEMPLATES[kind](context);
