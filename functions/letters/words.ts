import type { Catalogue } from '../catalogue/catalogue.ts';
import { day, timeOfDay, weekday } from '../deadlines/shanghai-time.ts';
import type { Instant, Interval } from '../platform/schema.ts';
import type { LetterAnswer } from './contract.ts';
import type { LetterKind } from './letter.ts';

/** How letters write dates, people and places. Pure. */

/** What each kind is called, Chinese first. */
export const TITLES: Record<LetterKind, { zh: string; en: string }> = {
  'release-request': { zh: '商请函', en: 'Request for release' },
  invitation: { zh: '邀请函', en: 'Invitation' },
  confirmation: { zh: '活动确认单', en: 'Confirmation of a visit' },
};

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** 2026年3月12日 */
export function dateOf(instant: Instant): string {
  const [year, month, date] = day(instant).split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

const dayOf = (instant: Instant): string => `${dateOf(instant)}（星期${WEEKDAYS[weekday(day(instant)) - 1]}）`;

/** 2026年3月5日（星期四）18:00 */
export const momentOf = (instant: Instant): string => `${dayOf(instant)}${timeOfDay(instant)}`;

/** 2026年3月12日（星期四）14:00—15:30 */
export const timeOf = ({ start, end }: Interval): string =>
  `${momentOf(start)}—${day(start) === day(end) ? timeOfDay(end) : momentOf(end)}`;

const zh = (catalogue: Catalogue, list: keyof Catalogue, code: string): string =>
  catalogue[list].find((entry) => entry.code === code)?.zh ?? code;

/** The activity and what it is about. */
export function activityOf({ activityType, topics }: LetterAnswer, catalogue: Catalogue): string {
  const about = topics.map((topic) => zh(catalogue, 'topics', topic)).join('、');
  return `${zh(catalogue, 'activityTypes', activityType)}${about === '' ? '' : `（主题：${about}）`}`;
}

/** 示例张（全国劳动模范） */
export const speakerOf = ({ name, honour }: LetterAnswer['speakers'][number], catalogue: Catalogue, after = ''): string =>
  `${name}${after}${honour ? `（${zh(catalogue, 'honourLevels', honour.level)}${zh(catalogue, 'honours', honour.code)}）` : ''}`;

export const placeOf = ({ mode, address }: LetterAnswer): string => (mode === 'online' ? '线上举办' : address);
