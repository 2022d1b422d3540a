import type { Instant, Interval } from '../platform/schema.ts';
import type { Sentence } from '../platform/sentence.ts';
import { day, timeOfDay, weekday } from './shanghai-time.ts';

/** Which of the two languages a page speaks. */
export type Language = keyof Sentence;

/** The days of a week, Monday first. */
export const WEEKDAYS: Record<Language, string[]> = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as people say it: 4月23日 周四, Thu 23 Apr; with the year where it is not this one. Pure. */
export function dayAs(date: string, language: Language, now: Date): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
  const name = WEEKDAYS[language][weekday(date) - 1]!;
  const isThisYear = day(now.toISOString()).startsWith(`${year}-`);
  if (language === 'zh') return `${isThisYear ? '' : `${year}年`}${month}月${dayOfMonth}日 ${name}`;
  return `${name} ${dayOfMonth} ${MONTHS[month - 1]}${isThisYear ? '' : ` ${year}`}`;
}

/** A day of this year without its weekday: 4月23日, 23 Apr. Pure. */
export function shortDayAs(date: string, language: Language): string {
  const [month, dayOfMonth] = date.split('-').slice(1).map(Number) as [number, number];
  return language === 'zh' ? `${month}月${dayOfMonth}日` : `${dayOfMonth} ${MONTHS[month - 1]}`;
}

/** A month, YYYY-MM, as people say it: 2026年4月, Apr 2026. Pure. */
export function monthAs(name: string, language: Language): string {
  const [year, month] = name.split('-').map(Number) as [number, number];
  return language === 'zh' ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
}

/** A day of whatever year, as papers have it: 2008年7月1日, 1 Jul 2008. Pure. */
export function dateAs(date: string, language: Language): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
  return language === 'zh' ? `${year}年${month}月${dayOfMonth}日` : `${dayOfMonth} ${MONTHS[month - 1]} ${year}`;
}

/** An instant in Asia/Shanghai as people say it. Pure. */
export const momentAs = (instant: Instant, language: Language, now: Date): string =>
  `${dayAs(day(instant), language, now)} ${timeOfDay(instant)}`;

/** From when to when. Pure. */
export const spanAs = ({ start, end }: Interval, language: Language, now: Date): string =>
  day(start) === day(end)
    ? `${momentAs(start, language, now)}–${timeOfDay(end)}`
    : `${momentAs(start, language, now)} – ${momentAs(end, language, now)}`;

/** What is left until an instant, in days or hours; what has passed is overdue. Pure. */
export function leftUntil(instant: Instant, now: Date): Sentence {
  const hours = Math.floor((Date.parse(instant) - now.getTime()) / 3_600_000);
  if (hours < 0) return { zh: '已逾期', en: 'overdue' };
  if (hours < 24) return { zh: `还有 ${hours} 小时`, en: `${hours} hours left` };
  const days = Math.floor(hours / 24);
  return { zh: `还有 ${days} 天`, en: days === 1 ? '1 day left' : `${days} days left` };
}
