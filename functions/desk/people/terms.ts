import { dayAs, type Language } from '../../deadlines/say.ts';
import { day, plusDays } from '../../deadlines/shanghai-time.ts';
import type { Instant } from '../../platform/schema.ts';
import type { Sentence } from '../../platform/sentence.ts';

/** From when to when somebody holds a role: instants for the API, days for people. Pure. */

/** The beginning of a day that somebody typed; what is no day is left for the API to refuse. */
export const beginningOf = (date: string): string => `${date}T00:00:00+08:00`;

/** The end of the last day that somebody typed. */
export const endOf = (date: string): string => {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date));
  return beginningOf(isDay ? plusDays(date, 1) : date);
};

export interface Term {
  from?: Instant | undefined;
  to?: Instant | undefined;
}

const lastDayOf = (to: Instant): string => day(new Date(Date.parse(to) - 1).toISOString());

export const isOver = ({ to }: Term, now: Date): boolean => to !== undefined && to <= now.toISOString();

/** A term as people say it, the last day included. */
export function termAs({ from, to }: Term, language: Language, now: Date): string {
  const begins = from === undefined ? undefined : dayAs(day(from), language, now);
  // What was ended before it began never was.
  const ends = to === undefined ? undefined : dayAs(lastDayOf(from !== undefined && to <= from ? from : to), language, now);
  if (begins === undefined && ends === undefined) return ALWAYS[language];
  if (language === 'zh') return [begins && `${begins}起`, ends && `至${ends}`].filter(Boolean).join(' ');
  return [begins && `from ${begins}`, ends && `until ${ends}`].filter(Boolean).join(' ');
}

/** Until when, the last day included. */
export const untilAs = ({ to }: Term, language: Language, now: Date): string => termAs({ to }, language, now);

const ALWAYS: Sentence = { zh: '长期', en: 'no end set' };
