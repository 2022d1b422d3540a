import { taskKinds } from '../catalogue/visit-words.ts';
import type { Step } from '../deadlines/policy.ts';
import { day, timeOfDay } from '../deadlines/shanghai-time.ts';
import type { Instant, Interval } from '../platform/schema.ts';

/** A sentence or a name in both languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** What a task asks of somebody. */
export const TASK_NAMES = Object.fromEntries(taskKinds.map(({ code, zh, en }) => [code, { zh, en }])) as Record<Step, Sentence>;

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

/** What saying yes is called in each step; the statistics have a form of their own. */
export const YES: Partial<Record<Step, Sentence & { readonly outcome: string }>> = {
  'union-approval': { outcome: 'approve', zh: '同意所推荐的人选', en: 'Approve as proposed' },
  clearance: { outcome: 'clear', zh: '审核通过', en: 'Clear the content' },
  'employer-release': { outcome: 'release', zh: '同意支持', en: 'Release the working time' },
  'speaker-confirmation': { outcome: 'confirm', zh: '我能参加', en: 'I will come' },
  'school-confirmation': { outcome: 'confirm', zh: '确认', en: 'Confirm' },
};

export const NO: Sentence = { zh: '谢绝', en: 'Decline' };

/** What somebody reads who has decided. */
export const DONE: Record<string, Sentence> = {
  approve: { zh: '已记录：同意', en: 'Recorded: approved' },
  clear: { zh: '已记录：审核通过', en: 'Recorded: cleared' },
  release: { zh: '已记录：同意支持', en: 'Recorded: released' },
  confirm: { zh: '已记录：确认', en: 'Recorded: confirmed' },
  decline: { zh: '已记录：谢绝', en: 'Recorded: declined' },
  submit: { zh: '已记录：统计已填报', en: 'Recorded: statistics submitted' },
  'not-held': { zh: '已记录：未举办', en: 'Recorded: not held' },
};

export const WRONG_CODE: Sentence = {
  zh: '验证码不正确或已失效，请核对，或重新获取',
  en: 'the code is wrong or no longer good; check it, or ask for another',
};
