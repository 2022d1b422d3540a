import type { Instant, Interval } from '../platform/schema.ts';
import type { Sentence } from '../platform/sentence.ts';
import { dateAs, momentAs, spanAs } from './say.ts';
import { day, timeOfDay } from './shanghai-time.ts';

/** Instants in both languages, for whoever reads both or whose language is not known yet. */

/** An instant in Asia/Shanghai: 3月20日 周五 14:00, Fri 20 Mar 14:00. */
export const momentOf = (instant: Instant, now: Date): Sentence => inBoth((language) => momentAs(instant, language, now));

/** From when to when. */
export const timeOf = (interval: Interval, now: Date): Sentence => inBoth((language) => spanAs(interval, language, now));

/** As the date fields of others' templates take an instant: 2026年3月20日 14:00. */
export const stampOf = (instant: Instant): string => `${dateAs(day(instant), 'zh')} ${timeOfDay(instant)}`;

const inBoth = (say: (language: keyof Sentence) => string): Sentence => ({ zh: say('zh'), en: say('en') });

/** Until when a question is to be decided: its date, what is asked of whoever decides, and the same in a word or two. */
export interface Due {
  date: Sentence;
  please: Sentence;
  brief: Sentence;
}

/**
 * People are told one date, the one by which they are asked to decide. That they still can for a while after it is not told: it would
 * be the date that they go by.
 */
export function dueOf({ dueAt, provisional }: { dueAt: Instant; provisional?: boolean | undefined }, now: Date): Due {
  const date = momentOf(dueAt, now);
  if (dueAt <= now.toISOString()) return { date, please: OVERDUE, brief: { zh: '已逾期', en: 'overdue' } };
  const { zh, en } = provisional ? PROVISIONAL : { zh: '', en: '' };
  return {
    date,
    please: { zh: `请在 ${date.zh} 前办理${zh}。`, en: `Please decide before ${date.en}${en}.` },
    brief: { zh: `${date.zh} 前`, en: `before ${date.en}` },
  };
}

const OVERDUE: Sentence = { zh: '已逾期，请尽快办理。', en: 'It is overdue; please decide soon.' };

/** Said of a date that rests on a year whose holidays are not announced yet, and may still move. */
export const PROVISIONAL: Sentence = {
  zh: '（放假安排未公布，日期暂定）',
  en: ' (provisional: the holidays are not announced yet)',
};
