import { modes } from '../catalogue/modes.ts';
import type { Sentence } from '../platform/sentence.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Session } from '../visits/visit.ts';
import type { EventStatus } from './event-status.ts';

/** What an entry of a calendar says, Chinese first. Of people only the speakers are named, and nobody's number. Pure. */

/** What the codes and ids of a visit are called. */
export interface VisitNames {
  /** The lead school first. */
  schools: string[];
  /** Those who sit there. */
  speakers: string[];
  activity: Sentence;
  topics: Sentence[];
}

/** What the texts of one entry are made from. */
export interface Said {
  core: VisitCore;
  names: VisitNames;
  status: EventStatus;
  session: Session;
  number: number;
  of: number;
  url: string;
}

const STATUS: Record<EventStatus, Sentence> = {
  CONFIRMED: { zh: '已确认', en: 'confirmed' },
  TENTATIVE: { zh: '待确认', en: 'not confirmed yet' },
  CANCELLED: { zh: '不举办', en: 'does not take place' },
};

/** Many calendars show a status nowhere (Outlook not even that an entry is cancelled), so that the line says it itself. */
export const summaryOf = ({ names, status, number, of }: Said): string =>
  [
    status === 'CONFIRMED' ? '' : `【${STATUS[status].zh}】`,
    `劳模工匠进校园：${names.activity.zh}`,
    of > 1 ? `（${number}/${of}）` : '',
    ` · ${names.schools[0]} · Model worker visit`,
    status === 'CONFIRMED' ? '' : ` (${STATUS[status].en})`,
  ].join('');

/** Where people go. */
export function locationOf({ core: { request }, names, session: { place } }: Said): string {
  const where = {
    'in-school': [names.schools[0], request.address, place],
    'at-base': [request.address, place],
    online: ['线上 Online', place],
  }[request.mode];
  return where.filter((each) => each !== undefined).join(' ');
}

export function descriptionOf({ core: { request }, names, status, session: { audience }, number, of, url }: Said): string {
  const mode = modes.find(({ code }) => code === request.mode)!;
  const half = (language: keyof Sentence) => {
    const [words, colon, comma] = language === 'zh' ? [ZH, '：', '、'] : [EN, ': ', ', '];
    const lines: [keyof typeof ZH, string | undefined][] = [
      ['status', STATUS[status][language]],
      ['activity', `${names.activity[language]}${comma}${mode[language]}`],
      ['session', of > 1 ? `${number}/${of}` : undefined],
      ['schools', names.schools.join(comma)],
      ['speakers', names.speakers.join(comma)],
      ['topics', names.topics.map((topic) => topic[language]).join(comma)],
      ['audience', audience],
      ['details', url],
    ];
    return lines.flatMap(([name, value]) => (value ? [`${words[name]}${colon}${value}`] : [])).join('\n');
  };
  return `${half('zh')}\n\n${half('en')}`;
}

const ZH = {
  ...{ status: '状态', activity: '活动', session: '场次', schools: '学校', speakers: '劳模工匠', topics: '主题' },
  ...{ audience: '对象', details: '详情' },
};
const EN: typeof ZH = {
  ...{ status: 'Status', activity: 'Activity', session: 'Session', schools: 'Schools', speakers: 'Model workers' },
  ...{ topics: 'Topics', audience: 'Audience', details: 'Details' },
};
