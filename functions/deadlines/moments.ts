import type { Instant, Interval } from '../platform/schema.ts';
import type { Sentence } from '../platform/sentence.ts';
import { day, timeOfDay } from './shanghai-time.ts';

/** Instants as people read them. */

/** An instant in Asia/Shanghai, as both languages read it: 2026-03-20 14:00. */
export const momentOf = (instant: Instant): string => `${day(instant)} ${timeOfDay(instant)}`;

/** Until when; where the holidays of that year are not announced yet, that it may still move. */
export const untilOf = (instant: Instant, provisional: boolean | undefined): Sentence => ({
  zh: `${momentOf(instant)}${provisional ? '（放假安排未公布，日期暂定）' : ''}`,
  en: `${momentOf(instant)}${provisional ? ' (provisional: the holidays are not announced yet)' : ''}`,
});

/** From when to when: 2026-03-20 14:00–15:30. */
export const timeOf = ({ start, end }: Interval): string =>
  day(start) === day(end) ? `${momentOf(start)}–${timeOfDay(end)}` : `${momentOf(start)} – ${momentOf(end)}`;
